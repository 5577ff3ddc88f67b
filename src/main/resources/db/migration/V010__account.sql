-- Accounts that sign in to hand mail over. A login names one account of the whole installation: who signs in does not
-- say of which practice. No password is here, only what proves one (RFC 5802 section 3).
CREATE TABLE account (
    id                      uuid        PRIMARY KEY,
    practice                text        NOT NULL REFERENCES practice (id),
    login                   text        NOT NULL UNIQUE,
    salt                    bytea       NOT NULL,
    iterations              integer     NOT NULL,
    stored_key              bytea       NOT NULL,
    server_key              bytea       NOT NULL,
    -- A client certificate that stands for the account: by its SHA-256 in hex, or by a name in it.
    certificate_fingerprint text        UNIQUE,
    certificate_name        text        UNIQUE,
    -- Addresses and domains that it may send as; none: all domains of its practice.
    senders                 text[]      NOT NULL,
    disabled                boolean     NOT NULL,
    created_at              timestamptz NOT NULL
);
CREATE INDEX account_of_practice ON account (practice, login);

-- Whom a sender has written to in the last hour, for the limits of an hour, by pseudonyms. Kept for that hour only.
CREATE TABLE sent_recipient (
    practice  text        NOT NULL REFERENCES practice (id),
    sender    text        NOT NULL,
    recipient text        NOT NULL,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (practice, sender, recipient)
);
CREATE INDEX sent_recipient_by_time ON sent_recipient (seen_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON account, sent_recipient TO sealpost_program;
