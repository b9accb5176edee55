-- What requests are alike by is known in memory (db/alike.h): these indexes
-- were a third of all pages written for a registration, each key at a random
-- place.  Nothing else was looked up in them.
DROP INDEX request_key_card;
DROP INDEX request_key_phone;
DROP INDEX request_key_name_birth;
DROP INDEX request_key_address_birth;
DROP INDEX request_caller_phone;
