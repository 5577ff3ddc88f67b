-- Patients, as the practice's record system knows them.
CREATE TABLE patient (
    id          uuid        PRIMARY KEY,
    practice    text        NOT NULL REFERENCES practice (id),
    patient_id  text        NOT NULL,
    -- patient_id without punctuation and leading zeros: how a number in a message is recognised.
    number_key  text        NOT NULL,
    given_name  text        NOT NULL,
    family_name text        NOT NULL,
    birth_date  date,
    phone       text,
    -- The last ten digits of phone.
    phone_key   text,
    language    text        NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (practice, patient_id)
);
CREATE INDEX patient_by_number ON patient (practice, number_key);
CREATE INDEX patient_by_phone ON patient (practice, phone_key);

-- Addresses, in lower case. A family may share one.
CREATE TABLE patient_address (
    id           uuid        PRIMARY KEY,
    practice     text        NOT NULL REFERENCES practice (id),
    patient      uuid        NOT NULL REFERENCES patient (id),
    address      text        NOT NULL,
    relationship text        NOT NULL,
    created_at   timestamptz NOT NULL,
    UNIQUE (practice, address, patient)
);

-- Consents. A row is never changed but for its revocation; the newest in force holds.
CREATE TABLE consent (
    id             uuid        PRIMARY KEY,
    practice       text        NOT NULL REFERENCES practice (id),
    patient        uuid        NOT NULL REFERENCES patient (id),
    channels       text[]      NOT NULL,
    purposes       text[]      NOT NULL,
    recorded_at    timestamptz NOT NULL,
    expires_at     timestamptz,
    evidence       text,
    created_at     timestamptz NOT NULL,
    revoked_at     timestamptz,
    revoked_reason text
);
CREATE INDEX consent_by_patient ON consent (practice, patient);

GRANT SELECT, INSERT, UPDATE, DELETE ON patient, patient_address TO sealpost_program;
-- What was agreed to cannot be altered by the program, only revoked.
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_reason) ON consent TO sealpost_program;
