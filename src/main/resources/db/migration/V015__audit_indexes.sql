-- Two indexes that no query needs, on tables into which every message writes: a practice's events are found by type or
-- by message, and an event has one position, which the chain holds once.
DROP INDEX audit_event_by_practice;
ALTER TABLE audit_chain DROP CONSTRAINT audit_chain_event_key;
