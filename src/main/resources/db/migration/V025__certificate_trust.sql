-- Authorities whose word on certificates for e-mail counts for one practice, beside those of the installation.
CREATE TABLE trust_anchor (
    id          uuid        PRIMARY KEY,
    practice    text        NOT NULL,
    -- SHA-256 of the DER octets, lower-case hexadecimal
    fingerprint text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    subject     text        NOT NULL,
    -- what a person calls those that belong together
    bundle      text        NOT NULL,
    not_after   timestamptz NOT NULL,
    der         bytea       NOT NULL,
    -- how strictly revocation is asked for under it; as the installation's setting says when missing
    revocation  text        CHECK (revocation IN ('required', 'offered', 'soft', 'off')),
    added_at    timestamptz NOT NULL,
    added_by    text        NOT NULL,
    UNIQUE (practice, fingerprint)
);

-- CRLs that a practice was given, for authorities whose own places cannot be asked. The newest of each kind.
CREATE TABLE revocation_list (
    id          uuid        PRIMARY KEY,
    practice    text        NOT NULL,
    issuer      text        NOT NULL,
    -- the issuing distribution point's DER octets: authorities with many certificates have several lists; often empty
    scope       bytea       NOT NULL,
    -- of the authority's certificate, whose key signed it
    signer      text        NOT NULL CHECK (signer ~ '^[0-9a-f]{64}$'),
    this_update timestamptz NOT NULL,
    next_update timestamptz NOT NULL,
    entries     integer     NOT NULL,
    der         bytea       NOT NULL,
    added_at    timestamptz NOT NULL,
    added_by    text        NOT NULL,
    UNIQUE (practice, issuer, scope)
);

-- That a certificate will expire was said so many days ahead: once, whichever replica says it.
CREATE TABLE certificate_alarm (
    practice    text        NOT NULL,
    fingerprint text        NOT NULL,
    days        smallint    NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (practice, fingerprint, days)
);
CREATE INDEX certificate_not_after ON certificate (not_after) WHERE revoked_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON trust_anchor, revocation_list, certificate_alarm TO sealpost_program;
