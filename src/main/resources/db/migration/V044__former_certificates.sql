-- Correspondents hold a certificate until it ends, though its key has a renewed one: what they encrypt names the former one.
-- DER, one behind the other, the newest first; none where there was only one, and in backups of earlier versions.
ALTER TABLE practice_key ADD COLUMN former_certificates bytea;
