#ifndef SEED_H
#define SEED_H

#include "store.h"

/* The sample data: the files of db/data, embedded in the program. */

struct seed_ask {
	struct op op; /* book is not used */
};

/**
 * seed_sample(db, arg): a store_fn over struct seed_ask.
 * Load zones, tariffs, places, catalogue, referrals, red flags, epid
 * questions, scripts, medics and patients into an empty database (settings
 * and hours come with the schema).
 * Errors:  ERR_EXISTS when there is data already; ERR_SYNTAX and err->ref
 *          "file:line" for a broken row.
 */
enum err_code seed_sample(struct db *db, void *arg);

#endif
