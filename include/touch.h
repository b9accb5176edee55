#ifndef TOUCH_H
#define TOUCH_H

#include "change.h"

struct db;

/*
 * For a write function: what its commit changes.  After TOUCH_RULEBOOK the
 * rulebook is built again before the commit; an edit that breaks it is refused
 * with ERR_FIELDS.  Its argument must begin with a struct op.
 */
enum touch {
	TOUCH_REQUESTS = 1,
	TOUCH_RULEBOOK = 2,
	TOUCH_LEASE = 4, /* of a claim, and nothing else of its request */
};

/** touch_rows(db, touched): ${touched}: a mask of enum touch. */
void touch_rows(struct db *db, unsigned touched);

/**
 * touch_tell(db, change):
 * Tell those who watch what the commit changes; of a request also as
 * TOUCH_REQUESTS.  Without the commit nobody hears.
 */
void touch_tell(struct db *db, const struct change *change);

#endif
