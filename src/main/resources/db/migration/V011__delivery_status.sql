-- What the sender asked of everyone who carries a message on (RFC 3461, RFC 8689), and in which order parts are served.
ALTER TABLE queued_part
    -- REQUIRETLS (RFC 8689).
    ADD COLUMN require_tls    boolean  NOT NULL DEFAULT false,
    -- RET: FULL or HDRS.
    ADD COLUMN return_content text,
    -- ENVID, decoded.
    ADD COLUMN envelope_id    text,
    -- Recipients for whom something was asked, and beside each its NOTIFY and ORCPT as parameters of RCPT.
    ADD COLUMN asked_for      text[]   NOT NULL DEFAULT '{}',
    ADD COLUMN asked          text[]   NOT NULL DEFAULT '{}',
    -- The sender was told that it takes long; said once.
    ADD COLUMN delay_told     boolean  NOT NULL DEFAULT false,
    -- The higher is served first: notifications and notices (10) before the practices' messages (0).
    ADD COLUMN priority       smallint NOT NULL DEFAULT 0;

UPDATE queued_part SET priority = 10 WHERE kind IN ('notice', 'notification') OR (kind = 'ordinary' AND sender = '');

DROP INDEX queued_part_due;
CREATE INDEX queued_part_due ON queued_part (priority DESC, next_attempt_at) WHERE state = 'queued';
