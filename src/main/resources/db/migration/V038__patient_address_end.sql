-- By which ways a record system tells that it has the address now; empty for one that only lists told.
ALTER TABLE patient_address ADD COLUMN told_by text[] NOT NULL DEFAULT '{}';
-- Since when the record system no longer has it; the row stays, so that nobody takes the address for a stranger's.
ALTER TABLE patient_address ADD COLUMN ended_at timestamptz;

-- Whose identifiers are the practice's patient ids, where no setting says so: that of the first Patient that was taken in.
CREATE TABLE patient_id_system (
    practice   text        PRIMARY KEY REFERENCES practice (id),
    system     text        NOT NULL,
    settled_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON patient_id_system TO sealpost_program;
