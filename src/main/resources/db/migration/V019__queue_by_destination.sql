-- Where a part goes as far as that is known before DNS is asked: the relay, a rule's next hop, or the domain. It steers
-- which part is taken next, so that the parts that wait for one slow destination do not stand before those for others.
-- Whoever writes the row names it by its own settings; '?' stands for rows from before, which are named when they are
-- next written.
ALTER TABLE queued_part ADD COLUMN destination text COLLATE "C" NOT NULL DEFAULT '?';

CREATE INDEX queued_part_by_destination ON queued_part (priority, destination, next_attempt_at) WHERE state = 'queued';
