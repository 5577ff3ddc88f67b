-- Each event pays for every index when it is inserted, and there are three events to a message. The list of messages
-- asks for one type alone: a small index of those serves it, instead of the largest one of all events. It is built
-- first, since dropping one locks the table until the end.
CREATE INDEX audit_event_received ON audit_event (practice, position) WHERE type = 'message.received';
DROP INDEX audit_event_by_type;
