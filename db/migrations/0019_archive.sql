-- Finding requests among all there ever were.

-- By day, with what they are narrowed down by: read without the rows, and
-- written where the newest rows are.
DROP INDEX request_day;
CREATE INDEX request_day ON request (created_day, seq, state, zone, place,
	visit_medic, created_by, claim_by, reason);

-- By word: archive_words.c.  Requests follow in batches some time after their
-- posting, and a block holds no more than some thousand of them: so the words
-- of today, in no order whatever, are written into few pages.
CREATE TABLE request_word (
	block INTEGER NOT NULL,     -- of request_seq
	word TEXT NOT NULL,         -- find.h
	request_seq INTEGER NOT NULL,
	PRIMARY KEY (block, word, request_seq)
) STRICT, WITHOUT ROWID;

INSERT INTO meta (key, value) VALUES
	('request_word_upto', 0); -- the last request whose words are in
