-- What an event and a link cost, three times for each message. An attempt's outcomes are found by their message; of the
-- data, which no query compares, nobody needs to know how it is distributed.
DROP INDEX audit_event_by_attempt;
ALTER TABLE audit_event ALTER COLUMN data SET STATISTICS 0;
