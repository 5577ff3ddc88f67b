-- The addresses at which alone a patient asks to be written to (45 CFR 164.522(b): "at alternative locations"); none for any.
ALTER TABLE consent ADD COLUMN only_at text[] NOT NULL DEFAULT '{}';
