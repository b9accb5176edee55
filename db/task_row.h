#ifndef TASK_ROW_H
#define TASK_ROW_H

#include "driver.h"
#include "store.h"
#include "task.h"

/* A row of table task, and what is written along with every change. */

struct task_row {
	struct task t;
	int64_t seq; /* order of making; 0: not stored yet */
	bool active; /* task_state_active() of its state */
};

/* A change of a task, for its history. */
struct task_step {
	enum task_action action;
	enum task_state from;
	const char *whom;   /* passed on to; or NULL */
	const char *reason; /* or NULL */
	int64_t next_at_ms; /* 0: none */
	const char *comment;
};

/** task_row_find(db, id, out, arena): ERR_NOT_FOUND, ERR_STORAGE, ERR_NOMEM. */
enum err_code task_row_find(struct db *db, const char *id, struct task_row *out,
			    struct arena *arena) MUST_CHECK;

/** task_row_take(rows, out, arena): the next row of a list; false: its end. */
bool
task_row_take(struct db_rows *rows, struct task_row *out, struct arena *arena);

/**
 * task_row_write(db, op, row, step):
 * Write ${row} as changed by ${step}: the next version, by whom and when, its
 * history, the audit, and those who watch.
 * Errors:  ERR_STALE when the stored version is another; ERR_STORAGE.
 */
enum err_code
task_row_write(struct db *db, const struct op *op, struct task_row *row,
	       const struct task_step *step) MUST_CHECK;

/** task_row_log(db, op, row, step): history and audit alone. */
enum err_code task_row_log(struct db *db, const struct op *op,
			   const struct task_row *row,
			   const struct task_step *step) MUST_CHECK;

#endif
