-- Queries whose answer is looked at before an edit of the catalogue is
-- published; searches nobody could answer are worked off.
-- Times in UTC milliseconds.

CREATE TABLE search_check (
	code TEXT NOT NULL PRIMARY KEY,  -- "eeg_layout"
	query TEXT NOT NULL,             -- as an operator types it
	outcome TEXT NOT NULL            -- what must be answered; pick: no
	                                 -- verdict, the operator chooses
		CHECK (outcome IN ('allowed', 'not_allowed', 'conditional',
			'ask_dispatcher', 'unknown', 'pick')),
	service TEXT REFERENCES service (code), -- named first; NULL: any
	note TEXT,                       -- which trap it is
	version INTEGER NOT NULL DEFAULT 1 -- +1 with every change
) STRICT;

-- Somebody made an alias of it or let it go; NULL: waits.
ALTER TABLE unknown_term ADD COLUMN settled_at_ms INTEGER;
