-- What trips brought, day by day: so that a change of price is tried on a
-- year of requests without reading one of them.

-- The trips a request is charged for; NULL: none, or paid in its group.
ALTER TABLE request ADD COLUMN doctor_kop INTEGER GENERATED ALWAYS AS (
	NULLIF(CAST(substr(COALESCE(agreed_lines, quote_lines),
		instr(COALESCE(agreed_lines, quote_lines),
			'trip_doctor' || char(9)) + 12) AS INTEGER)
	* (instr(COALESCE(agreed_lines, quote_lines),
		'trip_doctor' || char(9)) > 0), 0)) VIRTUAL;
ALTER TABLE request ADD COLUMN nurse_kop INTEGER GENERATED ALWAYS AS (
	NULLIF(CAST(substr(COALESCE(agreed_lines, quote_lines),
		instr(COALESCE(agreed_lines, quote_lines),
			'trip_nurse' || char(9)) + 11) AS INTEGER)
	* (instr(COALESCE(agreed_lines, quote_lines),
		'trip_nurse' || char(9)) > 0), 0)) VIRTUAL;
-- 0: it ended without a visit.
ALTER TABLE request ADD COLUMN trip_counts INTEGER GENERATED ALWAYS AS (
	state NOT IN ('cancelled', 'declined', 'referred', 'duplicate',
		'emergency')) VIRTUAL;

CREATE TABLE trip_day (
	day INTEGER NOT NULL,      -- of the posting, counted from 1970-01-01
	zone TEXT NOT NULL REFERENCES zone (code), -- of the door
	performer INTEGER NOT NULL -- 1 doctor, 2 nurse
		CHECK (performer IN (1, 2)),
	trips INTEGER NOT NULL CHECK (trips >= 0),
	sum_kop INTEGER NOT NULL CHECK (sum_kop >= 0),
	PRIMARY KEY (day, zone, performer)
) STRICT, WITHOUT ROWID;

INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
	SELECT created_day, zone, 1, COUNT(*), SUM(doctor_kop) FROM request
	WHERE trip_counts AND doctor_kop IS NOT NULL
	GROUP BY created_day, zone;
INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
	SELECT created_day, zone, 2, COUNT(*), SUM(nurse_kop) FROM request
	WHERE trip_counts AND nurse_kop IS NOT NULL
	GROUP BY created_day, zone;

CREATE TRIGGER request_trip_add AFTER INSERT ON request
WHEN NEW.trip_counts
BEGIN
	INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
		SELECT NEW.created_day, NEW.zone, 1, 1, NEW.doctor_kop
		WHERE NEW.doctor_kop IS NOT NULL
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
	INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
		SELECT NEW.created_day, NEW.zone, 2, 1, NEW.nurse_kop
		WHERE NEW.nurse_kop IS NOT NULL
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
END;

-- It ended without a visit, that was undone, or its zone was put right: what
-- it was goes out, what it is comes in.
CREATE TRIGGER request_trip_move AFTER UPDATE OF state, zone, agreed_lines
	ON request
WHEN NEW.trip_counts <> OLD.trip_counts OR NEW.zone <> OLD.zone
	OR NEW.agreed_lines IS NOT OLD.agreed_lines
BEGIN
	UPDATE trip_day SET trips = trips - 1,
		sum_kop = sum_kop - OLD.doctor_kop
		WHERE OLD.trip_counts AND OLD.doctor_kop IS NOT NULL
		AND day = OLD.created_day AND zone = OLD.zone
		AND performer = 1;
	UPDATE trip_day SET trips = trips - 1,
		sum_kop = sum_kop - OLD.nurse_kop
		WHERE OLD.trip_counts AND OLD.nurse_kop IS NOT NULL
		AND day = OLD.created_day AND zone = OLD.zone
		AND performer = 2;
	INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
		SELECT NEW.created_day, NEW.zone, 1, 1, NEW.doctor_kop
		WHERE NEW.trip_counts AND NEW.doctor_kop IS NOT NULL
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
	INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
		SELECT NEW.created_day, NEW.zone, 2, 1, NEW.nurse_kop
		WHERE NEW.trip_counts AND NEW.nurse_kop IS NOT NULL
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
END;

-- Who said no because of the price; prices told that are still to be kept.
CREATE INDEX call_record_price ON call_record (at_ms, zone, performers)
	WHERE reason = 'price';
CREATE INDEX quote_open ON quote (valid_until_ms, zone, performers);
CREATE INDEX request_of_quote ON request (quote_id)
	WHERE quote_id IS NOT NULL;
