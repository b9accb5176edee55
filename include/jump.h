#ifndef JUMP_H
#define JUMP_H

#include "store.h"

/*
 * The machine's clock was set: by somebody, by the network, by an empty
 * battery.  What was written down as a time of the day stays as it is: prices,
 * promises, windows, calls to try again.  A lease is so long and not until
 * then: it moves with the clock.  And nothing is forgotten for good until
 * the clock has stood for a day: by a wrong one everything is long over.
 */

#define JUMP_LEAST_MS (10 * SECOND_MS) /* less is the clock being trimmed */
#define JUMP_STANDS_MS DAY_MS          /* before anything is forgotten */

struct jump_ask {
	struct op op;  /* now_ms as the clock shows since; no book is needed */
	int64_t by_ms; /* forth, or back when negative */
	bool away;     /* while no process ran: a guess */
};

/** jump_settle(db, arg): a store_fn over struct jump_ask. */
enum err_code jump_settle(struct db *db, void *arg);

/**
 * jump_while_away(db, now_ms, by_ms):
 * How far the clock seems to have been set while no process ran: back when
 * the newest entry of the audit is yet to come, forth when it is days old.  A
 * night or a weekend without the service is none: 0.
 */
enum err_code jump_while_away(
    struct db *db, int64_t now_ms, int64_t *by_ms) MUST_CHECK;

/**
 * jump_may_forget(db, now_ms, may):
 * Whether the clock has stood for so long that what is over may be erased.
 */
enum err_code jump_may_forget(
    struct db *db, int64_t now_ms, bool *may) MUST_CHECK;

#endif
