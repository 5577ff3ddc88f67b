-- After a change of its key an authority signs one list for each key, and either counts for what that key certified.
ALTER TABLE revocation_list DROP CONSTRAINT revocation_list_practice_issuer_scope_key;
ALTER TABLE revocation_list ADD UNIQUE (practice, issuer, scope, signer);
