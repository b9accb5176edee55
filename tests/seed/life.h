#ifndef LIFE_H
#define LIFE_H

#include "../../db/driver.h"
#include "dice.h"
#include "people.h"
#include "store.h"

/* What happens to one caller: a request and its life, or a call without. */

struct life {
	struct db *db;
	struct op op; /* its time goes on with every step */
	struct dice *dice;
	const struct people *people;
	size_t patients; /* callers are among the first so many people */
	size_t slot;     /* the next free window of a medic, for those to come */
};

/**
 * life_past(l, posted_at_ms):
 * Somebody called then; whatever came of it is over.  Some calls end without
 * a request, the caller is then followed by another one.
 */
enum err_code life_past(struct life *l, int64_t posted_at_ms) MUST_CHECK;

/** life_open(l, posted_at_ms, now_ms): somebody who is still being served. */
enum err_code life_open(struct life *l, int64_t posted_at_ms,
			int64_t now_ms) MUST_CHECK;

/** life_patient(db, people, k, arena): the card of the ${k}th in the file. */
enum err_code life_patient(struct db *db, const struct people *people, size_t k,
			   struct arena *arena) MUST_CHECK;

#endif
