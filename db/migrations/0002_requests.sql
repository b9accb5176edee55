-- Requests from posting to the door, with all that happens to them; prices
-- that were spoken; calls that ended without a request.
-- Money in kopecks, times in UTC milliseconds, flags 0 or 1.  What is found
-- among active requests has its index over active ones only, so that a long
-- past costs the writer nothing.

-- A price that was told to a caller.
CREATE TABLE quote (
	id TEXT NOT NULL PRIMARY KEY,     -- UUIDv7
	zone TEXT NOT NULL REFERENCES zone (code),
	place TEXT REFERENCES place (code), -- NULL: asked by zone
	performers INTEGER NOT NULL       -- mask: 1 doctor, 2 nurse
		CHECK (performers BETWEEN 1 AND 3),
	lines TEXT,                       -- packed: code, kopecks, in trip group
	bonus_member INTEGER NOT NULL CHECK (bonus_member IN (0, 1)),
	total_kop INTEGER NOT NULL CHECK (total_kop >= 0),
	preliminary INTEGER NOT NULL      -- 1: the dispatcher confirms it
		CHECK (preliminary IN (0, 1)),
	tariff_version INTEGER NOT NULL,  -- of the rulebook it was priced with
	at_ms INTEGER NOT NULL,           -- the prices of this moment
	valid_until_ms INTEGER NOT NULL,  -- a request may be posted with it until
	kept_by TEXT NOT NULL             -- login
) STRICT;

CREATE TRIGGER quote_no_update BEFORE UPDATE ON quote
BEGIN
	SELECT RAISE(ABORT, 'a spoken price never changes');
END;

-- A call that ended without a request; nothing here points at a person.
CREATE TABLE call_record (
	id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
	at_ms INTEGER NOT NULL,
	by_login TEXT NOT NULL,       -- the operator
	outcome TEXT NOT NULL
		CHECK (outcome IN ('informed', 'referred', 'emergency')),
	reason TEXT                   -- why not posted
		CHECK (reason IN ('price', 'not_done', 'too_late', 'other')),
	zone TEXT REFERENCES zone (code), -- asked about
	performers INTEGER NOT NULL   -- mask: 1 doctor, 2 nurse; 0: not said
		CHECK (performers BETWEEN 0 AND 3),
	services TEXT,                -- packed: codes asked about
	referral TEXT REFERENCES referral (code), -- where the caller was sent
	total_kop INTEGER             -- the price told; NULL: none
		CHECK (total_kop >= 0),
	red_flag TEXT REFERENCES red_flag (code) -- the one answered yes
) STRICT;

-- Searches nobody could answer: the aliases to add.
CREATE TABLE unknown_term (
	term TEXT NOT NULL PRIMARY KEY, -- folded; no patient data
	count INTEGER NOT NULL,         -- how often it was asked
	first_at_ms INTEGER NOT NULL,
	last_at_ms INTEGER NOT NULL
) STRICT;

-- The last number of each year: 26-000123.
CREATE TABLE request_number (
	year INTEGER NOT NULL PRIMARY KEY, -- 2026, by the clinic's clock
	last INTEGER NOT NULL              -- the one given last
) STRICT;

