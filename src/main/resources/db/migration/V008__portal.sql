-- Messages kept for patients. The body is sealed; the link's token and every code and session are kept as hashes only.
CREATE TABLE portal_message (
    id          uuid PRIMARY KEY,
    practice    text        NOT NULL REFERENCES practice (id),
    message_id  uuid        NOT NULL,
    -- the only one who may read it
    patient     uuid        NOT NULL,
    recipient   text        NOT NULL,
    -- SHA-256 of the 256 random bits in the link
    token_hash  bytea       NOT NULL UNIQUE,
    key_id      text        NOT NULL,
    wrapped_key bytea,
    nonce       bytea,
    ciphertext  bytea,
    size        bigint      NOT NULL,
    stored_at   timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    shredded_at timestamptz,
    opened_at   timestamptz,
    -- begun since the last sign-in that succeeded
    tries       integer     NOT NULL,
    locked_at   timestamptz,
    CHECK ((shredded_at IS NULL) = (ciphertext IS NOT NULL)
        AND (shredded_at IS NULL) = (wrapped_key IS NOT NULL)
        AND (shredded_at IS NULL) = (nonce IS NOT NULL))
);

CREATE INDEX portal_message_of_message ON portal_message (practice, message_id);
CREATE INDEX portal_message_expiry ON portal_message (expires_at) WHERE shredded_at IS NULL;

-- One-time codes. A birth date that was wrong leaves a row too, so that it cannot be told from a right one.
CREATE TABLE portal_code (
    id             uuid PRIMARY KEY,
    practice       text        NOT NULL REFERENCES practice (id),
    portal_message uuid        NOT NULL REFERENCES portal_message (id) ON DELETE CASCADE,
    -- SHA-256 of the cookie of the browser that gave the birth date; none for a code that the practice gave
    visit_hash     bytea,
    -- whether that birth date was right; only then the code was sent and may sign in
    proven         boolean     NOT NULL,
    salt           bytea       NOT NULL,
    code_hash      bytea       NOT NULL,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    used_at        timestamptz,
    -- codes that were typed for it and were wrong
    failures       integer     NOT NULL
);

CREATE INDEX portal_code_of_message ON portal_code (portal_message, created_at);

-- Who is reading: bound to one patient and one message.
CREATE TABLE portal_session (
    id             uuid PRIMARY KEY,
    practice       text        NOT NULL REFERENCES practice (id),
    portal_message uuid        NOT NULL REFERENCES portal_message (id) ON DELETE CASCADE,
    patient        uuid        NOT NULL,
    -- SHA-256 of the cookie
    secret_hash    bytea       NOT NULL UNIQUE,
    created_at     timestamptz NOT NULL,
    last_seen_at   timestamptz NOT NULL
);

CREATE INDEX portal_session_of_message ON portal_session (portal_message);

GRANT SELECT, INSERT, UPDATE, DELETE ON portal_message, portal_code, portal_session TO sealpost_program;
