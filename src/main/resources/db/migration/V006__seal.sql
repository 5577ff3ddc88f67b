-- By which keystore this database was filled: an HMAC under a key of that keystore. One row.
CREATE TABLE keystore_check (
    id          integer PRIMARY KEY CHECK (id = 1),
    check_value text    NOT NULL
);

GRANT SELECT, INSERT ON keystore_check TO sealpost_program;
