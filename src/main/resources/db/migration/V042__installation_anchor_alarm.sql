-- That an authority of the installation's file, which every practice trusts, ends was said so many days ahead: once, whichever
-- replica says it.
CREATE TABLE installation_anchor_alarm (
    -- SHA-256 of the DER octets, lower-case hexadecimal
    fingerprint text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    days        smallint    NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (fingerprint, days)
);

GRANT SELECT, INSERT ON installation_anchor_alarm TO sealpost_program;
