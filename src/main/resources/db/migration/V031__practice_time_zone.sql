-- The time zone of a practice by its IANA name, by which rules ask for the time; without one, the gateway's.
ALTER TABLE practice ADD COLUMN time_zone text;
