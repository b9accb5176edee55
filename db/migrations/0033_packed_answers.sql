-- What is kept of an answer takes a fifth of the room (db/squeeze.h): whole,
-- it was more than the request itself.
ALTER TABLE idempotency ADD COLUMN packed BLOB; -- the body; NULL: as it is
