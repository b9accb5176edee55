#ifndef DISPATCH_STEP_H
#define DISPATCH_STEP_H

#include "dispatch.h"
#include "request_row.h"

/* What the dispatcher's writes have in common; for dispatch*.c alone. */
struct dispatch_step {
	struct db *db;
	const struct op *op;
	struct request_row row;
	struct request_step step;
};

/** dispatch_step_load(s, id): read the request; ERR_NOT_FOUND. */
enum err_code
dispatch_step_load(struct dispatch_step *s, const char *id) MUST_CHECK;

/** dispatch_step_in_force(s): whether somebody holds the request now. */
bool dispatch_step_in_force(const struct dispatch_step *s);

/**
 * dispatch_step_held(s, token):
 * Whether the actor may write with ${token} (0: none given): a claimed request
 * only its holder with the token of the claim; one that waits only without a
 * token, for the claim it came from is over; later states take the last token.
 * Errors:  ERR_CLAIMED, ERR_TOKEN_STALE, ERR_FIELDS.
 */
enum err_code
dispatch_step_held(const struct dispatch_step *s, int64_t token) MUST_CHECK;

/** dispatch_step_version(s, expected): 0: any; ERR_STALE. */
enum err_code dispatch_step_version(const struct dispatch_step *s,
				    int64_t expected) MUST_CHECK;

/**
 * dispatch_step_begin(s, db, ask):
 * What every write of a claim's holder starts with: load, held, version.
 */
enum err_code dispatch_step_begin(struct dispatch_step *s, struct db *db,
				  const struct dispatch_ask *ask) MUST_CHECK;

/** dispatch_step_to(s, action): into the next state; ERR_STATE with it.  What
 * could be undone is over; the step itself may be what can be undone now. */
enum err_code dispatch_step_to(struct dispatch_step *s,
			       enum lifecycle_action action) MUST_CHECK;

/** dispatch_step_reason(s, action, reason): ERR_FIELDS for a foreign code. */
enum err_code dispatch_step_reason(const struct dispatch_step *s,
				   enum lifecycle_action action,
				   const char *reason) MUST_CHECK;

/** dispatch_step_claim(s, login): it is that dispatcher's, by a new token. */
void dispatch_step_claim(struct dispatch_step *s, const char *login);

/** dispatch_step_lease_ms(op): how long a sign of life keeps a claim. */
int64_t dispatch_step_lease_ms(const struct op *op);

/** dispatch_step_end_claim(s): nobody holds it; the token stays behind. */
void dispatch_step_end_claim(struct dispatch_step *s);

/** dispatch_step_moved(s, reason): the visit is planned anew, and counted. */
void dispatch_step_moved(struct dispatch_step *s, const char *reason);

/** dispatch_step_free_medic(s): the visit will not be; the medic is free. */
enum err_code dispatch_step_free_medic(struct dispatch_step *s) MUST_CHECK;

/** dispatch_step_write(s, ask): write it and answer with what is stored. */
enum err_code dispatch_step_write(struct dispatch_step *s,
				  struct dispatch_ask *ask) MUST_CHECK;

/**
 * dispatch_schedule_rezone(s, ask):
 * The visit that is planned stays, in the zone ${ask}->zone: the way from
 * there to the other visits of its medic is checked anew.
 * Errors:  ERR_VISIT_OVERLAP with the colliding one in ${ask}; ERR_FIELDS
 *          "/zone_reason": the medic does not go there and nobody says why.
 */
enum err_code dispatch_schedule_rezone(struct dispatch_step *s,
				       struct dispatch_ask *ask) MUST_CHECK;

/**
 * dispatch_schedule_back(s, ask, visit):
 * The visit that was freed is planned as before, if nothing took its place.
 * Errors:  ERR_VISIT_OVERLAP with the colliding one in ${ask}.
 */
enum err_code
dispatch_schedule_back(struct dispatch_step *s, struct dispatch_ask *ask,
		       int64_t visit) MUST_CHECK;

#endif
