-- The data of an event as it was written: its canonical form is what the chain's hash is over, and need not be made anew
-- by whoever chains, publishes or verifies it. What jsonb had written is equal to it but for spaces and order.
ALTER TABLE audit_event ALTER COLUMN data TYPE json USING data::json;
