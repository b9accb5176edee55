-- The rest of a request's life: the visit step by step, how it ended, and how
-- often it changed hands, time or zone.

ALTER TABLE request ADD COLUMN departed_at_ms INTEGER; -- of the visit in force
ALTER TABLE request ADD COLUMN arrived_at_ms INTEGER;  -- the medic at the door
ALTER TABLE request ADD COLUMN finished_at_ms INTEGER; -- done, or not
ALTER TABLE request ADD COLUMN handovers INTEGER       -- given on with a reason
	NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN takeovers INTEGER       -- taken from a colleague
	NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN moves INTEGER           -- visits planned anew
	NOT NULL DEFAULT 0;
ALTER TABLE request ADD COLUMN outcome TEXT;           -- code, once closed
ALTER TABLE request ADD COLUMN feedback INTEGER NOT NULL DEFAULT 0
	CHECK (feedback BETWEEN 0 AND 2); -- 0 nothing to rate, 1 invite, 2 not wanted
ALTER TABLE request ADD COLUMN main_id TEXT            -- it is a duplicate of
	REFERENCES request (id);
ALTER TABLE request ADD COLUMN main_number TEXT;
ALTER TABLE request ADD COLUMN referral TEXT           -- where it was sent
	REFERENCES referral (code);

-- The same of every visit, also of those planned anew.
ALTER TABLE visit ADD COLUMN departed_at_ms INTEGER;
ALTER TABLE visit ADD COLUMN arrived_at_ms INTEGER;
ALTER TABLE visit ADD COLUMN finished_at_ms INTEGER;
ALTER TABLE visit ADD COLUMN result TEXT; -- "done", or why not

CREATE TRIGGER request_times BEFORE UPDATE OF departed_at_ms, arrived_at_ms,
	finished_at_ms ON request
WHEN NEW.arrived_at_ms < NEW.departed_at_ms
	OR NEW.finished_at_ms < NEW.arrived_at_ms
BEGIN
	SELECT RAISE(ABORT, 'nobody arrives before leaving');
END;
CREATE TRIGGER request_main BEFORE UPDATE OF main_id ON request
WHEN NEW.main_id = NEW.id
BEGIN
	SELECT RAISE(ABORT, 'a request is not its own duplicate');
END;
