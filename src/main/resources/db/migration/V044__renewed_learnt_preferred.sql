-- Correspondents hold a certificate until it ends, though its key has a renewed one: what they encrypt names the former one.
-- DER, one behind the other, the newest first; none where there was only one, and in backups of earlier versions.
ALTER TABLE practice_key ADD COLUMN former_certificates bytea;

-- Signed mail announces ciphers and never in which form its sender's program shows protected header fields: what was put
-- down of that was the default, and kept the setting from counting.
UPDATE encryption_capabilities SET capabilities = regexp_replace(capabilities, ' rfc9788$', '')
WHERE scope = 'learnt' AND capabilities LIKE '% rfc9788';

-- By what the signature of the mail that brought a certificate answers for it; nothing for what merely lay beside.
ALTER TABLE certificate ADD COLUMN vouched text CHECK (vouched IN ('signer', 'preferred'));
