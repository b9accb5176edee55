-- A place whose zone nobody can tell by its name says so: ask.
ALTER TABLE place ADD COLUMN ask INTEGER NOT NULL DEFAULT 0 -- 1: never priced
	CHECK (ask IN (0, 1) AND (ask = 0 OR zone IS NULL));    -- by its name
