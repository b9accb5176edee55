-- Drafts of operators; what was on the screen when a request was posted.
-- Times in UTC milliseconds.

-- What an operator typed and has not posted yet.  The texts come last and the
-- index has no time in it: a save moves one row and nothing else.
CREATE TABLE draft (
	id TEXT NOT NULL PRIMARY KEY,    -- UUID, made by the page
	owner TEXT NOT NULL,             -- login; nobody else sees it
	version INTEGER NOT NULL,        -- +1 with every change
	created_at_ms INTEGER NOT NULL,
	updated_at_ms INTEGER NOT NULL,  -- erased some hours after it
	label TEXT,                      -- line of the list; NULL: none
	text TEXT NOT NULL               -- the screen, as the page wrote it
) STRICT;

CREATE INDEX draft_owner ON draft (owner);

-- Which version of which script the operator had on the screen.
ALTER TABLE request ADD COLUMN script_versions TEXT; -- packed: situation, version

-- What was posted on a day.
CREATE INDEX request_day ON request (created_day, seq);