-- A home-visit request.  request_columns.h lists what the program maps.
CREATE TABLE request (
	seq INTEGER NOT NULL PRIMARY KEY,  -- order of posting, by no clock
	id TEXT NOT NULL UNIQUE,           -- UUIDv7
	version INTEGER NOT NULL,          -- +1 with every change
	number TEXT NOT NULL UNIQUE,       -- "26-000123"
	state TEXT NOT NULL CHECK (state IN ('queued', 'claimed',
		'unreachable', 'scheduled', 'en_route', 'on_site', 'done',
		'not_done', 'closed', 'cancelled', 'declined', 'referred',
		'duplicate', 'emergency')),
	active INTEGER NOT NULL            -- 0: the state is final
		CHECK (active IN (0, 1)),
	created_at_ms INTEGER NOT NULL,    -- posted
	created_by TEXT NOT NULL,          -- login
	created_day INTEGER NOT NULL,      -- clinic day, counted from 1970-01-01
	updated_at_ms INTEGER NOT NULL,    -- when version moved last
	updated_by TEXT NOT NULL,          -- login
	first_time INTEGER NOT NULL        -- 1: no card, or it did not match
		CHECK (first_time IN (0, 1)),
	card_no TEXT,                      -- as given
	name TEXT NOT NULL,                -- the patient
	birth_date TEXT NOT NULL,          -- "1980-01-31"
	phone TEXT NOT NULL,               -- E.164
	has_caller INTEGER NOT NULL        -- 1: another person called
		CHECK (has_caller IN (0, 1)),
	caller_name TEXT,
	caller_relation TEXT,              -- to the patient: "mother"
	caller_phone TEXT,                 -- E.164
	address TEXT NOT NULL,             -- street, house, building
	place TEXT NOT NULL,               -- code
	entrance TEXT,
	floor TEXT,
	flat TEXT,
	intercom TEXT,
	address_note TEXT,                 -- gate, landmark, dog, parking
	services TEXT,                     -- packed: code, text, condition met
	performers INTEGER NOT NULL        -- mask: 1 doctor, 2 nurse
		CHECK (performers BETWEEN 1 AND 3),
	symptoms TEXT,                     -- if the patient told them
	epid TEXT,                         -- packed: code, answer, comment
	red_flags TEXT,                    -- packed: code, answer, comment
	bonus_member INTEGER NOT NULL CHECK (bonus_member IN (0, 1)),
	trip_group TEXT,                   -- shared by requests of one trip
	consent_price INTEGER NOT NULL     -- given at created_at_ms
		CHECK (consent_price IN (0, 1)),
	consent_data INTEGER NOT NULL      -- given at created_at_ms
		CHECK (consent_data IN (0, 1)),
	consent_version TEXT,              -- of the texts agreed to
	has_representative INTEGER NOT NULL -- 1: legal representative of a minor
		CHECK (has_representative IN (0, 1)),
	representative_name TEXT,
	representative_relation TEXT,      -- to the patient: "mother"
	representative_phone TEXT,         -- E.164
	zone_dispute TEXT,                 -- the caller's words
	duplicate_action TEXT,             -- "new_anyway"
	duplicate_reason TEXT,             -- the operator's words
	zone TEXT NOT NULL REFERENCES zone (code),
	quote_id TEXT REFERENCES quote (id), -- NULL: priced at posting
	quote_zone TEXT NOT NULL,          -- this and the next: as in quote
	quote_place TEXT,
	quote_performers INTEGER NOT NULL,
	quote_lines TEXT,
	quote_bonus_member INTEGER NOT NULL,
	quote_total_kop INTEGER NOT NULL CHECK (quote_total_kop >= 0),
	quote_preliminary INTEGER NOT NULL,
	quote_tariff_version INTEGER NOT NULL,
	quote_at_ms INTEGER NOT NULL,
	quote_valid_until_ms INTEGER,      -- NULL: priced at posting
	posted_at_ms INTEGER NOT NULL,     -- the promise counts since
	counts_from_ms INTEGER NOT NULL,   -- posted, or the next opening
	target_at_ms INTEGER NOT NULL,     -- the call is promised until
	deadline_at_ms INTEGER NOT NULL,   -- and at the latest until
	out_of_hours INTEGER NOT NULL      -- posted outside the service hours
		CHECK (out_of_hours IN (0, 1)),
	spans_closing INTEGER NOT NULL     -- minutes count after a closed time
		CHECK (spans_closing IN (0, 1)),
	kit INTEGER NOT NULL               -- protective kit K0–K3
		CHECK (kit BETWEEN 0 AND 3),
	flags INTEGER NOT NULL,            -- mask of enum request_flag
	claim_by TEXT,                     -- login; NULL: nobody has it
	claim_token INTEGER NOT NULL,      -- +1 with every claim, never back
	claim_since_ms INTEGER,            -- NULL: nobody has it
	claim_expires_at_ms INTEGER,       -- moved by heartbeats
	visit_medic TEXT,                  -- code; NULL: not scheduled
	visit_medic_name TEXT,             -- as it was then
	visit_start_ms INTEGER,            -- window
	visit_end_ms INTEGER,
	first_contact_at_ms INTEGER,       -- first live contact; NULL: none yet
	retry_at_ms INTEGER,               -- next try; NULL: none planned
	returns INTEGER NOT NULL,          -- claims given back or run out
	attempt_count INTEGER NOT NULL,    -- rows in attempt
	reason TEXT,                       -- code of the last cancel, decline …
	matches TEXT,                      -- packed: duplicates seen at posting
	key_card TEXT,                     -- this and the next: folded, for
	key_phone TEXT,                    -- finding duplicates
	key_name_birth TEXT,
	key_address_birth TEXT,
	CHECK ((state = 'claimed') = (claim_by IS NOT NULL)),
	CHECK ((claim_by IS NULL) = (claim_expires_at_ms IS NULL))
) STRICT;

CREATE INDEX request_board ON request (deadline_at_ms, seq)
	WHERE active = 1;
CREATE INDEX request_queue ON request (deadline_at_ms, seq)
	WHERE state IN ('queued', 'unreachable');
CREATE INDEX request_lease ON request (claim_expires_at_ms)
	WHERE state = 'claimed';
CREATE INDEX request_retry ON request (retry_at_ms)
	WHERE state = 'unreachable';
