#ifndef CODES_H
#define CODES_H

#include "rulebook.h"

/* The tables of the rulebook that have codes, found by them. */

enum codes_table {
	CODES_ZONE,
	CODES_PLACE,
	CODES_SERVICE,
	CODES_MEDIC,
	CODES_RED_FLAG,
	CODES_EPID,
	CODES_REFERRAL,
	CODES_ADDRESS_RULE,
	CODES_QUEUE,
	CODES__COUNT
};

#define CODES_NONE SIZE_MAX

/** codes_make(book): in the arena of ${book}; NULL: out of memory. */
struct code_index *codes_make(const struct rulebook *book);

/**
 * codes_find(index, table, code):
 * The row of ${table} with ${code}, or CODES_NONE.
 */
size_t codes_find(const struct code_index *index, enum codes_table table,
		  const char *code);

/**
 * codes_first(index, table, row):
 * The first row of ${table} with the code of ${row}: itself when it is
 * unique or earlier than its twins.
 */
size_t
codes_first(const struct code_index *index, enum codes_table table, size_t row);

/** codes_count(index, table), codes_at(index, table, row): all codes. */
size_t codes_count(const struct code_index *index, enum codes_table table);
const char *
codes_at(const struct code_index *index, enum codes_table table, size_t row);

#endif
