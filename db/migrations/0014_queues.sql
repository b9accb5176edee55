-- The back line: queues of people to be called back.
-- Times in UTC milliseconds, flags 0 or 1.

CREATE TABLE queue (
	code TEXT NOT NULL PRIMARY KEY,  -- "referrals"
	name TEXT NOT NULL,
	takes TEXT UNIQUE                -- kind of task that comes here by
		CHECK (takes IN ('referral', 'feedback')), -- itself
	target_min INTEGER NOT NULL      -- minutes to the promised call
		CHECK (target_min > 0),
	deadline_min INTEGER NOT NULL    -- minutes to the latest call
		CHECK (deadline_min >= target_min),
	own_hours INTEGER NOT NULL DEFAULT 0 -- 0: those of home visits
		CHECK (own_hours IN (0, 1)),
	weekdays INTEGER NOT NULL DEFAULT 127 -- mask: 1 Monday … 64 Sunday
		CHECK (weekdays BETWEEN 0 AND 127),
	open_min INTEGER NOT NULL DEFAULT 480   -- after local midnight
		CHECK (open_min BETWEEN 0 AND 1440),
	close_min INTEGER NOT NULL DEFAULT 1080
		CHECK (close_min BETWEEN open_min AND 1440),
	active INTEGER NOT NULL DEFAULT 1 -- 0: takes nothing new
		CHECK (active IN (0, 1)),
	sort INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO queue (code, name, takes, target_min, deadline_min, own_hours,
	weekdays, sort) VALUES
	('advice', 'Общие вопросы', 'feedback', 30, 60, 0, 127, 10),
	('nurse', 'Дежурная медсестра', NULL, 15, 30, 0, 127, 20),
	('care_planning', 'Планирование лечения', NULL, 30, 60, 1, 31, 30),
	('physiotherapy', 'Физиотерапевт', NULL, 30, 60, 1, 31, 40),
	('referrals', 'Направления и документы', 'referral', 30, 60, 0, 127,
		50),
	('post_booking', 'После записи', NULL, 60, 120, 1, 31, 60);

-- Who serves a queue; one without anybody is served by all.
CREATE TABLE queue_member (
	queue TEXT NOT NULL REFERENCES queue (code),
	position INTEGER NOT NULL, -- order of the list, from 0
	login TEXT NOT NULL REFERENCES user_account (login),
	PRIMARY KEY (queue, position),
	UNIQUE (queue, login)
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
	seq INTEGER NOT NULL PRIMARY KEY,  -- order of making
	id TEXT NOT NULL UNIQUE,           -- UUIDv7
	version INTEGER NOT NULL,
	queue TEXT NOT NULL REFERENCES queue (code),
	kind TEXT NOT NULL CHECK (kind IN
		('call_back', 'referral', 'feedback')),
	state TEXT NOT NULL CHECK (state IN
		('waiting', 'claimed', 'retry', 'done', 'cancelled')),
	active INTEGER NOT NULL            -- not at its end
		CHECK (active = (state IN ('waiting', 'claimed', 'retry'))),
	created_at_ms INTEGER NOT NULL,
	created_by TEXT NOT NULL,          -- login
	updated_at_ms INTEGER NOT NULL,
	updated_by TEXT NOT NULL,          -- login
	phone TEXT,                        -- E.164; NULL: erased
	name TEXT,                         -- erased with the phone
	note TEXT,                         -- what it is about; erased
	request_id TEXT REFERENCES request (id),
	call_id TEXT UNIQUE REFERENCES call_record (id),
	posted_at_ms INTEGER NOT NULL,     -- the promise: never other
	counts_from_ms INTEGER NOT NULL,
	target_at_ms INTEGER NOT NULL,
	deadline_at_ms INTEGER NOT NULL,
	out_of_hours INTEGER NOT NULL CHECK (out_of_hours IN (0, 1)),
	spans_closing INTEGER NOT NULL CHECK (spans_closing IN (0, 1)),
	claim_by TEXT                      -- login
		CHECK ((claim_by IS NULL) = (state <> 'claimed')),
	claim_token INTEGER NOT NULL DEFAULT 0, -- fencing: only grows
	claim_since_ms INTEGER,
	claim_expires_at_ms INTEGER
		CHECK ((claim_expires_at_ms IS NULL) = (claim_by IS NULL)),
	owner TEXT,                        -- the last who claimed it
	owners INTEGER NOT NULL DEFAULT 0, -- changes of owner and the first
	handovers INTEGER NOT NULL DEFAULT 0,
	returns INTEGER NOT NULL DEFAULT 0,
	attempt_count INTEGER NOT NULL DEFAULT 0,
	first_contact_at_ms INTEGER,
	retry_at_ms INTEGER
		CHECK ((retry_at_ms IS NULL) = (state <> 'retry')),
	closed_at_ms INTEGER
		CHECK ((closed_at_ms IS NULL) = (active = 1)),
	outcome TEXT                       -- how it ended
		CHECK ((outcome IS NULL) = (active = 1)),
	result TEXT,                       -- in words; erased
	CHECK (active = 0 OR phone IS NOT NULL)
) STRICT;

CREATE INDEX task_urgent ON task (deadline_at_ms, seq) WHERE active = 1;
CREATE INDEX task_expired ON task (claim_expires_at_ms)
	WHERE state = 'claimed';
CREATE INDEX task_again ON task (retry_at_ms) WHERE state = 'retry';
CREATE INDEX task_ended ON task (queue, seq) WHERE active = 0;
CREATE INDEX task_kept ON task (closed_at_ms)
	WHERE active = 0 AND phone IS NOT NULL;

CREATE TRIGGER task_ends BEFORE UPDATE ON task
WHEN OLD.active = 0 AND (NEW.active = 1 OR NEW.version <> OLD.version)
	OR NEW.claim_token < OLD.claim_token
	OR NEW.posted_at_ms <> OLD.posted_at_ms
	OR NEW.deadline_at_ms <> OLD.deadline_at_ms
BEGIN
	SELECT RAISE(ABORT, 'an end, a token, a promise: none goes back');
END;

CREATE TRIGGER task_stays BEFORE DELETE ON task
BEGIN
	SELECT RAISE(ABORT, 'a task is ended, never deleted');
END;

CREATE TABLE task_event (
	seq INTEGER NOT NULL PRIMARY KEY, -- order of what happened
	task_seq INTEGER NOT NULL REFERENCES task (seq),
	at_ms INTEGER NOT NULL,
	by_login TEXT NOT NULL,
	action TEXT NOT NULL,
	from_state TEXT,                  -- NULL: made
	to_state TEXT NOT NULL,
	queue TEXT NOT NULL REFERENCES queue (code), -- after it
	whom TEXT,                        -- login it was passed on to
	reason TEXT,                      -- a code, or the outcome of a call
	next_at_ms INTEGER,               -- when it is tried again
	comment TEXT                      -- erased with the phone
) STRICT;

CREATE INDEX task_event_of ON task_event (task_seq, seq);

CREATE TRIGGER task_event_no_update BEFORE UPDATE ON task_event
WHEN NEW.comment IS NOT NULL
	OR NEW.task_seq <> OLD.task_seq
	OR NEW.at_ms <> OLD.at_ms
	OR NEW.by_login <> OLD.by_login
	OR NEW.action <> OLD.action
	OR NEW.from_state IS NOT OLD.from_state
	OR NEW.to_state <> OLD.to_state
	OR NEW.queue <> OLD.queue
	OR NEW.whom IS NOT OLD.whom
	OR NEW.reason IS NOT OLD.reason
	OR NEW.next_at_ms IS NOT OLD.next_at_ms
BEGIN
	SELECT RAISE(ABORT, 'a history only grows; its words may be erased');
END;

CREATE TRIGGER task_event_no_delete BEFORE DELETE ON task_event
BEGIN
	SELECT RAISE(ABORT, 'a history only grows');
END;

-- Phones that waited for a call become tasks.
INSERT INTO task (id, version, queue, kind, state, active, created_at_ms,
	created_by, updated_at_ms, updated_by, phone, call_id, posted_at_ms,
	counts_from_ms, target_at_ms, deadline_at_ms, out_of_hours,
	spans_closing)
	SELECT b.call_id, 1, 'referrals', 'referral', 'waiting', 1,
		b.asked_at_ms, c.by_login, b.asked_at_ms, c.by_login, b.phone,
		b.call_id, b.asked_at_ms, b.asked_at_ms,
		b.asked_at_ms + 1800000, b.asked_at_ms + 3600000, 0, 0
	FROM callback b JOIN call_record c ON c.id = b.call_id
	ORDER BY b.asked_at_ms, b.call_id;

INSERT INTO task_event (task_seq, at_ms, by_login, action, to_state, queue)
	SELECT seq, created_at_ms, created_by, 'create', 'waiting', queue
	FROM task ORDER BY seq;

DROP TABLE callback;

INSERT INTO setting (key, value, comment)
	SELECT 'task.keep_hours', value,
		'hours the person of a finished call-back is known for'
	FROM setting WHERE key = 'callback.hours';
DELETE FROM setting WHERE key = 'callback.hours';
