-- The whole life of a price: entered, approved by another admin where the
-- clinic wants that, withdrawn before it comes into force.  Nothing is ever
-- erased, so that "what did we think the price was" has an answer.

DROP TRIGGER tariff_no_update;

ALTER TABLE tariff ADD COLUMN approved_at_ms INTEGER -- NULL: not in force
	CHECK (approved_at_ms >= recorded_at_ms);
ALTER TABLE tariff ADD COLUMN approved_by TEXT       -- login
	CHECK ((approved_by IS NULL) = (approved_at_ms IS NULL));
ALTER TABLE tariff ADD COLUMN withdrawn_reason TEXT; -- why, in words
ALTER TABLE tariff ADD COLUMN changed INTEGER        -- changes of the table
	NOT NULL DEFAULT 0;                          -- when it changed last

UPDATE tariff SET approved_at_ms = recorded_at_ms, approved_by = recorded_by,
	changed = id;
UPDATE tariff SET reason = 'начальные цены (пример)'
	WHERE reason = 'sample data';

CREATE INDEX tariff_changed ON tariff (changed);

-- The first price of a pair is in force at once and stays in the table, every
-- further one begins after it was entered: no gap, and no past made anew.
CREATE TRIGGER tariff_no_gap BEFORE INSERT ON tariff
WHEN (NEW.approved_at_ms IS NULL OR NEW.valid_from_ms > NEW.recorded_at_ms)
	AND NOT EXISTS (SELECT 1 FROM tariff
		WHERE zone = NEW.zone AND performer = NEW.performer)
BEGIN
	SELECT RAISE(ABORT, 'the first price is in force at once');
END;

CREATE TRIGGER tariff_no_past BEFORE INSERT ON tariff
WHEN NEW.valid_from_ms <= NEW.recorded_at_ms
	AND EXISTS (SELECT 1 FROM tariff
		WHERE zone = NEW.zone AND performer = NEW.performer)
BEGIN
	SELECT RAISE(ABORT, 'a price begins after it was entered');
END;

-- Also by INSERT OR REPLACE, which runs no trigger on what it deletes.
CREATE TRIGGER tariff_no_overlap BEFORE INSERT ON tariff
WHEN EXISTS (SELECT 1 FROM tariff
		WHERE zone = NEW.zone AND performer = NEW.performer
		AND valid_from_ms = NEW.valid_from_ms
		AND withdrawn_at_ms IS NULL)
	OR EXISTS (SELECT 1 FROM tariff WHERE id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'one price for a moment');
END;

CREATE TRIGGER tariff_begins BEFORE INSERT ON tariff
WHEN NEW.withdrawn_at_ms IS NOT NULL
	OR NEW.approved_at_ms > NEW.recorded_at_ms
BEGIN
	SELECT RAISE(ABORT, 'a price begins entered');
END;

-- What was entered stays as it was.
CREATE TRIGGER tariff_stands BEFORE UPDATE ON tariff
WHEN OLD.withdrawn_at_ms IS NOT NULL
	OR NEW.id <> OLD.id
	OR NEW.zone <> OLD.zone
	OR NEW.performer <> OLD.performer
	OR NEW.price_kop <> OLD.price_kop
	OR NEW.valid_from_ms <> OLD.valid_from_ms
	OR NEW.recorded_at_ms <> OLD.recorded_at_ms
	OR NEW.recorded_by <> OLD.recorded_by
	OR NEW.reason <> OLD.reason
	OR NEW.changed <= OLD.changed
BEGIN
	SELECT RAISE(ABORT, 'a price does not change');
END;

-- It is approved before its day, by another person, or it is withdrawn, at
-- any time while it is not approved and before its day when it is.
CREATE TRIGGER tariff_steps BEFORE UPDATE ON tariff
WHEN NOT ((OLD.approved_at_ms IS NULL
		AND NEW.approved_at_ms < NEW.valid_from_ms
		AND NEW.approved_by <> NEW.recorded_by
		AND NEW.withdrawn_at_ms IS NULL) IS TRUE
	OR (NEW.withdrawn_at_ms IS NOT NULL
		AND NEW.approved_at_ms IS OLD.approved_at_ms
		AND NEW.approved_by IS OLD.approved_by
		AND (NEW.approved_at_ms IS NULL
			OR NEW.withdrawn_at_ms < NEW.valid_from_ms)) IS TRUE)
BEGIN
	SELECT RAISE(ABORT, 'a price is approved or withdrawn, in time');
END;

INSERT INTO setting (key, value, comment) VALUES
	('tariff.approval', '0',
	 '1: a price is in force only after another admin approved it');
