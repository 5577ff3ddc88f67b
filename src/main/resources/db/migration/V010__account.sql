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

-- Recipients that were sent to, by practice, sender and minute, for the limits of an hour. The sender is a pseudonym.
CREATE TABLE sending_count (
    practice   text        NOT NULL REFERENCES practice (id),
    sender     text        NOT NULL,
    minute     timestamptz NOT NULL,
    recipients bigint      NOT NULL,
    PRIMARY KEY (practice, sender, minute)
);
CREATE INDEX sending_count_by_minute ON sending_count (minute);

-- A practice's own limits, instead of the installation's.
ALTER TABLE practice ADD COLUMN recipients_per_hour integer;
ALTER TABLE practice ADD COLUMN recipients_per_sender_hour integer;

GRANT SELECT, INSERT, UPDATE, DELETE ON account, sending_count TO sealpost_program;
