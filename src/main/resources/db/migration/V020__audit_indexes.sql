-- Each event pays for every index when it is inserted, and there are three events to a message. The list of messages
-- asks for one type alone, and a message's number says by itself which message it is.
CREATE INDEX audit_event_received ON audit_event (practice, position) WHERE type = 'message.received';
DROP INDEX audit_event_by_type;
CREATE INDEX audit_event_of_message ON audit_event (message) WHERE message IS NOT NULL;
DROP INDEX audit_event_by_message;
