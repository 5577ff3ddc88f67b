-- The keys by which a domain signs its mail (DKIM). Private halves are sealed, and gone once a key is retired.
CREATE TABLE dkim_key (
    id            uuid        PRIMARY KEY,
    practice      text        NOT NULL REFERENCES practice (id),
    -- As DNS knows it, in lower case.
    domain        text        NOT NULL,
    selector      text        NOT NULL,
    -- rsa or ed25519
    algorithm     text        NOT NULL,
    -- What its DNS record says in p=.
    public_key    text        NOT NULL,
    -- next (to be published), active (signs), retired (signs no more)
    state         text        NOT NULL CHECK (state IN ('next', 'active', 'retired')),
    created_at    timestamptz NOT NULL,
    activated_at  timestamptz,
    retired_at    timestamptz,
    -- Until when the DNS record of a retired key must stay.
    publish_until timestamptz,
    key_id        text,
    wrapped_key   bytea,
    nonce         bytea,
    ciphertext    bytea,
    UNIQUE (practice, domain, selector),
    CHECK ((state = 'retired') = (ciphertext IS NULL))
);
CREATE UNIQUE INDEX dkim_key_active ON dkim_key (practice, domain, algorithm) WHERE state = 'active';

GRANT SELECT, INSERT, UPDATE, DELETE ON dkim_key TO sealpost_program;
