-- Red flags asked again in other words; from which age as of an adult; trips.

ALTER TABLE red_flag ADD COLUMN ask_again TEXT; -- the sign in other words

INSERT INTO setting (key, value, comment) VALUES
	('red_flags.adult_age', '18', 'years from which the signs of adults hold');

-- The members of a trip, also those that are over.
DROP INDEX request_trip;
CREATE INDEX request_trip ON request (trip_group)
	WHERE trip_group IS NOT NULL;
