-- Parts of messages that could not go at once: waiting for an attempt, or held for a person. Bodies are sealed.
CREATE TABLE queued_part (
    id              uuid        PRIMARY KEY,
    practice        text        NOT NULL REFERENCES practice (id),
    message         uuid        NOT NULL,
    -- ordinary (of the practice), notice (portal), notification (to the practice's staff)
    kind            text        NOT NULL,
    -- original: decided and protected anew at each attempt; final: these very octets
    form            text        NOT NULL,
    -- queued or held
    state           text        NOT NULL,
    -- The reverse path; empty for <>.
    sender          text        NOT NULL,
    recipients      text[]      NOT NULL,
    body_type       text        NOT NULL,
    smtp_utf8       boolean     NOT NULL,
    -- What was decided; a later attempt may only raise it.
    protection      text        NOT NULL,
    -- host:port that a rule or a setting named.
    route           text,
    -- The portal message that a notice is about.
    portal_message  uuid,
    -- Why it is held or waits, in Sealpost's words.
    why             text        NOT NULL,
    size            bigint      NOT NULL,
    key_id          text        NOT NULL,
    wrapped_key     bytea       NOT NULL,
    nonce           bytea       NOT NULL,
    ciphertext      bytea       NOT NULL,
    attempts        integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    -- Who released it from being held, and why.
    released_by     text,
    -- Taken by an instance until then; the fence grows with each taking, and only its newest holder may settle.
    lease_owner     uuid,
    lease_until     timestamptz,
    fence           bigint      NOT NULL
);
CREATE INDEX queued_part_due ON queued_part (next_attempt_at) WHERE state = 'queued';
CREATE INDEX queued_part_of_message ON queued_part (practice, message);

GRANT SELECT, INSERT, UPDATE, DELETE ON queued_part TO sealpost_program;
