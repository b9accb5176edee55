#include <string.h>

#include "task_hold.h"
#include "undo.h"
#include "units.h"

enum err_code
task_hold_serves(struct db *db, const char *login, const char *queue,
		 bool *serves)
{
	struct db_rows r = db_query(db, SQL_QUEUE_SERVES,
				    DB_ARGS(db_text(queue), db_text(login)));

	*serves = db_next(&r);
	return db_done(&r);
}

enum err_code
task_hold_load(struct task_hold *h, struct db *db, const struct task_ask *ask)
{
	const char *login = ask->op.actor->login;
	bool serves = true;
	enum err_code code;

	*h = (struct task_hold){.db = db, .op = &ask->op};
	code = task_row_find(db, ask->id, &h->row, ask->op.arena);
	if (code == ERR_OK)
		code = task_hold_serves(db, login, h->row.t.queue, &serves);
	return code == ERR_OK && !serves ? ERR_FORBIDDEN : code;
}

static struct claimed
claimed_of(const struct task *t)
{
	return (struct claimed){
	    .claim = &t->claim,
	    .waits = t->state == TASK_WAITING || t->state == TASK_RETRY,
	    .version = t->version,
	    .updated_by = t->updated_by,
	    .updated_at_ms = t->updated_at_ms,
	};
}

enum err_code
task_hold_version(const struct task_hold *h, int64_t expected)
{
	const struct claimed x = claimed_of(&h->row.t);

	return claim_version(&x, expected, h->op->err);
}

enum err_code
task_hold_check(const struct task_hold *h, const struct task_ask *ask)
{
	const struct claimed x = claimed_of(&h->row.t);
	const struct op *op = h->op;
	enum err_code code =
	    claim_check(&x, op->actor->login, ask->token, op->now_ms, op->err);

	return code == ERR_OK ? claim_version(&x, ask->if_version, op->err)
			      : code;
}

enum err_code
task_hold_begin(struct task_hold *h, struct db *db, const struct task_ask *ask)
{
	enum err_code code = task_hold_load(h, db, ask);

	return code == ERR_OK ? task_hold_check(h, ask) : code;
}

/* What it takes to undo ${action}. */
static struct task_undo
undo_of(const struct task_hold *h, enum task_action action)
{
	const struct task *t = &h->row.t;

	return (struct task_undo){
	    .action = task_action_name(action),
	    .state = task_state_name(t->state),
	    .until_ms = h->op->now_ms + UNDO_S * SECOND_MS,
	    .retry_at_ms = t->retry_at_ms,
	    .contact_ms = t->first_contact_at_ms,
	    .owner = t->owner,
	};
}

enum err_code
task_hold_to(struct task_hold *h, enum task_action action)
{
	enum task_state from = h->row.t.state;
	struct task_undo undo = {.action = NULL};
	enum err_code code;

	if (task_undoable(action))
		undo = undo_of(h, action);
	code = task_next(from, action, h->op->actor->roles, &h->row.t.state);

	if (code == ERR_STATE)
		h->op->err->ref = task_state_name(from);
	h->step.action = action;
	h->step.from = from;
	h->row.t.undo = undo;
	return code;
}

enum err_code
task_hold_reason(const struct task_hold *h, const char *code,
		 const char *pointer)
{
	if (task_reason_ok(h->step.action, code))
		return ERR_OK;
	err_field(&h->op->err->fields, pointer,
		  code == NULL ? "required" : "unknown_code", NULL);
	return ERR_FIELDS;
}

int64_t
task_hold_lease_ms(const struct op *op)
{
	return op->book->settings.claim_lease_s * SECOND_MS;
}

void
task_hold_give(struct task_hold *h, const char *login)
{
	struct task *t = &h->row.t;

	claim_take(&t->claim, login, h->op->now_ms, task_hold_lease_ms(h->op));
	t->retry_at_ms = 0;
	if (t->owner == NULL || strcmp(t->owner, login) != 0)
		t->owners++;
	t->owner = login;
}

enum err_code
task_hold_expire(struct task_hold *h)
{
	enum err_code code = task_hold_to(h, TASK_ACT_EXPIRE);

	claim_end(&h->row.t.claim);
	h->row.t.returns++;
	return code;
}

enum err_code
task_hold_write(struct task_hold *h, struct task_ask *ask)
{
	enum err_code code = task_row_write(h->db, h->op, &h->row, &h->step);

	if (code == ERR_OK)
		ask->task = h->row.t;
	return code;
}
