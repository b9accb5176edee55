#ifndef SUGGEST_FIND_H
#define SUGGEST_FIND_H

#include "store.h"
#include "suggest.h"

struct suggest_found {
	const char *id;         /* in: of the request */
	struct civil_date date; /* in: year 0: the first day with room; out */
	struct suggest_item *item;
	size_t count;
	size_t offered; /* the first so many could go */
};

/**
 * suggest_find(db, op, found):
 * On a reader: who could visit the request ${found}->id on its day.  Without
 * a day: that of the trip's other visits, else the first of a week that has
 * somebody free.
 * Errors:  ERR_NOT_FOUND, ERR_STORAGE, ERR_NOMEM.
 */
enum err_code suggest_find(struct db *db, const struct op *op,
    struct suggest_found *found) MUST_CHECK;

#endif
