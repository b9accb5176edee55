-- The second factor of a login: codes of an app, and recovery codes.
CREATE TABLE user_totp (
	user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user_account (id),
	-- encrypted: the key is not in the database, see db/seal.c
	secret BLOB CHECK (length(secret) = 60),   -- NULL: the factor is off
	offered BLOB CHECK (length(offered) = 60), -- no code of it seen yet
	last_step INTEGER NOT NULL, -- codes of this half minute, and before, are used
	since_ms INTEGER            -- of the secret
) STRICT;

-- Those not used yet; the codes themselves are not kept.
CREATE TABLE recovery_code (
	code_hash BLOB NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
	user_id INTEGER NOT NULL REFERENCES user_account (id)
) STRICT;

CREATE INDEX recovery_code_user ON recovery_code (user_id);

ALTER TABLE session ADD COLUMN must_enrol -- 1: a second factor comes first
	INTEGER NOT NULL DEFAULT 0 CHECK (must_enrol IN (0, 1));

INSERT INTO setting (key, value, comment) VALUES
	('totp.admin_required', '0',
		'1: an admin who logs in has to have a second factor');
