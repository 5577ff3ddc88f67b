-- That the certificate of one of our own keys ends was said so many days ahead: once, whichever replica says it.
CREATE TABLE practice_key_alarm (
    key         uuid        NOT NULL REFERENCES practice_key (id) ON DELETE CASCADE,
    -- SHA-256 of it, lower-case hexadecimal
    certificate text        NOT NULL,
    days        smallint    NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (key, certificate, days)
);

GRANT SELECT, INSERT ON practice_key_alarm TO sealpost_program;
