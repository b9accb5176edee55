-- When medics work, how long they travel, and the last guard of their visits.

-- Working hours of every week, and what takes their place on a date.
CREATE TABLE shift (
	id TEXT NOT NULL PRIMARY KEY,        -- UUIDv7
	medic TEXT NOT NULL REFERENCES medic (code) ON DELETE CASCADE,
	kind TEXT NOT NULL                   -- an absence takes the whole day
		CHECK (kind IN ('work', 'absence')),
	weekday INTEGER                      -- 1 Monday … 7: every week
		CHECK (weekday BETWEEN 1 AND 7),
	date TEXT CHECK (length(date) = 10), -- "2027-01-01": on this day alone
	start_min INTEGER NOT NULL           -- minutes after local midnight
		CHECK (start_min BETWEEN 0 AND 1439),
	end_min INTEGER NOT NULL             -- beyond 1440: of the day after
		CHECK (end_min BETWEEN 0 AND 2880),
	note TEXT,                           -- why, in words
	version INTEGER NOT NULL DEFAULT 1,
	CHECK ((weekday IS NULL) <> (date IS NULL)),
	CHECK ((kind = 'work' AND end_min > start_min
			AND end_min <= start_min + 1440)
		OR (kind = 'absence' AND date IS NOT NULL
			AND start_min = 0 AND end_min = 0))
) STRICT;

CREATE INDEX shift_medic ON shift (medic, date);
CREATE UNIQUE INDEX shift_absence ON shift (medic, date)
	WHERE kind = 'absence';

-- Whoever could be sent at any hour so far works in the service hours.
INSERT INTO shift (id, medic, kind, weekday, start_min, end_min)
	SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7'
			|| substr(hex(randomblob(2)), 2) || '-8'
			|| substr(hex(randomblob(2)), 2) || '-'
			|| hex(randomblob(6))),
		medic.code, 'work', weekday, open_min, close_min
	FROM medic, week_hours
	WHERE close_min > open_min;

-- The way between two zones where it is not the usual one.
CREATE TABLE travel (
	code TEXT NOT NULL PRIMARY KEY, -- "green-oblast"
	from_zone TEXT NOT NULL REFERENCES zone (code),
	to_zone TEXT NOT NULL REFERENCES zone (code), -- and back
	minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 480),
	version INTEGER NOT NULL DEFAULT 1,
	UNIQUE (from_zone, to_zone)
) STRICT;

-- Requests of one trip share a door: their visits may share a window.
ALTER TABLE visit ADD COLUMN trip TEXT;        -- NULL: planned before 0010
ALTER TABLE visit ADD COLUMN zone_reason TEXT; -- why to a zone not served

CREATE UNIQUE INDEX visit_one ON visit (request_seq) WHERE active = 1;
DROP INDEX visit_of;
CREATE INDEX visit_trip ON visit (trip) WHERE active = 1;
CREATE INDEX visit_day ON visit (window_start_ms) WHERE active = 1;

-- No two visits of a medic meet, whoever writes them.
CREATE TRIGGER visit_no_overlap_insert BEFORE INSERT ON visit
WHEN NEW.active = 1
BEGIN
	SELECT RAISE(ABORT, 'a visit is no longer than a day')
	WHERE NEW.window_end_ms > NEW.window_start_ms + 86400000;
	SELECT RAISE(ABORT, 'two visits of a medic overlap')
	FROM visit
	WHERE active = 1 AND medic = NEW.medic
		AND window_start_ms > NEW.window_start_ms - 86400000
		AND window_start_ms < NEW.window_end_ms
		AND window_end_ms > NEW.window_start_ms
		AND (trip IS NULL OR NEW.trip IS NULL OR trip <> NEW.trip
			OR window_start_ms <> NEW.window_start_ms
			OR window_end_ms <> NEW.window_end_ms);
END;

CREATE TRIGGER visit_no_overlap_update BEFORE UPDATE OF active, medic, trip,
	window_start_ms, window_end_ms ON visit
WHEN NEW.active = 1
BEGIN
	SELECT RAISE(ABORT, 'a visit is no longer than a day')
	WHERE NEW.window_end_ms > NEW.window_start_ms + 86400000;
	SELECT RAISE(ABORT, 'two visits of a medic overlap')
	FROM visit
	WHERE active = 1 AND medic = NEW.medic AND seq <> NEW.seq
		AND window_start_ms > NEW.window_start_ms - 86400000
		AND window_start_ms < NEW.window_end_ms
		AND window_end_ms > NEW.window_start_ms
		AND (trip IS NULL OR NEW.trip IS NULL OR trip <> NEW.trip
			OR window_start_ms <> NEW.window_start_ms
			OR window_end_ms <> NEW.window_end_ms);
END;
