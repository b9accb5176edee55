-- A zone put right with the price agreed upon anew; the last step undone.

ALTER TABLE request ADD COLUMN zone_changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN agreed_at_ms INTEGER; -- NULL: the price as spoken
ALTER TABLE request ADD COLUMN agreed_lines TEXT;    -- packed, as quote_lines
ALTER TABLE request ADD COLUMN agreed_total_kop INTEGER NOT NULL DEFAULT 0
	CHECK (agreed_total_kop >= 0);
ALTER TABLE request ADD COLUMN agreed_tariff_version INTEGER NOT NULL DEFAULT 0;

-- What the last change was, and what it takes to undo it.
ALTER TABLE request ADD COLUMN undo_action TEXT;         -- NULL: nothing
ALTER TABLE request ADD COLUMN undo_state TEXT;          -- back to this one
ALTER TABLE request ADD COLUMN undo_until_ms INTEGER;
ALTER TABLE request ADD COLUMN undo_retry_at_ms INTEGER; -- this and the next:
ALTER TABLE request ADD COLUMN undo_flags INTEGER        -- as they were
	NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN undo_reason TEXT;
ALTER TABLE request ADD COLUMN undo_visit INTEGER        -- the one it freed
	REFERENCES visit (seq);

-- A final state never reopens; only who ended it by mistake takes that back,
-- within the seconds given for it and before anything else happens.
DROP TRIGGER request_final;
CREATE TRIGGER request_final BEFORE UPDATE OF state ON request
WHEN OLD.active = 0 AND NEW.state <> OLD.state
	AND NOT (OLD.undo_state IS NOT NULL AND NEW.state = OLD.undo_state
		AND NEW.updated_by = OLD.updated_by
		AND NEW.updated_at_ms <= OLD.undo_until_ms)
BEGIN
	SELECT RAISE(ABORT, 'a final state never reopens');
END;

CREATE TRIGGER request_undo BEFORE UPDATE ON request
WHEN NEW.undo_state IS NOT NULL AND NEW.version <> OLD.version
	AND (NEW.undo_until_ms IS NULL
		OR NEW.undo_until_ms > NEW.updated_at_ms + 60000
		OR OLD.active = 0
		OR (NEW.active = 0 AND NEW.undo_state <> OLD.state))
BEGIN
	SELECT RAISE(ABORT, 'only the last change can be undone');
END;
