-- What persons revoked is known again by issuer and serial and by its key, in whatever octets and under whatever renewed
-- certificate it comes: the practice's revoked certificates are read whenever anything of its certificates changed.
CREATE INDEX certificate_revoked ON certificate (practice) WHERE revoked_at IS NOT NULL;
