-- That an authority which a practice trusts ends was said so many days ahead: once, whichever replica says it.
CREATE TABLE trust_anchor_alarm (
    anchor      uuid        NOT NULL REFERENCES trust_anchor (id) ON DELETE CASCADE,
    days        smallint    NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (anchor, days)
);
CREATE INDEX trust_anchor_not_after ON trust_anchor (not_after);

GRANT SELECT, INSERT ON trust_anchor_alarm TO sealpost_program;
