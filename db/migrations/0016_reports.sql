-- What the reports count of days that are over.

-- A day whose facts were packed once; version moves with every later change
-- of its requests and calls.
CREATE TABLE report_day (
	day INTEGER NOT NULL PRIMARY KEY, -- clinic day, counted from 1970-01-01
	version INTEGER NOT NULL
) STRICT;

-- Its facts, nothing that points at a person: report_pack.c.  They hold while
-- version is that of the day; a report reads the requests of any other day.
CREATE TABLE report_facts (
	day INTEGER NOT NULL PRIMARY KEY REFERENCES report_day (day),
	version INTEGER NOT NULL, -- of the day, when they were packed
	format INTEGER NOT NULL,  -- of the packing
	facts BLOB NOT NULL
) STRICT;

-- Searches nobody could answer, by the day they were asked.
CREATE TABLE unknown_day (
	day INTEGER NOT NULL, -- clinic day, counted from 1970-01-01
	term TEXT NOT NULL,   -- as in unknown_term
	count INTEGER NOT NULL,
	PRIMARY KEY (day, term)
) STRICT, WITHOUT ROWID;

-- The calls of a day; they come in this order, so it costs little.
CREATE INDEX call_record_time ON call_record (at_ms);
