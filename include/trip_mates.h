#ifndef TRIP_MATES_H
#define TRIP_MATES_H

#include "board.h"
#include "trip.h"

/*
 * The requests of one trip.  A group is named by the first of them, whose own
 * trip_group stays empty, or by an id the client made for all.
 */

struct trip_mates_ask {
	const char *group;   /* a request's or the client's id */
	const char *pointer; /* of the field the errors are noted at */
	struct trip_ask who;
};

/**
 * trip_mates_paid(db, ask, paid, errs, arena):
 * The performers whose trip the group pays already; ${ask}->group becomes the
 * id all members share.  With a NULL group nobody's.
 * Errors:  ERR_STORAGE, ERR_NOMEM; a refusal of trip_join() is in ${errs}.
 */
enum err_code trip_mates_paid(struct db *db, struct trip_mates_ask *ask,
    unsigned *paid, struct field_errors *errs, struct arena *arena) MUST_CHECK;

/**
 * trip_mates_list(db, request, out, arena):
 * The others of the trip of ${request}, as the board shows them.
 */
enum err_code trip_mates_list(struct db *db, const struct request *request,
    struct board_page *out, struct arena *arena) MUST_CHECK;

#endif
