-- Who made a version of the rules, and for a roll-back which version it brings back and why.
ALTER TABLE rules_version
    ADD COLUMN author   text NOT NULL DEFAULT 'rules-file',
    ADD COLUMN restores bigint,
    ADD COLUMN reason   text;
ALTER TABLE rules_version ALTER COLUMN author DROP DEFAULT;
