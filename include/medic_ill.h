#ifndef MEDIC_ILL_H
#define MEDIC_ILL_H

#include "request.h"
#include "shift.h"
#include "store.h"

struct medic_ill_ask {
	struct op op; /* a dispatcher's */
	const char *medic;
	struct civil_date date;
	const char *reason;    /* words */
	struct shift absence;  /* out: as stored */
	struct request *freed; /* out: now the actor's, by their windows */
	size_t freed_count;
	struct request_match *kept; /* out: at a door, or over: id, number */
	size_t kept_count;
};

/**
 * medic_ill_enter(db, arg):
 * A store_fn over struct medic_ill_ask: the medic is absent that day, and
 * every visit of the day that is not at a door yet is taken back: the request
 * is the actor's by a new token, flagged, with history and audit of its own.
 * Each lease is one longer than that of the request before it: they are
 * called one after the other.  Entered again it takes back what came since.
 * Errors:  ERR_NOT_FOUND: no such medic; ERR_FIELDS: "/date" in the past,
 *          "/reason" missing.
 */
enum err_code medic_ill_enter(struct db *db, void *arg);

#endif
