-- Whether a person named the next hop in "route": it then counts for messages of the practice, too, whose rules are
-- asked anew at each attempt.
ALTER TABLE queued_part ADD COLUMN rerouted boolean NOT NULL DEFAULT false;

-- Rows are updated at each attempt and deleted when they are done: room on the page keeps that cheap, and dead rows must
-- not gather among a hundred thousand living ones.
ALTER TABLE queued_part SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE INDEX queued_part_expiring ON queued_part (expires_at) WHERE state = 'held';
