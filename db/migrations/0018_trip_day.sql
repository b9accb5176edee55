-- What trips brought, day by day: so that a change of price is tried on a
-- year of requests without reading one of them.

-- What a trip is called in the packed lines of a price.  (No generated columns
-- for the sums: VACUUM INTO, and with it every copy, fails over them.)
CREATE TABLE trip_word (
	performer INTEGER NOT NULL PRIMARY KEY -- 1 doctor, 2 nurse
		CHECK (performer IN (1, 2)),
	word TEXT NOT NULL
) STRICT;

INSERT INTO trip_word (performer, word) VALUES
	(1, 'trip_doctor' || char(9)), (2, 'trip_nurse' || char(9));

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
	SELECT created_day, zone, performer, COUNT(*), SUM(kop)
	FROM (SELECT q.created_day, q.zone, w.performer,
		CAST(substr(COALESCE(q.agreed_lines,
			q.quote_lines),
			instr(COALESCE(q.agreed_lines, q.quote_lines),
			word) + length(word)) AS INTEGER) AS kop
		FROM request AS q, trip_word AS w
		WHERE instr(COALESCE(q.agreed_lines,
			q.quote_lines), word) > 0
		AND q.state NOT IN ('cancelled', 'declined', 'referred',
		'duplicate', 'emergency'))
	WHERE kop > 0 GROUP BY created_day, zone, performer;

CREATE TRIGGER request_trip_add AFTER INSERT ON request
BEGIN
	INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
		SELECT NEW.created_day, NEW.zone, t.performer, 1, t.kop
		FROM (SELECT performer,
			CAST(substr(COALESCE(NEW.agreed_lines,
			NEW.quote_lines),
			instr(COALESCE(NEW.agreed_lines, NEW.quote_lines),
			word) + length(word)) AS INTEGER) AS kop
			FROM trip_word
			WHERE instr(COALESCE(NEW.agreed_lines,
			NEW.quote_lines), word) > 0) AS t
		WHERE t.kop > 0
		AND NEW.state NOT IN ('cancelled', 'declined', 'referred',
		'duplicate', 'emergency')
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
END;

-- It ended without a visit, that was undone, or its zone was put right: what
-- it was goes out, what it is comes in.
CREATE TRIGGER request_trip_move AFTER UPDATE OF state, zone, agreed_lines
	ON request
WHEN (NEW.state IN ('cancelled', 'declined', 'referred',
		'duplicate', 'emergency')) <>
	(OLD.state IN ('cancelled', 'declined', 'referred',
		'duplicate', 'emergency'))
	OR NEW.zone <> OLD.zone OR NEW.agreed_lines IS NOT OLD.agreed_lines
BEGIN
	UPDATE trip_day SET trips = trips - 1, sum_kop = sum_kop - t.kop
		FROM (SELECT performer,
			CAST(substr(COALESCE(OLD.agreed_lines,
			OLD.quote_lines),
			instr(COALESCE(OLD.agreed_lines, OLD.quote_lines),
			word) + length(word)) AS INTEGER) AS kop
			FROM trip_word
			WHERE instr(COALESCE(OLD.agreed_lines,
			OLD.quote_lines), word) > 0) AS t
		WHERE t.kop > 0
		AND OLD.state NOT IN ('cancelled', 'declined', 'referred',
		'duplicate', 'emergency')
		AND trip_day.day = OLD.created_day
		AND trip_day.zone = OLD.zone
		AND trip_day.performer = t.performer;
	INSERT INTO trip_day (day, zone, performer, trips, sum_kop)
		SELECT NEW.created_day, NEW.zone, t.performer, 1, t.kop
		FROM (SELECT performer,
			CAST(substr(COALESCE(NEW.agreed_lines,
			NEW.quote_lines),
			instr(COALESCE(NEW.agreed_lines, NEW.quote_lines),
			word) + length(word)) AS INTEGER) AS kop
			FROM trip_word
			WHERE instr(COALESCE(NEW.agreed_lines,
			NEW.quote_lines), word) > 0) AS t
		WHERE t.kop > 0
		AND NEW.state NOT IN ('cancelled', 'declined', 'referred',
		'duplicate', 'emergency')
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
END;

-- Who said no because of the price; prices told that are still to be kept.
CREATE INDEX call_record_price ON call_record (at_ms, zone, performers)
	WHERE reason = 'price';
CREATE INDEX quote_open ON quote (valid_until_ms, zone, performers);
CREATE INDEX request_of_quote ON request (quote_id)
	WHERE quote_id IS NOT NULL;
