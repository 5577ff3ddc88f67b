-- The role that the program works as. It owns nothing: what it may do with a table is granted by the migration that
-- makes the table, and the audit's events it may only read and add. Migrations run as another user, the owner.
-- Roles belong to the whole server, so the role may be there already.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sealpost_program') THEN
        BEGIN
            CREATE ROLE sealpost_program NOLOGIN;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN
                NULL; -- another database of this server was migrated at the same moment
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'The database user % may not create roles: run "CREATE ROLE sealpost_program NOLOGIN; GRANT sealpost_program TO %" as an administrator of the database, then start Sealpost again.',
                    current_user, quote_ident(current_user)
                    USING ERRCODE = 'insufficient_privilege';
        END;
    END IF;

    BEGIN
        EXECUTE format('GRANT sealpost_program TO %I', current_user);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'sealpost' AND rolname <> current_user) THEN
            GRANT sealpost_program TO sealpost;
        END IF;
    EXCEPTION
        WHEN insufficient_privilege THEN
            -- An administrator made the role; then it was the administrator's part to grant it.
            IF NOT pg_has_role(current_user, 'sealpost_program', 'MEMBER') THEN
                RAISE EXCEPTION 'The database user % is no member of the role sealpost_program: run "GRANT sealpost_program TO %" as an administrator of the database, then start Sealpost again.',
                    current_user, quote_ident(current_user)
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
    END;

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO sealpost_program', current_schema());
END
$$;
