-- Substance-use records (42 CFR Part 2) forbid delivery that is not proven.
ALTER TABLE patient ADD COLUMN substance_use boolean NOT NULL DEFAULT false;

-- The forms in which the name is recognised in a text; null until the program has worked them out.
ALTER TABLE patient ADD COLUMN name_keys text[];
CREATE INDEX patient_by_name ON patient USING gin (name_keys);
-- What changed since the names were last read.
CREATE INDEX patient_by_change ON patient (updated_at);

-- Whether others read the mailbox, too, as at a workplace.
ALTER TABLE patient_address ADD COLUMN shared boolean NOT NULL DEFAULT false;

-- consent: to be written to by some ways. request: for confidential communication (45 CFR 164.522(b)).
-- authorization: of marketing (45 CFR 164.508).
ALTER TABLE consent ADD COLUMN kind text NOT NULL DEFAULT 'consent';
-- How it was given; null where the list did not say.
ALTER TABLE consent ADD COLUMN method text;
-- The text by which the patient was warned of the risk of ordinary mail (78 FR 5634).
ALTER TABLE consent ADD COLUMN warning_version text;
ALTER TABLE consent ADD COLUMN warning_language text;
-- Who took it down in the practice.
ALTER TABLE consent ADD COLUMN recorded_by text;
-- The id by which another system knows it, such as a FHIR server.
ALTER TABLE consent ADD COLUMN source_id text;
CREATE UNIQUE INDEX consent_by_source ON consent (practice, source_id) WHERE source_id IS NOT NULL;

-- Addresses to which health information was sent before, as pseudonyms.
CREATE TABLE known_recipient (
    practice   text        NOT NULL REFERENCES practice (id),
    address    text        NOT NULL,
    first_sent timestamptz NOT NULL,
    PRIMARY KEY (practice, address)
);
GRANT SELECT, INSERT ON known_recipient TO sealpost_program;

-- Observe: everything is decided and recorded, and mail passes as it came. Enforce: what is decided is done.
ALTER TABLE practice ADD COLUMN mode text NOT NULL DEFAULT 'enforce' CHECK (mode IN ('enforce', 'observe'));
