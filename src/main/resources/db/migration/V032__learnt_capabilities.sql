-- When the mail that told of its sender's mail program was signed: old mail that is sent again must not take back what
-- newer mail told. Of what was learnt before nobody knows more than that it was signed before it was learnt.

ALTER TABLE encryption_capabilities ADD COLUMN signed_at timestamptz;
UPDATE encryption_capabilities SET signed_at = set_at WHERE scope = 'learnt';
ALTER TABLE encryption_capabilities ADD CHECK ((scope = 'learnt') = (signed_at IS NOT NULL));

-- A newer signature that says the same changes nothing that replicas remember.
DROP TRIGGER certificate_changed ON encryption_capabilities;
CREATE TRIGGER certificate_changed AFTER INSERT OR DELETE ON encryption_capabilities
    FOR EACH ROW EXECUTE FUNCTION certificate_changed();
CREATE TRIGGER capabilities_changed AFTER UPDATE ON encryption_capabilities
    FOR EACH ROW WHEN (OLD.capabilities IS DISTINCT FROM NEW.capabilities) EXECUTE FUNCTION certificate_changed();
