-- Personal data of requests that are long over is replaced; what is counted
-- stays, and the audit keeps a hash of what was there.
ALTER TABLE request ADD COLUMN erased_at_ms INTEGER; -- NULL: all is there

CREATE INDEX request_to_erase ON request (updated_at_ms)
	WHERE active = 0 AND erased_at_ms IS NULL;

INSERT INTO setting (key, value, comment) VALUES
	('retention.request_months', '60',
		'months after its end a request is stripped of personal data; 0: never');

-- The history only grows; its words go with the person.
DROP TRIGGER request_event_no_update;
CREATE TRIGGER request_event_no_update BEFORE UPDATE ON request_event
WHEN NEW.comment IS NOT NULL
	OR NEW.seq <> OLD.seq
	OR NEW.request_seq <> OLD.request_seq
	OR NEW.at_ms <> OLD.at_ms
	OR NEW.by_login <> OLD.by_login
	OR NEW.action <> OLD.action
	OR NEW.from_state IS NOT OLD.from_state
	OR NEW.to_state <> OLD.to_state
	OR NEW.reason IS NOT OLD.reason
	OR (SELECT erased_at_ms FROM request WHERE seq = OLD.request_seq) IS NULL
BEGIN
	SELECT RAISE(ABORT, 'the history only grows');
END;
