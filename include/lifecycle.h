#ifndef LIFECYCLE_H
#define LIFECYCLE_H

#include "actor.h"
#include "err.h"
#include "request.h"

/* The life of a request as one table: who may do what from where. */

#define LIFECYCLE_ACTIONS(X)                                                   \
	X(POST, "post")                                                        \
	X(CLAIM, "claim")                                                      \
	X(TAKEOVER, "takeover")   /* of a colleague's live claim */            \
	X(RELEASE, "release")                                                  \
	X(HANDOVER, "handover")   /* to a colleague by name */                 \
	X(HANDOVER_QUEUE, "handover_queue") /* to whoever takes it */          \
	X(EXPIRE, "expire")       /* the system: the lease ran out */          \
	X(RETRY, "retry")         /* the system: time for the next try */      \
	X(ATTEMPT, "attempt")     /* reached: stays claimed */                 \
	X(MISS, "miss")           /* an attempt that reached nobody */         \
	X(SCHEDULE, "schedule")                                                \
	X(REPLAN, "replan")                                                    \
	X(DEPART, "depart")                                                    \
	X(ARRIVE, "arrive")                                                    \
	X(FINISH, "finish")                                                    \
	X(FAIL, "fail")           /* visit without result */                   \
	X(REVISIT, "revisit")                                                  \
	X(CLOSE, "close")                                                      \
	X(CANCEL, "cancel")                                                    \
	X(DECLINE, "decline")                                                  \
	X(REFER, "refer")                                                      \
	X(MARK_DUPLICATE, "mark_duplicate")                                    \
	X(EMERGENCY, "emergency")                                              \
	X(CHANGE_ZONE, "change_zone")                                          \
	X(CHANGE_ZONE_REPLAN, "change_zone_replan") /* the visit gives way */  \
	X(UNDO, "undo")           /* of the last change; see below */          \
	X(TRIP_PRICE, "trip_price") /* another of the trip pays; see below */  \
	X(CONFIRM_PRICE, "confirm_price") /* told anew and agreed upon */      \
	X(CORRECT, "correct")     /* contact data; state unchanged */          \
	X(NOTE, "note")           /* any state, state unchanged */

enum lifecycle_action {
#define X(name, wire) LIFECYCLE_##name,
	LIFECYCLE_ACTIONS(X)
#undef X
	    LIFECYCLE_ACTION__COUNT
};

/**
 * lifecycle_next(from, action, roles, to):
 * The state ${action} leads to from ${from} for somebody with the role mask
 * ${roles}.  A request not posted yet is in REQUEST_STATE__COUNT.
 * Errors:  ERR_STATE when the table has no such step, ERR_FORBIDDEN when it
 *          has but not for these roles.
 * LIFECYCLE_TRIP_PRICE follows from the end of another request: no row.
 */
enum err_code lifecycle_next(enum request_state from,
    enum lifecycle_action action, unsigned roles,
    enum request_state *to) MUST_CHECK;

const char *lifecycle_action_name(enum lifecycle_action a);

/**
 * lifecycle_undoable(action):
 * Whether LIFECYCLE_UNDO may take ${action} back: a claim, and every end.  It
 * leads to the state from before, so the table has no row for it.
 */
bool lifecycle_undoable(enum lifecycle_action action);

/**
 * lifecycle_reason_ok(action, reason):
 * Whether ${reason} is one of the codes of ${action} (DOMAIN §5).  An action
 * without codes takes any text and NULL; one with codes needs one of them.
 */
bool lifecycle_reason_ok(enum lifecycle_action action, const char *reason);

/** lifecycle_reasons(action, count): its codes, NULL when it has none. */
const char *const *lifecycle_reasons(
    enum lifecycle_action action, size_t *count);

/**
 * lifecycle_outcomes(from, count):
 * The codes of LIFECYCLE_CLOSE for a visit that was done or not; NULL for
 * another state.
 */
const char *const *lifecycle_outcomes(
    enum request_state from, size_t *count);

/** lifecycle_outcome_ok(from, outcome): whether it is one of them. */
bool lifecycle_outcome_ok(enum request_state from, const char *outcome);

enum lifecycle_side { LIFECYCLE_BY_PATIENT, LIFECYCLE_BY_CLINIC };

/** lifecycle_cancel_by(side, count): the reasons of LIFECYCLE_CANCEL apart. */
const char *const *lifecycle_cancel_by(
    enum lifecycle_side side, size_t *count);

#endif
