-- Of a notice about a message in the portal: who sent that message, and is told if the notice does not arrive. What they
-- asked (ENVID, NOTIFY, ORCPT; RFC 3461) stands in the columns that say it of other parts. NULL where nobody can be told.
ALTER TABLE queued_part ADD COLUMN about_sender text;
