#ifndef TRIP_PASS_H
#define TRIP_PASS_H

#include "request_row.h"

/* Who of a trip pays it when a request ends; for dispatch*.c alone. */

/**
 * trip_mates_pass(db, op, ended):
 * ${ended} came to nothing: the trips it paid are paid by the next of the
 * group that is open, at the price that was told; each is marked so that it is
 * told anew, in the history of both.
 */
enum err_code trip_mates_pass(struct db *db, const struct op *op,
			      const struct request_row *ended) MUST_CHECK;

/** trip_mates_back(db, op, again): that end was undone: it pays again. */
enum err_code trip_mates_back(struct db *db, const struct op *op,
			      const struct request_row *again) MUST_CHECK;

#endif
