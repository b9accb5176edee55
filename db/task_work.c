#include <string.h>

#include "attempt.h"
#include "task_hold.h"
#include "units.h"
#include "user.h"

/* What its owner does with a task: calls, handing it on, its ends. */

/* --- calls ------------------------------------------------------------ */

enum err_code
task_attempt(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	const struct op *op = &ask->op;
	const struct attempt attempt = {ask->outcome, ask->next_at_ms};
	bool live = attempt_live(ask->outcome);
	struct task_hold h;
	struct task *t = &h.row.t;
	enum err_code code = task_hold_begin(&h, db, ask);

	if (code == ERR_OK)
		code = attempt_check(&attempt, op->now_ms, &op->err->fields);
	if (code == ERR_OK)
		code =
		    task_hold_to(&h, live ? TASK_ACT_ATTEMPT : TASK_ACT_MISS);
	if (code != ERR_OK)
		return code;
	t->attempt_count++;
	if (live && t->first_contact_at_ms == 0)
		t->first_contact_at_ms = op->now_ms;
	if (!live) {
		t->retry_at_ms =
		    ask->next_at_ms != 0
			? ask->next_at_ms
			: op->now_ms + op->book->settings.retry_min * MINUTE_MS;
		claim_end(&t->claim);
	}
	h.step.reason = ask->outcome;
	h.step.next_at_ms = t->retry_at_ms;
	h.step.comment = ask->comment;
	return task_hold_write(&h, ask);
}

/* --- handing on ------------------------------------------------------- */

/* Whether ${login} may be passed the task. */
static enum err_code
check_colleague(const struct task_hold *h, const char *login)
{
	struct field_errors *errs = &h->op->err->fields;
	struct user user;
	bool serves = false;
	enum err_code code = user_find(h->db, login, &user, h->op->arena);

	if (code == ERR_OK)
		code = task_hold_serves(h->db, login, h->row.t.queue, &serves);
	if (code != ERR_OK && code != ERR_NOT_FOUND)
		return code;
	if (!serves || !user.active ||
	    (user.roles & (ROLE_OPERATOR | ROLE_DISPATCHER)) == 0)
		err_field(errs, "/to", "not_serving", NULL);
	else if (strcmp(login, h->op->actor->login) == 0)
		err_field(errs, "/to", "same_person", NULL);
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

static enum err_code
check_queue(const struct task_hold *h, const char *code)
{
	struct field_errors *errs = &h->op->err->fields;
	const struct task_queue *q =
	    code != NULL ? rulebook_queue(h->op->book, code) : NULL;

	if (code == NULL)
		err_field(errs, "/queue", "required", NULL);
	else if (q == NULL || !q->active)
		err_field(errs, "/queue", "unknown_code", NULL);
	else if (strcmp(code, h->row.t.queue) == 0)
		err_field(errs, "/queue", "same_queue", NULL);
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

/* The promise was made to the caller: it goes along as it is. */
static void
give(struct task_hold *h, const struct task_ask *ask)
{
	struct task *t = &h->row.t;

	t->handovers++;
	if (ask->to != NULL) {
		task_hold_give(h, ask->to);
	} else {
		claim_end(&t->claim);
		t->queue = ask->queue;
	}
	h->step.whom = ask->to;
	h->step.reason = ask->reason;
	h->step.comment = ask->comment;
}

enum err_code
task_handover(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	bool pass = ask->to != NULL;
	struct task_hold h;
	enum err_code code = task_hold_begin(&h, db, ask);

	if (code == ERR_OK)
		code =
		    task_hold_to(&h, pass ? TASK_ACT_PASS : TASK_ACT_HANDOVER);
	if (code != ERR_OK)
		return code;
	if (pass && ask->queue != NULL)
		err_field(&ask->op.err->fields, "/queue", "choice", NULL);
	code = task_hold_reason(&h, ask->reason, "/reason");
	if (code == ERR_OK || code == ERR_FIELDS)
		code = pass ? check_colleague(&h, ask->to)
			    : check_queue(&h, ask->queue);
	if (code != ERR_OK)
		return code;
	give(&h, ask);
	return task_hold_write(&h, ask);
}

/* --- ends ------------------------------------------------------------- */

static enum err_code
end(struct task_hold *h, struct task_ask *ask, const char *why)
{
	struct task *t = &h->row.t;

	claim_end(&t->claim);
	t->retry_at_ms = 0;
	t->closed_at_ms = h->op->now_ms;
	t->outcome = why;
	h->step.reason = why;
	return task_hold_write(h, ask);
}

enum err_code
task_close(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	struct task_hold h;
	struct task *t = &h.row.t;
	enum err_code code = task_hold_begin(&h, db, ask);

	if (code == ERR_OK)
		code = task_hold_to(&h, TASK_ACT_CLOSE);
	if (code == ERR_OK)
		code = task_hold_reason(&h, ask->outcome, "/outcome");
	if (code != ERR_OK)
		return code;
	if (!task_contact_needed(ask->outcome) && t->attempt_count == 0) {
		err_field(&ask->op.err->fields, "/outcome", "call_first", NULL);
		return ERR_FIELDS;
	}
	/* what was solved was spoken about */
	if (task_contact_needed(ask->outcome) && t->first_contact_at_ms == 0)
		t->first_contact_at_ms = ask->op.now_ms;
	t->result = ask->comment;
	return end(&h, ask, ask->outcome);
}

enum err_code
task_cancel(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	const struct op *op = &ask->op;
	struct task_hold h;
	struct task *t = &h.row.t;
	enum err_code code = task_hold_load(&h, db, ask);
	bool own = (code == ERR_OK || code == ERR_FORBIDDEN) &&
		   strcmp(t->created_by, op->actor->login) == 0;

	if (code == ERR_FORBIDDEN && own)
		code = ERR_OK; /* who made it need not serve its queue */
	if (code == ERR_OK)
		code = task_hold_check(&h, ask);
	if (code == ERR_OK && t->claim.by == NULL && !own)
		code = ERR_FORBIDDEN;
	if (code == ERR_OK)
		code = task_hold_to(&h, TASK_ACT_CANCEL);
	if (code == ERR_OK)
		code = task_hold_reason(&h, ask->reason, "/reason");
	if (code != ERR_OK)
		return code;
	h.step.comment = ask->comment;
	return end(&h, ask, ask->reason);
}
