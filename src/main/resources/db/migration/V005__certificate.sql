-- Recipients' certificates, and those of authorities that paths to the trust anchors lead over.
-- Whether a certificate may be used is judged from its octets each time; the other columns serve queries and people.
CREATE TABLE certificate (
    id             uuid PRIMARY KEY,
    practice       text        NOT NULL,
    -- SHA-256 of the DER octets, lower-case hexadecimal
    fingerprint    text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    subject        text        NOT NULL,
    issuer         text        NOT NULL,
    -- lower-case mailboxes that the certificate names; none for most authorities
    addresses      varchar[]   NOT NULL,
    authority      boolean     NOT NULL,
    not_before     timestamptz NOT NULL,
    not_after      timestamptz NOT NULL,
    der            bytea       NOT NULL,
    -- trusted by the word of whoever added it, instead of an authority's
    pinned         boolean     NOT NULL,
    added_at       timestamptz NOT NULL,
    added_by       text        NOT NULL,
    revoked_at     timestamptz,
    revoked_reason text,
    revoked_by     text,
    UNIQUE (practice, fingerprint),
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL) AND (revoked_at IS NULL) = (revoked_by IS NULL))
);

CREATE INDEX certificate_addresses ON certificate USING gin (addresses);
CREATE INDEX certificate_authorities ON certificate (practice) WHERE authority;

GRANT SELECT, INSERT, UPDATE, DELETE ON certificate TO sealpost_program;
