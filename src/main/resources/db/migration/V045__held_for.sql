-- Each reason that demanded holding a part so far, in the words in which people read it. A release lets the part go on
-- for these reasons only: what demands holding for the first time afterwards holds it again.
ALTER TABLE queued_part ADD COLUMN held_for text[] NOT NULL DEFAULT '{}';
