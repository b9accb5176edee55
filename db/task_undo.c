#include <string.h>

#include "task_hold.h"
#include "undo.h"

/* The last change of a task taken back by who made it: claim, close, cancel. */

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL ? strcmp(a, b) == 0 : a == b;
}

/* As it was before; a claim is a new one, for the token only grows. */
static void
restore(struct task_hold *h)
{
	struct task *t = &h->row.t;
	const struct task_undo undo = t->undo;

	t->state = task_state_of(undo.state);
	if (!same(t->owner, undo.owner))
		t->owners--;
	t->owner = undo.owner;
	claim_end(&t->claim);
	if (t->state == TASK_CLAIMED)
		task_hold_give(h, h->op->actor->login);
	t->retry_at_ms = undo.retry_at_ms;
	t->first_contact_at_ms = undo.contact_ms;
	t->closed_at_ms = 0;
	t->outcome = t->result = NULL;
	t->undo = (struct task_undo){.action = NULL};
}

enum err_code
task_undo(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	const struct op *op = &ask->op;
	struct task_hold h;
	const struct task *t = &h.row.t;
	struct undoable last;
	enum err_code code = task_hold_load(&h, db, ask);

	if (code == ERR_FORBIDDEN) /* who made it need not serve its queue */
		code = ERR_OK;
	if (code != ERR_OK)
		return code;
	last = (struct undoable){t->undo.until_ms, t->updated_by,
				 t->updated_at_ms};
	code = task_hold_version(&h, ask->if_version);
	if (code == ERR_OK)
		code = undo_check(&last, op->actor->login, op->now_ms, op->err);
	if (code != ERR_OK)
		return code;
	h.step = (struct task_step){
	    .action = TASK_ACT_UNDO,
	    .from = t->state,
	    .reason = t->undo.action,
	};
	restore(&h);
	return task_hold_write(&h, ask);
}
