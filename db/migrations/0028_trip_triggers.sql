-- The triggers of 0018 as they were, but for the states: a list after IN is
-- made anew as a table in memory for every row written.

DROP TRIGGER request_trip_add;
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
		AND NOT (NEW.state = 'cancelled' OR NEW.state = 'declined'
		OR NEW.state = 'referred' OR NEW.state = 'duplicate'
		OR NEW.state = 'emergency')
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
END;

DROP TRIGGER request_trip_move;
CREATE TRIGGER request_trip_move AFTER UPDATE OF state, zone, agreed_lines
	ON request
WHEN (NEW.state = 'cancelled' OR NEW.state = 'declined'
		OR NEW.state = 'referred' OR NEW.state = 'duplicate'
		OR NEW.state = 'emergency') <>
	(OLD.state = 'cancelled' OR OLD.state = 'declined'
		OR OLD.state = 'referred' OR OLD.state = 'duplicate'
		OR OLD.state = 'emergency')
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
		AND NOT (OLD.state = 'cancelled' OR OLD.state = 'declined'
		OR OLD.state = 'referred' OR OLD.state = 'duplicate'
		OR OLD.state = 'emergency')
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
		AND NOT (NEW.state = 'cancelled' OR NEW.state = 'declined'
		OR NEW.state = 'referred' OR NEW.state = 'duplicate'
		OR NEW.state = 'emergency')
		ON CONFLICT (day, zone, performer) DO UPDATE SET
		trips = trips + 1, sum_kop = sum_kop + excluded.sum_kop;
END;
