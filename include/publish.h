#ifndef PUBLISH_H
#define PUBLISH_H

#include "store.h"
#include "tariff.h"

/* Prices entered ahead. */

struct publish_ask {
	struct op op;
	struct tariff_draft draft;
	struct tariff tariff; /* out */
};

/**
 * publish_tariff(db, arg): a store_fn over struct publish_ask.
 * Errors:  ERR_FIELDS (tariff_check); ERR_EXISTS.
 */
enum err_code publish_tariff(struct db *db, void *arg);

/**
 * publish_history(db, zone, performer, out, count, arena):
 * The prices of ${zone} (NULL: every) and ${performer} (0: both), those
 * entered last first; withdrawn ones are left out.
 */
enum err_code publish_history(struct db *db, const char *zone,
    unsigned performer, struct tariff **out, size_t *count,
    struct arena *arena) MUST_CHECK;

#endif
