#ifndef JOURNEY_H
#define JOURNEY_H

#include "../../db/request_row.h"
#include "life.h"

/*
 * A request on its way: its steps are taken in memory, checked by the
 * lifecycle, and written at the end: one row, and the whole of its history.
 */

#define JOURNEY_STEPS_MAX 32

struct journey_step {
	struct request_step step;
	enum request_state to;
	const struct actor *actor;
	int64_t at_ms;
	const char *outcome; /* of an attempt; or NULL */
	int64_t next_at_ms;  /* after it; 0: none */
};

struct journey {
	struct life *l;
	struct request_row row; /* as posted; then as it came to be */
	int64_t at_ms;
	int64_t planned_at_ms; /* its visit; 0: there is none */
	const struct actor *dispatcher;
	struct journey_step step[JOURNEY_STEPS_MAX];
	size_t steps;
	enum err_code code; /* the first step that went wrong */
};

/** journey_begin(j): posted: j->l and j->row are set. */
void journey_begin(struct journey *j);

/** journey_later(j, from_min, to_min): time passes. */
void journey_later(struct journey *j, size_t from_min, size_t to_min);

/** journey_step(j, action): by its dispatcher. */
void journey_step(struct journey *j, enum lifecycle_action action);

/** journey_end(j, action): a step for one of its reasons, if it has any. */
void journey_end(struct journey *j, enum lifecycle_action action);

void journey_claim(struct journey *j); /* by some dispatcher */

/** journey_return(j, released): back in the queue, or the lease ran out. */
void journey_return(struct journey *j, bool released);

void journey_attempt(struct journey *j, const char *outcome);

/** journey_retry(j): the time of the next try has come. */
void journey_retry(struct journey *j);

/** journey_schedule(j, slot, start_ms): the ${slot}th medic, round about. */
void journey_schedule(struct journey *j, size_t slot, int64_t start_ms);

/** journey_write(j): all of it; what went wrong on the way. */
enum err_code journey_write(struct journey *j) MUST_CHECK;

#endif
