-- Posting costs what it must.  What its trips bring is counted by the program
-- in the same transaction (request_row.c), for a trigger that writes makes
-- the engine keep a copy of every page an INSERT touches.
DROP TRIGGER request_trip_add;

-- A list after IN is made anew as a table in memory for every row written:
-- the check as it was, in other words.  The text alone is rewritten, as
-- sqlite.org/lang_altertable.html shows it; no row changes.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'state IN (''queued'', ''claimed'','
	|| char(10, 9, 9) || '''unreachable'', ''scheduled'', ''en_route'','
	|| ' ''on_site'', ''done'',' || char(10, 9, 9)
	|| '''not_done'', ''closed'', ''cancelled'', ''declined'','
	|| ' ''referred'',' || char(10, 9, 9) || '''duplicate'', ''emergency'')',
	'state = ''queued'' OR state = ''claimed'' OR state = ''unreachable'''
	|| ' OR state = ''scheduled'' OR state = ''en_route'''
	|| ' OR state = ''on_site'' OR state = ''done'''
	|| ' OR state = ''not_done'' OR state = ''closed'''
	|| ' OR state = ''cancelled'' OR state = ''declined'''
	|| ' OR state = ''referred'' OR state = ''duplicate'''
	|| ' OR state = ''emergency''')
	WHERE type = 'table' AND name = 'request';
PRAGMA writable_schema = RESET;
