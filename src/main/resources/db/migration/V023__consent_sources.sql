-- A consent of another system may be several here, one for each set of purposes, and comes in versions: each is a row,
-- and at most the newest version is not revoked.
DROP INDEX consent_by_source;
CREATE INDEX consent_by_source ON consent (practice, source_id) WHERE source_id IS NOT NULL;

-- Whether the source took it back. What a person revoked does not come back when the source tells it again.
ALTER TABLE consent ADD COLUMN revoked_by_source boolean NOT NULL DEFAULT false;
GRANT UPDATE (revoked_by_source) ON consent TO sealpost_program;

-- How far the record system of a practice has been read, by whichever replica holds the lease.
CREATE TABLE consent_poll (
    practice      text        PRIMARY KEY REFERENCES practice (id),
    -- Of which server what follows is.
    url           text        NOT NULL DEFAULT '',
    -- What changed since then is read next.
    changed_since timestamptz,
    complete_at   timestamptz,
    succeeded_at  timestamptz,
    attempted_at  timestamptz NOT NULL DEFAULT '-infinity',
    leased_until  timestamptz NOT NULL DEFAULT '-infinity'
);

-- The next record of each partition of the Kafka topic, moved in the transaction that records what the one before told.
CREATE TABLE consent_topic (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);
GRANT SELECT, INSERT, UPDATE ON consent_poll, consent_topic TO sealpost_program;
