#include "audit.h"
#include "buf.h"
#include "due.h"
#include "jump.h"
#include "task_hold.h"
#include "units.h"

/* What happens to tasks by itself: leases, retries, forgetting. */

#define FORGET_MAX 100 /* tasks a turn */

static enum err_code
again(struct task_hold *h)
{
	h->row.t.retry_at_ms = 0;
	return task_hold_to(h, TASK_ACT_AGAIN);
}

static const struct {
	enum db_id query;
	enum err_code (*back)(struct task_hold *h);
} way[] = {
    {SQL_TASK_EXPIRED, task_hold_expire},
    {SQL_TASK_AGAIN, again},
};

#define WAYS (sizeof(way) / sizeof(way[0]))

/* Return what ${query} finds to its queue, by ${back}. */
static enum err_code
sweep(struct db *db, struct task_sweep_ask *ask, enum db_id query,
      enum err_code (*back)(struct task_hold *h))
{
	struct due due = {.room = DUE_MAX - (size_t)ask->count};
	enum err_code code = due_read(db, &ask->op, query, &due);

	for (size_t i = 0; i < due.count && code == ERR_OK; i++) {
		struct task_hold h = {.db = db, .op = &ask->op};

		code = task_row_find(db, due.id[i], &h.row, ask->op.arena);
		if (code == ERR_OK)
			code = back(&h);
		if (code == ERR_OK)
			code = task_row_write(db, h.op, &h.row, &h.step);
		ask->count += code == ERR_OK;
	}
	return code;
}

enum err_code
task_sweep(struct db *db, void *arg)
{
	struct task_sweep_ask *ask = arg;
	enum err_code code = ERR_OK;

	ask->count = 0;
	for (size_t i = 0; i < WAYS && code == ERR_OK; i++)
		code = sweep(db, ask, way[i].query, way[i].back);
	return code;
}

enum err_code
task_due(struct db *db, const struct op *op, bool *due)
{
	enum db_id query[WAYS];

	for (size_t i = 0; i < WAYS; i++)
		query[i] = way[i].query;
	return due_any(db, query, WAYS, op->now_ms, due);
}

/* --- forgetting ------------------------------------------------------- */

/* What ended then, or before, is forgotten. */
static struct op
then(const struct op *op)
{
	struct op past = *op;

	past.now_ms -= op->book->settings.task_keep_hours * HOUR_MS;
	return past;
}

enum err_code
task_forget_due(struct db *db, const struct op *op, bool *due)
{
	static const enum db_id query = SQL_TASK_KEPT;

	return due_any(db, &query, 1, then(op).now_ms, due);
}

static enum err_code
erase(struct db *db, const char *id)
{
	enum err_code code = db_exec(db, SQL_TASK_ERASE, DB_ARGS(db_text(id)));

	return code == ERR_OK
		   ? db_exec(db, SQL_TASK_EVENT_ERASE, DB_ARGS(db_text(id)))
		   : code;
}

enum err_code
task_forget(struct db *db, void *arg)
{
	struct task_sweep_ask *ask = arg;
	struct due due = {.room = FORGET_MAX};
	struct op past = then(&ask->op);
	struct buf count = BUF(ask->op.arena);
	bool may;
	enum err_code code = jump_may_forget(db, ask->op.now_ms, &may);

	if (code == ERR_OK && may)
		code = due_read(db, &past, SQL_TASK_KEPT, &due);
	for (size_t i = 0; i < due.count && code == ERR_OK; i++)
		code = erase(db, due.id[i]);
	ask->count = code == ERR_OK ? (int64_t)due.count : 0;
	if (ask->count == 0)
		return code;
	buf_printf(&count, "%lld", (long long)ask->count);
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = "task.forget",
			     .object = "task",
			     .detail = buf_text(&count),
			 });
}
