-- What persons revoked is known again by issuer and serial and by its key, in whatever octets and under whatever
-- renewed certificate it comes: the practice's revoked certificates are read whenever anything of its certificates
-- changed.
CREATE INDEX certificate_revoked ON certificate (practice) WHERE revoked_at IS NOT NULL;

-- Whether mail can be encrypted for its key, so that one that only signs is taken for nobody's successor. Nothing is
-- known of those that are on record already.
ALTER TABLE certificate ADD COLUMN encrypts boolean;
