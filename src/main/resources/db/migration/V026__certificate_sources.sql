-- Where a certificate on record came from, what its owner's mail program can read, and a mark by which replicas notice
-- that anything of it changed.

ALTER TABLE certificate
    -- by a person's hand, or out of mail that it signed
    ADD COLUMN source text NOT NULL DEFAULT 'imported' CHECK (source IN ('imported', 'harvested')),
    -- a harvested one that a person looked at: it may be another key than the one known before
    ADD COLUMN confirmed_at timestamptz,
    ADD COLUMN confirmed_by text,
    ADD CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL));

CREATE TABLE encryption_capabilities (
    practice     text        NOT NULL,
    -- what an operator set for a certificate, an address or a domain, or what an address' own signed mail said
    scope        text        NOT NULL CHECK (scope IN ('certificate', 'address', 'domain', 'learnt')),
    -- a fingerprint, a lower-case mailbox, or a domain
    name         text        NOT NULL,
    capabilities text        NOT NULL,
    set_at       timestamptz NOT NULL,
    set_by       text        NOT NULL,
    PRIMARY KEY (practice, scope, name)
);

-- Grows in the transaction of each change, so that whoever reads the same number has seen every change before it.
CREATE TABLE certificate_generation (
    practice   text PRIMARY KEY,
    generation bigint NOT NULL
);

CREATE FUNCTION certificate_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO certificate_generation AS known (practice, generation)
    VALUES (COALESCE(NEW.practice, OLD.practice), 1)
    ON CONFLICT (practice) DO UPDATE SET generation = known.generation + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER certificate_changed AFTER INSERT OR UPDATE OR DELETE ON certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_changed();
CREATE TRIGGER certificate_changed AFTER INSERT OR UPDATE OR DELETE ON encryption_capabilities
    FOR EACH ROW EXECUTE FUNCTION certificate_changed();

GRANT SELECT, INSERT, UPDATE, DELETE ON encryption_capabilities TO sealpost_program;
GRANT SELECT, INSERT, UPDATE ON certificate_generation TO sealpost_program;
