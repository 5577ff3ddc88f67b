-- The last decisions, on which other rules can be tried. Nothing of a message's content; addresses as pseudonyms.
CREATE TABLE kept_decision (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    practice   text        NOT NULL REFERENCES practice (id),
    decided_at timestamptz NOT NULL,
    sender     text,
    recipient  text        NOT NULL,
    facts      json        NOT NULL
);
CREATE INDEX kept_decision_by_practice ON kept_decision (practice, id);

GRANT SELECT, INSERT, DELETE ON kept_decision TO sealpost_program;
