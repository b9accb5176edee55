-- Reference data, people, sessions, kept answers, the audit.
-- Money in kopecks, times in UTC milliseconds, flags 0 or 1.
-- A released migration is never edited: write the next one.

CREATE TABLE meta (
	key TEXT NOT NULL PRIMARY KEY, -- name of the counter
	value INTEGER NOT NULL
) STRICT;

INSERT INTO meta (key, value) VALUES
	('rulebook_revision', 1); -- moves with every commit that edits rules

-- Written over to learn whether the disk takes a write again.
CREATE TABLE probe (
	id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
	filler BLOB NOT NULL -- as large as what waits to be written
) STRICT;

INSERT INTO probe (id, filler) VALUES (1, x'');

-- What an admin may change; book.c maps the keys to struct settings.
CREATE TABLE setting (
	key TEXT NOT NULL PRIMARY KEY, -- "promise.target_min"
	value TEXT NOT NULL,           -- a whole number, unless said otherwise
	comment TEXT NOT NULL,         -- what it means, with its unit
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO setting (key, value, comment) VALUES
	('clinic.time_zone', 'Europe/Moscow', 'zone of the clinic, tz database'),
	('consent.version', '1', 'version of the consent texts in force'),
	('promise.target_min', '30', 'minutes to the promised call'),
	('promise.deadline_min', '60', 'minutes to the latest call'),
	('promise.amber_min', '20', 'minutes until a request turns amber'),
	('quote.valid_min', '1440', 'minutes a spoken price is kept'),
	('claim.lease_s', '300', 'seconds a claim lives without a heartbeat'),
	('attempt.retry_min', '10', 'minutes to the next try after no answer'),
	('attempt.max', '3', 'tries without contact before a decision'),
	('visit.window_min', '120', 'minutes of a visit window'),
	('visit.travel_margin_min', '30', 'minutes between two visits'),
	('representative.age', '15', 'years under which one must be present'),
	('service.price_included', '0', '1: the trip price covers services'),
	('idempotency.hours', '48', 'hours an answer is kept for its key'),
	('draft.hours', '24', 'hours a draft is kept');

-- Hours of every week; open = close: closed.
CREATE TABLE week_hours (
	weekday INTEGER NOT NULL PRIMARY KEY -- 1 Monday … 7 Sunday
		CHECK (weekday BETWEEN 1 AND 7),
	open_min INTEGER NOT NULL            -- minutes after local midnight
		CHECK (open_min BETWEEN 0 AND 1440),
	close_min INTEGER NOT NULL           -- 1440: midnight
		CHECK (close_min BETWEEN open_min AND 1440),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO week_hours (weekday, open_min, close_min) VALUES
	(1, 480, 1320), (2, 480, 1320), (3, 480, 1320), (4, 480, 1320),
	(5, 480, 1320), (6, 480, 1320), (7, 480, 1320);

-- Days that differ from the week.
CREATE TABLE calendar_day (
	date TEXT NOT NULL PRIMARY KEY       -- "2027-01-01", clinic time
		CHECK (length(date) = 10),
	open_min INTEGER NOT NULL            -- as in week_hours
		CHECK (open_min BETWEEN 0 AND 1440),
	close_min INTEGER NOT NULL
		CHECK (close_min BETWEEN open_min AND 1440),
	note TEXT,                           -- "New Year"
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE zone (
	code TEXT NOT NULL PRIMARY KEY, -- "green"
	name TEXT NOT NULL,             -- as it is said
	sort INTEGER NOT NULL,          -- order on the screens
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Prices of the trip.  Each is in force from valid_from_ms until the next
-- one of its zone and performer, so neither gap nor overlap can be written.
CREATE TABLE tariff (
	id INTEGER NOT NULL PRIMARY KEY,
	zone TEXT NOT NULL REFERENCES zone (code),
	performer INTEGER NOT NULL        -- 1 doctor, 2 nurse
		CHECK (performer IN (1, 2)),
	price_kop INTEGER NOT NULL CHECK (price_kop > 0),
	valid_from_ms INTEGER NOT NULL,   -- in force from this moment
	recorded_at_ms INTEGER NOT NULL,  -- when it was entered
	recorded_by TEXT NOT NULL,        -- login
	reason TEXT NOT NULL,             -- why, in words
	withdrawn_at_ms INTEGER,          -- NULL: stands
	withdrawn_by TEXT,                -- login
	CHECK ((withdrawn_at_ms IS NULL) = (withdrawn_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX tariff_live ON tariff (zone, performer, valid_from_ms)
	WHERE withdrawn_at_ms IS NULL;

-- A price only ever changes by being withdrawn before it comes into force.
CREATE TRIGGER tariff_no_update BEFORE UPDATE ON tariff
WHEN OLD.withdrawn_at_ms IS NOT NULL
	OR NEW.withdrawn_at_ms IS NULL
	OR NEW.withdrawn_at_ms >= OLD.valid_from_ms
	OR NEW.id <> OLD.id
	OR NEW.zone <> OLD.zone
	OR NEW.performer <> OLD.performer
	OR NEW.price_kop <> OLD.price_kop
	OR NEW.valid_from_ms <> OLD.valid_from_ms
	OR NEW.recorded_at_ms <> OLD.recorded_at_ms
	OR NEW.recorded_by <> OLD.recorded_by
	OR NEW.reason <> OLD.reason
BEGIN
	SELECT RAISE(ABORT, 'a price in force does not change');
END;

CREATE TRIGGER tariff_no_delete BEFORE DELETE ON tariff
BEGIN
	SELECT RAISE(ABORT, 'a price is withdrawn, never deleted');
END;

CREATE TABLE place (
	code TEXT NOT NULL PRIMARY KEY,     -- "vasileostrovsky"
	name TEXT NOT NULL,
	kind TEXT NOT NULL,                 -- district, municipal_unit,
	                                    -- oblast_district, settlement
	parent TEXT REFERENCES place (code), -- the place above; NULL: top
	zone TEXT REFERENCES zone (code),   -- NULL: that of the place above
	note TEXT,                          -- what it is mistaken for
	sort INTEGER NOT NULL,              -- order of the list
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE place_alias (
	place TEXT NOT NULL REFERENCES place (code),
	position INTEGER NOT NULL, -- order of the list, from 0
	alias TEXT NOT NULL,       -- as callers say it
	PRIMARY KEY (place, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
	code TEXT NOT NULL PRIMARY KEY, -- "E02"
	category TEXT NOT NULL,         -- examination, consultation, procedure,
	                                -- lab_test, care, document
	verdict TEXT NOT NULL CHECK (verdict IN
		('allowed', 'not_allowed', 'conditional', 'ask_dispatcher')),
	performers INTEGER NOT NULL     -- mask: 1 doctor, 2 nurse; 3: either
		CHECK (performers BETWEEN 0 AND 3),
	name TEXT NOT NULL,
	source_name TEXT,               -- as the handbook has it
	condition TEXT,                 -- the yes/no question that decides
	note TEXT,                      -- what it is mistaken for
	branch TEXT,                    -- the rule holds there; NULL: everywhere
	valid_from_ms INTEGER,          -- the rule holds from; NULL: always
	valid_to_ms INTEGER,            -- until before; NULL: open
	approved INTEGER NOT NULL       -- 0: a sample, marked on the screens
		CHECK (approved IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1,
	CHECK ((verdict = 'conditional') = (condition IS NOT NULL)),
	CHECK ((verdict = 'not_allowed') = (performers = 0))
) STRICT;

CREATE TABLE service_alias (
	service TEXT NOT NULL REFERENCES service (code),
	position INTEGER NOT NULL, -- order of the list, from 0
	alias TEXT NOT NULL,       -- as callers say it
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- Where a service is done when not at home.
CREATE TABLE referral (
	code TEXT NOT NULL PRIMARY KEY, -- "r01"
	own INTEGER NOT NULL            -- 1: a clinic of the group
		CHECK (own IN (0, 1)),
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	place TEXT REFERENCES place (code),
	phone TEXT NOT NULL,            -- E.164, of the clinic
	hours TEXT,                     -- in words
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE referral_service (
	referral TEXT NOT NULL REFERENCES referral (code),
	position INTEGER NOT NULL, -- order of the list, from 0
	service TEXT NOT NULL REFERENCES service (code),
	PRIMARY KEY (referral, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE red_flag (
	code TEXT NOT NULL PRIMARY KEY, -- "RF01"
	sign TEXT NOT NULL,             -- what is asked
	adult INTEGER NOT NULL CHECK (adult IN (0, 1)), -- asked about adults
	child INTEGER NOT NULL CHECK (child IN (0, 1)), -- asked about children
	approved INTEGER NOT NULL DEFAULT 0 -- by the clinic's doctor
		CHECK (approved IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE epid_question (
	code TEXT NOT NULL PRIMARY KEY, -- "EA01"
	question TEXT NOT NULL,
	kit_if_yes INTEGER NOT NULL     -- protective kit K0–K3
		CHECK (kit_if_yes BETWEEN 0 AND 3),
	consequence TEXT,               -- what else a yes means, in words
	approved INTEGER NOT NULL DEFAULT 0 -- by the clinic's doctor
		CHECK (approved IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What to say.
CREATE TABLE script (
	situation TEXT NOT NULL PRIMARY KEY, -- "price"
	title TEXT NOT NULL,
	facts TEXT,                          -- to have at hand
	sort INTEGER NOT NULL,               -- order of the list
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What never to say.
CREATE TABLE script_forbidden (
	situation TEXT NOT NULL REFERENCES script (situation),
	position INTEGER NOT NULL, -- order of the list, from 0
	phrase TEXT NOT NULL,
	PRIMARY KEY (situation, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE medic (
	code TEXT NOT NULL PRIMARY KEY, -- "m01"
	name TEXT NOT NULL,
	kind INTEGER NOT NULL           -- 1 doctor, 2 nurse
		CHECK (kind IN (1, 2)),
	active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE medic_speciality (
	medic TEXT NOT NULL REFERENCES medic (code),
	position INTEGER NOT NULL, -- order of the list, from 0
	speciality TEXT NOT NULL,
	PRIMARY KEY (medic, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE medic_zone (
	medic TEXT NOT NULL REFERENCES medic (code),
	position INTEGER NOT NULL, -- order of the list, from 0
	zone TEXT NOT NULL REFERENCES zone (code), -- served
	PRIMARY KEY (medic, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_account (
	id INTEGER NOT NULL PRIMARY KEY,
	login TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	roles INTEGER NOT NULL,       -- mask: 1 operator, 2 dispatcher, 4 admin
	password_hash TEXT NOT NULL,  -- argon2id with its salt and costs
	active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
	must_change INTEGER NOT NULL  -- 1: the password is for one use
		CHECK (must_change IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1,
	created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
	id INTEGER NOT NULL PRIMARY KEY,  -- order of the logins
	token_hash BLOB NOT NULL UNIQUE   -- the token itself is not kept
		CHECK (length(token_hash) = 32),
	csrf TEXT NOT NULL,               -- given to the page
	user_id INTEGER NOT NULL REFERENCES user_account (id),
	created_at_ms INTEGER NOT NULL,
	seen_at_ms INTEGER NOT NULL,      -- last work; idle sessions end
	expires_at_ms INTEGER NOT NULL    -- ends then, whatever is done
) STRICT;

CREATE INDEX session_user ON session (user_id);

-- The clinic's patient file, as far as a visit needs it.
CREATE TABLE patient (
	card_no TEXT NOT NULL PRIMARY KEY, -- "000123"
	name TEXT NOT NULL,
	birth_date TEXT NOT NULL           -- "1980-01-31"
		CHECK (length(birth_date) = 10),
	phone TEXT,                        -- E.164
	address TEXT,
	place TEXT REFERENCES place (code),
	bonus_member INTEGER NOT NULL CHECK (bonus_member IN (0, 1)),
	debt INTEGER NOT NULL              -- never told to a relative
		CHECK (debt IN (0, 1)),
	note TEXT,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Answers kept to be given again to a repeated request.
CREATE TABLE idempotency (
	id INTEGER NOT NULL PRIMARY KEY, -- order of arrival; the oldest go first
	scope TEXT NOT NULL,             -- login and route
	key TEXT NOT NULL,               -- as the client made it
	fingerprint BLOB NOT NULL        -- hash of the body
		CHECK (length(fingerprint) = 32),
	created_at_ms INTEGER NOT NULL,
	status INTEGER NOT NULL,         -- HTTP status of the answer
	location TEXT,                   -- header
	etag TEXT,                       -- header
	body TEXT,                       -- JSON
	UNIQUE (scope, key)
) STRICT;

-- The hash chain: each row vouches for all before it.  audit.c.
CREATE TABLE audit (
	seq INTEGER NOT NULL PRIMARY KEY, -- 1, 2, 3 … without a gap
	at_ms INTEGER NOT NULL,
	actor TEXT NOT NULL,              -- login
	roles INTEGER NOT NULL,           -- mask, at that moment
	address TEXT,                     -- the client's
	request_id TEXT,                  -- the HTTP request
	action TEXT NOT NULL,             -- "request.post"
	object TEXT NOT NULL,             -- "request"
	object_id TEXT,
	detail TEXT,                      -- codes and field names, no health text
	prev BLOB NOT NULL CHECK (length(prev) = 32), -- hash of the row before
	hash BLOB NOT NULL CHECK (length(hash) = 32)  -- keyed, of prev and row
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
	SELECT RAISE(ABORT, 'the audit only grows');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
	SELECT RAISE(ABORT, 'the audit only grows');
END;
