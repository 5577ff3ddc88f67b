-- The history of a practice's rules. The newest version is in force on every replica; a version is never altered.
CREATE TABLE rules_version (
    practice   text        NOT NULL REFERENCES practice (id),
    version    bigint      NOT NULL,
    sha256     text        NOT NULL,
    yaml       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (practice, version)
);

GRANT SELECT, INSERT ON rules_version TO sealpost_program;
