-- The place read out of a typed address; what an operator says against it.

-- Rules are tried in their order: include/address.h.
CREATE TABLE address_rule (
	code TEXT NOT NULL PRIMARY KEY,      -- "murino"
	sort INTEGER NOT NULL,               -- order in which they are tried
	pattern TEXT NOT NULL                -- PCRE2; group "house": its number
		CHECK (length(pattern) BETWEEN 1 AND 500),
	place TEXT REFERENCES place (code),  -- NULL: its words name no place
	house_from INTEGER                   -- the first house; NULL: any
		CHECK (house_from > 0),
	house_to INTEGER                     -- the last house; NULL: any
		CHECK (house_to > 0),
	parity TEXT NOT NULL DEFAULT 'any'   -- of the houses
		CHECK (parity IN ('any', 'odd', 'even')),
	note TEXT,                           -- what it is for
	active INTEGER NOT NULL DEFAULT 1    -- 0: kept, not tried
		CHECK (active IN (0, 1)),
	version INTEGER NOT NULL DEFAULT 1,  -- +1 with every change
	CHECK (house_from IS NULL OR house_to IS NULL OR house_from <= house_to)
) STRICT;

-- Why the operator kept a place other than the address says.
ALTER TABLE request ADD COLUMN place_reason TEXT; -- the operator's words

-- A store in use gets the rules that keep street names apart; an empty one
-- gets them with the sample data.
WITH apart (code, sort, pattern, note) AS (VALUES
	('other_region', 420,
		'\bмоскв[аеы]\b.*|\bмосковск\w+\s+обл.*',
		'another region: nothing of ours'),
	('quoted', 430,
		'«[^»]*»|"[^"]*"|“[^”]*”',
		'names of houses and firms'),
	('named_building', 440,
		'\b(?:жк|тц|трк|трц|бц|снт|днп|гск|кп)\s+[\p{L}\d-]+(?:\s+парк)?',
		'names of houses and gardens'),
	('centre', 450,
		'\bцентр\b',
		'«бизнес-центр»; the district has its own rule'),
	('street_after', 460,
		'\b[\p{L}-]++\s+(?:ул(?:ица)?|пр(?:осп(?:ект)?|-?к?т)?|проезд|ш(?:оссе)?|наб(?:ережная)?|пер(?:еулок)?|б(?:ульва|-)р|бул|алл?(?:ея)?|пл(?:ощадь)?|линия|тракт|дорога)\b\.?(?=\W*(?:$|\d|(?:д|дом|корп\w*|к|стр|лит|кв)\b)|\s*[,;(])',
		'«Невский проспект» says nothing of Невский район'),
	('street_before', 470,
		'\b(?:ул(?:ица)?|пр(?:осп(?:ект)?|-?к?т)?|проезд|ш(?:оссе)?|наб(?:ережная)?|пер(?:еулок)?|б(?:ульва|-)р|бул|алл?(?:ея)?|пл(?:ощадь)?|линия|тракт|дорога)\b\.?\s*(?:\d+-?\p{L}*\s+)?[^,;\d(]*',
		'«улица Ломоносова»; up to a comma or the house'),
	('adjective', 480,
		'\b\p{L}{2,30}(?:ая|ий|ый|ой)\b',
		'«Садовая, 30» is a street; districts have their own rules'))
INSERT INTO address_rule (code, sort, pattern, note)
SELECT code, sort, pattern, note FROM apart WHERE EXISTS (SELECT 1 FROM zone);

UPDATE meta SET value = value + 1 WHERE key = 'rulebook_revision';
