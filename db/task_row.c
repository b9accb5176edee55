#include "audit.h"
#include "buf.h"
#include "columns.h"
#include "task_columns.h"
#include "task_row.h"
#include "touch.h"

/* The numbers of the list are its order. */
enum {
	NUMBER_OF_id = 1,
	NUMBER_OF_version,
#define X(n, column, kind, member, change) NUMBER_OF_##column,
	TASK_COLUMNS(X)
#undef X
};
#define X(n, column, kind, member, change)                                     \
	_Static_assert(NUMBER_OF_##column == (n), "number of " #column);
TASK_COLUMNS(X)
#undef X

#define ARG_STATE(m) db_text(task_state_name(m))
#define ARG(n, column, kind, member, change) , ARG_##kind(row->member)

#define TAKE_STATE(m) (m) = task_state_of(db_take_text(r, arena))
#define TAKE(n, column, kind, member, change) TAKE_##kind(row->member);

bool
task_row_take(struct db_rows *r, struct task_row *row, struct arena *arena)
{
	if (!db_next(r))
		return false;
	*row = (struct task_row){.seq = db_take_int(r)};
	row->t.id = db_take_text(r, arena);
	row->t.version = db_take_int(r);
	TASK_COLUMNS(TAKE)
	row->t.number = db_take_text(r, arena);
	if (arena->overflow && r->code == ERR_OK)
		r->code = ERR_NOMEM;
	return r->code == ERR_OK;
}

enum err_code
task_row_find(struct db *db, const char *id, struct task_row *out,
	      struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_TASK_BY_ID, DB_ARGS(db_text(id)));
	bool found = task_row_take(&r, out, arena);
	enum err_code code = db_done(&r);

	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

static enum err_code
save(struct db *db, struct task_row *row)
{
	const struct db_arg arg[] = {
	    db_text(row->t.id),
	    db_int(row->t.version) TASK_COLUMNS(ARG),
	};
	struct db_rows r =
	    db_query(db, SQL_TASK_SAVE, arg, sizeof(arg) / sizeof(arg[0]));
	bool saved = db_next(&r);
	enum err_code code;

	if (saved)
		row->seq = db_take_int(&r);
	code = db_done(&r);
	return code == ERR_OK && !saved ? ERR_STALE : code;
}

/* "referrals claimed>waiting needs_specialist": codes, never words */
static enum err_code
audit(struct db *db, const struct op *op, const struct task_row *row,
      const struct task_step *step)
{
	static const char *const action[] = {
#define X(name, wire) [TASK_ACT_##name] = "task." wire,
	    TASK_ACTIONS(X)
#undef X
	};
	const char *from = task_state_name(step->from);
	struct buf detail = BUF(op->arena);

	buf_printf(&detail, "%s %s>%s", row->t.queue, from != NULL ? from : "",
		   task_state_name(row->t.state));
	if (task_reason_ok(step->action, step->reason))
		buf_printf(&detail, " %s", step->reason);
	if (buf_text(&detail) == NULL)
		return ERR_NOMEM;
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = action[step->action],
			     .object = "task",
			     .object_id = row->t.id,
			     .detail = buf_text(&detail),
			 });
}

enum err_code
task_row_log(struct db *db, const struct op *op, const struct task_row *row,
	     const struct task_step *step)
{
	enum err_code code =
	    db_exec(db, SQL_TASK_EVENT_INSERT,
		    DB_ARGS(db_int(row->seq), db_int(op->now_ms),
			    db_text(op->actor->login),
			    db_text(task_action_name(step->action)),
			    db_text(task_state_name(step->from)),
			    db_text(task_state_name(row->t.state)),
			    db_text(row->t.queue), db_text(step->whom),
			    db_text(step->reason), db_opt(step->next_at_ms),
			    db_text(step->comment)));

	return code == ERR_OK ? audit(db, op, row, step) : code;
}

static void
tell(struct db *db, const struct task *t)
{
	struct change change = {
	    .kind = CHANGE_TASK,
	    .version = t->version,
	    .state = task_state_name(t->state),
	};

	(void)snprintf(change.id, sizeof(change.id), "%s", t->id);
	touch_tell(db, &change);
}

enum err_code
task_row_write(struct db *db, const struct op *op, struct task_row *row,
	       const struct task_step *step)
{
	enum err_code code;

	row->t.version++;
	row->t.updated_at_ms = op->now_ms;
	row->t.updated_by = op->actor->login;
	row->active = task_state_active(row->t.state);
	code = save(db, row);
	if (code == ERR_OK)
		code = task_row_log(db, op, row, step);
	if (code == ERR_OK)
		tell(db, &row->t);
	return code;
}
