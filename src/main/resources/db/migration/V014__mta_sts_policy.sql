-- MTA-STS policies (RFC 8461) that domains publish, kept for as long as they hold. No practice: what a domain publishes is
-- public and the same for everyone, and says nothing about who wrote to it.
CREATE TABLE mta_sts_policy (
    domain     text        PRIMARY KEY,
    -- The id in the domain's TXT record when the policy was fetched.
    id         text        NOT NULL,
    -- ENFORCE, TESTING or NONE
    mode       text        NOT NULL,
    exchangers text[]      NOT NULL,
    -- For how many seconds it holds.
    max_age    bigint      NOT NULL,
    fetched_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON mta_sts_policy TO sealpost_program;