CREATE INDEX request_creator ON request (created_by, seq);
CREATE INDEX request_trip ON request (trip_group)
	WHERE active = 1 AND trip_group IS NOT NULL;
CREATE INDEX request_key_card ON request (key_card)
	WHERE active = 1 AND key_card IS NOT NULL;
CREATE INDEX request_key_phone ON request (key_phone)
	WHERE active = 1 AND key_phone IS NOT NULL;
CREATE INDEX request_key_name_birth ON request (key_name_birth)
	WHERE active = 1 AND key_name_birth IS NOT NULL;
CREATE INDEX request_key_address_birth ON request (key_address_birth)
	WHERE active = 1 AND key_address_birth IS NOT NULL;

CREATE TRIGGER request_no_delete BEFORE DELETE ON request
BEGIN
	SELECT RAISE(ABORT, 'a request is never deleted');
END;

CREATE TRIGGER request_quote_stands BEFORE UPDATE OF quote_id, quote_zone,
	quote_performers, quote_lines, quote_total_kop, quote_tariff_version,
	quote_at_ms ON request
BEGIN
	SELECT RAISE(ABORT, 'a spoken price never changes');
END;

CREATE TRIGGER request_final BEFORE UPDATE OF state ON request
WHEN OLD.active = 0 AND NEW.state <> OLD.state
BEGIN
	SELECT RAISE(ABORT, 'a final state never reopens');
END;

CREATE TRIGGER request_token BEFORE UPDATE OF claim_token ON request
WHEN NEW.claim_token < OLD.claim_token
BEGIN
	SELECT RAISE(ABORT, 'a claim token never goes back');
END;

-- What was asked for, one row each, for the reports.
CREATE TABLE request_service (
	request_seq INTEGER NOT NULL REFERENCES request (seq),
	position INTEGER NOT NULL,   -- order of the form, from 0
	code TEXT,                   -- of the catalogue; NULL: a free text
	text TEXT,                   -- the caller's words
	condition_met INTEGER NOT NULL -- 0 not asked, 1 no, 2 yes
		CHECK (condition_met BETWEEN 0 AND 2),
	PRIMARY KEY (request_seq, position)
) STRICT, WITHOUT ROWID;

-- The history: only ever added to.
CREATE TABLE request_event (
	seq INTEGER NOT NULL PRIMARY KEY, -- order of happening, by no clock
	request_seq INTEGER NOT NULL REFERENCES request (seq),
	at_ms INTEGER NOT NULL,
	by_login TEXT NOT NULL,           -- "system": the service itself
	action TEXT NOT NULL,             -- "claim"
	from_state TEXT,                  -- NULL at posting
	to_state TEXT NOT NULL,
	reason TEXT,                      -- code, or words where there is none
	comment TEXT                      -- words
) STRICT;

CREATE INDEX request_event_of ON request_event (request_seq, seq);

CREATE TRIGGER request_event_no_update BEFORE UPDATE ON request_event
BEGIN
	SELECT RAISE(ABORT, 'the history only grows');
END;

CREATE TRIGGER request_event_no_delete BEFORE DELETE ON request_event
BEGIN
	SELECT RAISE(ABORT, 'the history only grows');
END;

-- Calls to the patient.
CREATE TABLE attempt (
	seq INTEGER NOT NULL PRIMARY KEY,
	request_seq INTEGER NOT NULL REFERENCES request (seq),
	at_ms INTEGER NOT NULL,
	by_login TEXT NOT NULL,  -- the dispatcher
	outcome TEXT NOT NULL    -- only "reached" is a live contact
		CHECK (outcome IN ('reached', 'no_answer', 'busy', 'call_later')),
	next_at_ms INTEGER,      -- next try; NULL: none
	comment TEXT
) STRICT;

CREATE INDEX attempt_of ON attempt (request_seq, seq);

-- A medic's time at a door.
CREATE TABLE visit (
	seq INTEGER NOT NULL PRIMARY KEY,
	request_seq INTEGER NOT NULL REFERENCES request (seq),
	medic TEXT NOT NULL REFERENCES medic (code),
	zone TEXT NOT NULL REFERENCES zone (code), -- of the door
	window_start_ms INTEGER NOT NULL,
	window_end_ms INTEGER NOT NULL CHECK (window_end_ms > window_start_ms),
	active INTEGER NOT NULL   -- 0: planned anew, or the request ended
		CHECK (active IN (0, 1)),
	planned_at_ms INTEGER NOT NULL,
	planned_by TEXT NOT NULL  -- login
) STRICT;

CREATE INDEX visit_of ON visit (request_seq) WHERE active = 1;
CREATE INDEX visit_medic ON visit (medic, window_start_ms) WHERE active = 1;
