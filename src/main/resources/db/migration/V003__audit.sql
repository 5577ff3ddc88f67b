-- What happened. A row is inserted in the transaction of the change that it tells of, or before the act that it
-- announces, and is never altered: the program may read and add, nothing else.
CREATE TABLE audit_event (
    -- First, because PostgreSQL computes defaults in the order of the columns: whoever has drawn a position has a
    -- transaction id already. The chainer's proof that no event is still on its way rests on that.
    transaction xid8        NOT NULL DEFAULT pg_current_xact_id(),
    position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid        NOT NULL UNIQUE,
    practice    text        NOT NULL,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    message     uuid,
    attempt     uuid,
    instance    uuid        NOT NULL,
    data        jsonb       NOT NULL
);
CREATE INDEX audit_event_by_message ON audit_event (practice, message);
CREATE INDEX audit_event_by_attempt ON audit_event (attempt);
CREATE INDEX audit_event_by_type ON audit_event (practice, type, position);
CREATE INDEX audit_event_by_practice ON audit_event (practice, position);
CREATE INDEX audit_event_intents ON audit_event (instance, position) WHERE type = 'message.decided';
CREATE INDEX audit_event_by_time ON audit_event USING brin (occurred_at);
GRANT SELECT, INSERT ON audit_event TO sealpost_program;

-- Each practice's chain: what number an event has and the hash over the previous hash and the event.
CREATE TABLE audit_chain (
    practice text   NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    position bigint NOT NULL UNIQUE,
    event    uuid   NOT NULL UNIQUE,
    hash     bytea  NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (practice, sequence)
);
GRANT SELECT, INSERT ON audit_chain TO sealpost_program;

-- Where each chain ends; a chain that is shorter was cut.
CREATE TABLE audit_chain_head (
    practice text   PRIMARY KEY,
    sequence bigint NOT NULL,
    hash     bytea  NOT NULL CHECK (octet_length(hash) = 32)
);
GRANT SELECT, INSERT, UPDATE ON audit_chain_head TO sealpost_program;

-- Up to which number Kafka has acknowledged a practice's events.
CREATE TABLE audit_publication (
    practice text   PRIMARY KEY,
    sequence bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON audit_publication TO sealpost_program;

-- One replica at a time chains, and one publishes, a practice's events. Fence grows with each new owner, so that an
-- owner that was away too long is told from the one that followed it.
CREATE TABLE audit_lease (
    practice   text        NOT NULL,
    task       text        NOT NULL CHECK (task IN ('chain', 'publish')),
    owner      uuid        NOT NULL,
    fence      bigint      NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (practice, task)
);
GRANT SELECT, INSERT, UPDATE ON audit_lease TO sealpost_program;

-- Every event at or below this position, of every practice, is chained, and none can appear there any more. It only
-- says where to begin to look, so it is the whole installation's and no practice's.
CREATE TABLE audit_settled (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint  NOT NULL
);
INSERT INTO audit_settled (position) VALUES (0);
GRANT SELECT, UPDATE ON audit_settled TO sealpost_program;

-- Processes of Sealpost, so that an intent whose process died is noticed. They serve all practices.
CREATE TABLE audit_instance (
    id           uuid        PRIMARY KEY,
    heartbeat_at timestamptz NOT NULL,
    stopped_at   timestamptz,
    swept_at     timestamptz
);
CREATE INDEX audit_instance_unswept ON audit_instance (heartbeat_at) WHERE swept_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON audit_instance TO sealpost_program;

-- Which address a pseudonym stands for, for the eyes of the practice's staff. Not part of any event: what is deleted
-- here is anonymous from then on, and the chain stays whole.
CREATE TABLE address_pseudonym (
    practice  text NOT NULL,
    pseudonym text NOT NULL,
    address   text NOT NULL,
    PRIMARY KEY (practice, pseudonym)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON address_pseudonym TO sealpost_program;
