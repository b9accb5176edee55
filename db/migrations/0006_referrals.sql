-- Conditions with what follows from their answers; how to get to a clinic and
-- how far it is; how a referred caller was helped.
-- Times in UTC milliseconds, angles in millionths of a degree.

-- What follows from the answer to the condition of a service.
CREATE TABLE service_answer (
	service TEXT NOT NULL REFERENCES service (code),
	answer TEXT NOT NULL CHECK (answer IN ('yes', 'no')),
	verdict TEXT NOT NULL CHECK (verdict IN
		('allowed', 'not_allowed', 'ask_dispatcher')),
	say TEXT,     -- what the caller is told; NULL: a sentence of ours
	instead TEXT REFERENCES service (code), -- what to offer then
	version INTEGER NOT NULL DEFAULT 1,
	PRIMARY KEY (service, answer)
) STRICT, WITHOUT ROWID;

INSERT INTO service_answer (service, answer, verdict)
	SELECT code, 'yes', 'allowed' FROM service
		WHERE verdict = 'conditional'
	UNION ALL
	SELECT code, 'no', 'not_allowed' FROM service
		WHERE verdict = 'conditional';

-- A point inside; NULL: that of the place above.
ALTER TABLE place ADD COLUMN lat_udeg INTEGER -- north
	CHECK (lat_udeg BETWEEN -90000000 AND 90000000);
ALTER TABLE place ADD COLUMN lon_udeg INTEGER -- east
	CHECK (lon_udeg BETWEEN -180000000 AND 180000000
		AND (lon_udeg IS NULL) = (lat_udeg IS NULL));
ALTER TABLE place ADD COLUMN point_source TEXT; -- whose data, which licence

-- Middles of the districts, © OpenStreetMap contributors, ODbL 1.0.
WITH point (code, lat_udeg, lon_udeg) AS (VALUES
	('admiralteysky', 59916700, 30297400),
	('frunzensky', 59860900, 30394700),
	('gatchinsky', 59374600, 30176200),
	('kalininsky', 60003600, 30395200),
	('kirovsky', 59871100, 30239900),
	('kirovsky_lo', 60000400, 31458000),
	('kolpinsky', 59774400, 30597600),
	('krasnogvardeysky', 59972500, 30462200),
	('krasnoselsky', 59800000, 30135500),
	('kronshtadtsky', 60004100, 29744900),
	('kurortny', 60086500, 30014000),
	('lo_sosnovyy_bor', 59877600, 29094500),
	('lomonosovsky', 59819800, 29410800),
	('moskovsky', 59824400, 30307600),
	('nevsky', 59880900, 30465100),
	('petrodvortsovy', 59877800, 29870400),
	('petrogradsky', 59966300, 30284500),
	('primorsky', 60017600, 30184600),
	('priozersky', 60806000, 30288200),
	('pushkinsky', 59724400, 30401000),
	('tosnensky', 59374100, 31020000),
	('tsentralny', 59935600, 30361600),
	('vasileostrovsky', 59943100, 30238900),
	('vsevolozhsky', 60282800, 30781800),
	('vyborgsky', 60068600, 30253500),
	('vyborgsky_lo', 60545800, 28858700))
UPDATE place SET
	lat_udeg = (SELECT lat_udeg FROM point WHERE point.code = place.code),
	lon_udeg = (SELECT lon_udeg FROM point WHERE point.code = place.code),
	point_source = '© OpenStreetMap contributors, ODbL 1.0'
WHERE code IN (SELECT code FROM point);

ALTER TABLE referral ADD COLUMN directions TEXT; -- how to get there, in words

-- How a caller who was sent elsewhere was helped; NULL: not said.
ALTER TABLE call_record ADD COLUMN follow_up TEXT
	CHECK (follow_up IN ('told', 'booked', 'call_back'));

-- Phones of callers who wait for a call: the only thing of a call that points
-- at a person, so it is apart from it and soon erased.
CREATE TABLE callback (
	call_id TEXT NOT NULL PRIMARY KEY REFERENCES call_record (id),
	phone TEXT NOT NULL,         -- E.164
	asked_at_ms INTEGER NOT NULL -- erased callback.hours after it
) STRICT;

CREATE INDEX callback_asked ON callback (asked_at_ms);

INSERT INTO setting (key, value, comment) VALUES
	('callback.hours', '72', 'hours a phone to call back on is kept');
