-- The forms of the family name by which a text tells of a patient, alone and with the day of birth, each behind its
-- practice; null until the program has worked them out.
ALTER TABLE patient ADD COLUMN family_keys text[];
CREATE INDEX patient_by_family ON patient USING gin (family_keys);
