-- The practice's own keys: for S/MIME, and of its internal authority. Private halves are sealed, or in a token.
CREATE TABLE practice_key (
    id             uuid        PRIMARY KEY,
    practice       text        NOT NULL REFERENCES practice (id),
    purpose        text        NOT NULL CHECK (purpose IN ('smime', 'authority')),
    -- Whose mail it is for: an address or a domain as look-ups have it, or * for all of the practice.
    owner          text        NOT NULL,
    subject        text        NOT NULL,
    algorithm      text        NOT NULL,
    -- SubjectPublicKeyInfo
    public_key     bytea       NOT NULL,
    -- DER; none while it waits for one
    certificate    bytea,
    -- DER, one behind the other, from the issuer upwards
    issuers        bytea       NOT NULL,
    created_at     timestamptz NOT NULL,
    -- When it begins to sign; when it stops; when it stops to decrypt. Each may be a date to come.
    active_from    timestamptz,
    retired_at     timestamptz,
    decrypts_until timestamptz,
    destroyed_at   timestamptz,
    -- The label of a key whose private half is in a token.
    token_alias    text,
    key_id         text,
    wrapped_key    bytea,
    nonce          bytea,
    ciphertext     bytea,
    CHECK ((active_from IS NULL) = (certificate IS NULL)),
    CHECK ((retired_at IS NULL) = (decrypts_until IS NULL)),
    CHECK (token_alias IS NULL OR ciphertext IS NULL),
    CHECK ((destroyed_at IS NULL) = (token_alias IS NOT NULL OR ciphertext IS NOT NULL))
);
CREATE INDEX practice_key_practice ON practice_key (practice);
CREATE UNIQUE INDEX practice_key_token ON practice_key (token_alias);

GRANT SELECT, INSERT, UPDATE, DELETE ON practice_key TO sealpost_program;

-- What the internal authority issued.
CREATE TABLE issued_certificate (
    id            uuid        PRIMARY KEY,
    practice      text        NOT NULL REFERENCES practice (id),
    -- The authority's key.
    authority     uuid        NOT NULL REFERENCES practice_key (id),
    serial        text        NOT NULL,
    -- SHA-256 of the certificate, lower-case hexadecimal
    fingerprint   text        NOT NULL,
    -- As look-ups have it.
    address       text        NOT NULL,
    -- staff or patient
    holder        text        NOT NULL CHECK (holder IN ('staff', 'patient')),
    issued_at     timestamptz NOT NULL,
    not_after     timestamptz NOT NULL,
    issued_by     text        NOT NULL,
    revoked_at    timestamptz,
    revoked_by    text,
    UNIQUE (practice, fingerprint),
    UNIQUE (authority, serial),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);

GRANT SELECT, INSERT, UPDATE ON issued_certificate TO sealpost_program;
