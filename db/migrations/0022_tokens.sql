-- What programs log in with.  Times in UTC milliseconds, flags 0 or 1.
CREATE TABLE api_token (
	id TEXT NOT NULL PRIMARY KEY,         -- UUIDv7
	token_hash BLOB NOT NULL UNIQUE       -- the token itself is not kept
		CHECK (length(token_hash) = 32),
	user_id INTEGER NOT NULL REFERENCES user_account (id), -- acts as
	name TEXT NOT NULL,                   -- what it is for
	scopes INTEGER NOT NULL               -- roles it may use, if the user has
		CHECK (scopes BETWEEN 1 AND 7), -- them: as user_account.roles
	read_only INTEGER NOT NULL CHECK (read_only IN (0, 1)),
	created_at_ms INTEGER NOT NULL,
	created_by TEXT NOT NULL,             -- login
	expires_at_ms INTEGER NOT NULL,
	used_at_ms INTEGER,                   -- about; NULL: never
	revoked_at_ms INTEGER                 -- NULL: stands
) STRICT;
