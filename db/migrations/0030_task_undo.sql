-- The last change of a task taken back: what it was, what it takes.

ALTER TABLE task ADD COLUMN undo_action TEXT;         -- NULL: nothing
ALTER TABLE task ADD COLUMN undo_state TEXT;          -- back to this one
ALTER TABLE task ADD COLUMN undo_until_ms INTEGER;
ALTER TABLE task ADD COLUMN undo_retry_at_ms INTEGER; -- this and the next:
ALTER TABLE task ADD COLUMN undo_contact_ms INTEGER;  -- as they were
ALTER TABLE task ADD COLUMN undo_owner TEXT;

-- An end stays, unless who ended it by mistake takes that back within the
-- seconds given for it and before anything else happens.
DROP TRIGGER task_ends;
CREATE TRIGGER task_ends BEFORE UPDATE ON task
WHEN (OLD.active = 0 AND (NEW.active = 1 OR NEW.version <> OLD.version)
		AND NOT (OLD.undo_state IS NOT NULL
			AND NEW.state = OLD.undo_state
			AND NEW.updated_by = OLD.updated_by
			AND NEW.updated_at_ms <= OLD.undo_until_ms))
	OR NEW.claim_token < OLD.claim_token
	OR NEW.posted_at_ms <> OLD.posted_at_ms
	OR NEW.deadline_at_ms <> OLD.deadline_at_ms
BEGIN
	SELECT RAISE(ABORT, 'an end, a token, a promise: none goes back');
END;

CREATE TRIGGER task_undo BEFORE UPDATE ON task
WHEN NEW.undo_state IS NOT NULL AND NEW.version <> OLD.version
	AND (NEW.undo_until_ms IS NULL
		OR NEW.undo_until_ms > NEW.updated_at_ms + 60000
		OR OLD.active = 0
		OR (NEW.active = 0 AND NEW.undo_state <> OLD.state))
BEGIN
	SELECT RAISE(ABORT, 'only the last change can be undone');
END;
