#ifndef ZONE_H
#define ZONE_H

#include "edit.h"

struct zone_ask {
	struct edit_ask edit; /* of the zone; first: it holds the op */
	int64_t doctor_kop;
	int64_t nurse_kop;
};

/**
 * zone_create(db, arg):
 * A store_fn: a zone with the prices it begins with, in force since the
 * beginning of this day; without them there is none.
 * Errors:  ERR_FIELDS; ERR_EXISTS.
 */
enum err_code zone_create(struct db *db, void *arg);

#endif
