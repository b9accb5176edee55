#ifndef TASK_HOLD_H
#define TASK_HOLD_H

#include "task_row.h"
#include "task_work.h"

/* What the writes of a task have in common; for task*.c alone. */
struct task_hold {
	struct db *db;
	const struct op *op;
	struct task_row row;
	struct task_step step;
};

/** task_hold_serves(db, login, queue, serves): whether ${login} does. */
enum err_code task_hold_serves(struct db *db, const char *login,
			       const char *queue, bool *serves) MUST_CHECK;

/** task_hold_load(h, db, ask): read it; ERR_NOT_FOUND, ERR_FORBIDDEN. */
enum err_code task_hold_load(struct task_hold *h, struct db *db,
			     const struct task_ask *ask) MUST_CHECK;

/** task_hold_version(h, expected): 0: any; ERR_STALE. */
enum err_code task_hold_version(const struct task_hold *h,
				int64_t expected) MUST_CHECK;

/** task_hold_check(h, ask): token and version are those in force. */
enum err_code task_hold_check(const struct task_hold *h,
			      const struct task_ask *ask) MUST_CHECK;

/** task_hold_begin(h, db, ask): what its holder's writes start with. */
enum err_code task_hold_begin(struct task_hold *h, struct db *db,
			      const struct task_ask *ask) MUST_CHECK;

/** task_hold_to(h, action): into the next state; ERR_STATE with it.  What
 * could be undone is over; the step itself may be what can be undone now. */
enum err_code
task_hold_to(struct task_hold *h, enum task_action action) MUST_CHECK;

/** task_hold_reason(h, code, pointer): ERR_FIELDS for a foreign code. */
enum err_code task_hold_reason(const struct task_hold *h, const char *code,
			       const char *pointer) MUST_CHECK;

/** task_hold_lease_ms(op): how long a claim lives without a sign. */
int64_t task_hold_lease_ms(const struct op *op);

/** task_hold_give(h, login): ${login} owns it from now on. */
void task_hold_give(struct task_hold *h, const char *login);

/** task_hold_expire(h): its lease ran out: back to where it was. */
enum err_code task_hold_expire(struct task_hold *h) MUST_CHECK;

/** task_hold_write(h, ask): write it and answer with what is stored. */
enum err_code
task_hold_write(struct task_hold *h, struct task_ask *ask) MUST_CHECK;

#endif
