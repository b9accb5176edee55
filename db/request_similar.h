#ifndef REQUEST_SIMILAR_H
#define REQUEST_SIMILAR_H

#include "request_row.h"

/**
 * request_similar_find(db, row, trip, arena):
 * The other active requests posted on the day of ${row} that may be for the
 * same visit, by its keys, into the matches of row->q; ${trip}: its trip group
 * or NULL, in which a shared address is no sign.
 */
enum err_code
request_similar_find(struct db *db, struct request_row *row, const char *trip,
		     struct arena *arena) MUST_CHECK;

#endif
