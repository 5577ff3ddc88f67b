-- Whether a record system labels the patient's records as needing more protection than any health information does.
ALTER TABLE patient ADD COLUMN restricted boolean NOT NULL DEFAULT false;

-- Earlier versions kept patient ids with blanks around them, and such without a letter or digit, by which nobody finds them. Whose
-- id begins or ends with anything but a printable character of ASCII, or has none of these, is looked at when the gateway starts.
UPDATE patient SET name_keys = NULL
WHERE ascii(patient_id) NOT BETWEEN 33 AND 126
   OR ascii(right(patient_id, 1)) NOT BETWEEN 33 AND 126
   OR patient_id !~ '[[:alnum:]]';
