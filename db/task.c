#include <string.h>

#include "ids.h"
#include "person.h"
#include "task_hold.h"
#include "text.h"

/* Tasks: making them, and their claims. */

/* --- making ----------------------------------------------------------- */

static void
check_text(struct field_errors *errs, const char *pointer, const char *text,
	   size_t max)
{
	if (text != NULL && text_length(slice_of(text)) > max)
		err_field(errs, pointer, "too_long", NULL);
}

/* The number of the request a task belongs to; that there is none is noted. */
static enum err_code
check_request(struct db *db, const struct op *op, struct task *t)
{
	struct db_rows r;
	enum err_code code;

	if (t->request == NULL)
		return ERR_OK;
	r = db_query(db, SQL_TASK_REQUEST, DB_ARGS(db_text(t->request)));
	if (db_next(&r))
		t->number = db_take_text(&r, op->arena);
	code = db_done(&r);
	if (code == ERR_OK && t->number == NULL)
		err_field(&op->err->fields, "/request", "unknown_code", NULL);
	return code;
}

/* The queue ${in} goes to; NULL, and noted: it cannot. */
static const struct task_queue *
queue_of(const struct op *op, const struct task_new *in)
{
	const struct task_queue *q =
	    in->queue != NULL  ? rulebook_queue(op->book, in->queue)
	    : in->kind != NULL ? task_queue_for(op->book, in->kind)
			       : NULL;

	if (q != NULL && (q->active || in->queue == NULL))
		return q;
	err_field(&op->err->fields, "/queue",
		  in->queue == NULL ? "required" : "unknown_code", NULL);
	return NULL;
}

static const char *
phone_of(const struct op *op, const char *typed)
{
	char phone[PERSON_PHONE_MAX + 2];

	if (typed != NULL && person_phone(slice_of(typed), phone))
		return arena_strdup(op->arena, phone);
	err_field(&op->err->fields, "/phone",
		  typed == NULL ? "required" : "phone_invalid", NULL);
	return NULL;
}

/* ${in} as a task that waits; what is wrong with it is noted. */
static enum err_code
make(struct db *db, const struct op *op, const struct task_new *in,
     struct task *out)
{
	struct field_errors *errs = &op->err->fields;
	const struct task_queue *q = queue_of(op, in);
	struct promise_clock clock;

	*out = (struct task){
	    .kind = in->kind != NULL ? in->kind : "call_back",
	    .created_at_ms = op->now_ms,
	    .created_by = op->actor->login,
	    .phone = phone_of(op, in->phone),
	    .name = in->name,
	    .note = in->note,
	    .request = in->request,
	    .call = in->call,
	};
	if (!task_kind_known(out->kind))
		err_field(errs, "/kind", "unknown_code", NULL);
	check_text(errs, "/name", in->name, TASK_NAME_MAX);
	check_text(errs, "/note", in->note, TASK_NOTE_MAX);
	if (q != NULL) {
		clock = task_clock(op->book, q);
		out->queue = q->code;
		out->promise = promise_by(&clock, op->now_ms);
	}
	return check_request(db, op, out);
}

enum err_code
task_open(struct db *db, const struct op *op, const struct task_new *in,
	  struct task *out)
{
	struct task_hold h = {.db = db, .op = op};
	enum err_code code = make(db, op, in, &h.row.t);

	if (code == ERR_OK && op->err->fields.n != 0)
		code = ERR_FIELDS;
	if (code != ERR_OK)
		return code;
	h.row.t.id = ids_make(op->now_ms, op->arena);
	if (op->arena->overflow)
		return ERR_NOMEM;
	h.row.t.state = TASK_STATE__COUNT;
	code = task_hold_to(&h, TASK_ACT_CREATE);
	if (code == ERR_OK)
		code = task_row_write(db, op, &h.row, &h.step);
	*out = h.row.t;
	return code;
}

enum err_code
task_create(struct db *db, void *arg)
{
	struct task_ask *ask = arg;

	return task_open(db, &ask->op, &ask->new, &ask->task);
}

/* --- claims ----------------------------------------------------------- */

static const struct actor the_system = {
    .login = "system",
    .roles = ROLE_SYSTEM,
};

/* A claim that ran out and was not swept yet ends before the next begins. */
static enum err_code
expire_first(struct task_hold *h)
{
	const struct op *op = h->op;
	struct op by_system = *op;
	enum err_code code;

	by_system.actor = &the_system;
	h->op = &by_system;
	code = task_hold_expire(h);
	if (code == ERR_OK)
		code = task_row_log(h->db, h->op, &h->row, &h->step);
	h->op = op;
	return code;
}

static enum err_code
take(struct task_hold *h, struct task_ask *ask, enum task_action action)
{
	enum err_code code = ERR_OK;

	if (h->row.t.state == TASK_CLAIMED && action == TASK_ACT_CLAIM)
		code = expire_first(h);
	if (code == ERR_OK)
		code = task_hold_to(h, action);
	if (code != ERR_OK)
		return code;
	task_hold_give(h, h->op->actor->login);
	return task_hold_write(h, ask);
}

enum err_code
task_claim_next(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	const struct op *op = &ask->op;
	struct task_hold h;
	struct db_rows r;
	enum err_code code;

	if (ask->queue != NULL &&
	    rulebook_queue(op->book, ask->queue) == NULL) {
		err_field(&op->err->fields, "/queue", "unknown_code", NULL);
		return ERR_FIELDS;
	}
	r = db_query(db, SQL_TASK_NEXT,
		     DB_ARGS(db_int(op->now_ms), db_text(ask->queue),
			     db_text(op->actor->login)));
	ask->id = db_next(&r) ? db_take_text(&r, op->arena) : NULL;
	code = db_done(&r);
	if (code == ERR_OK && ask->id == NULL)
		code = ERR_NOT_FOUND;
	if (code == ERR_OK)
		code = task_hold_load(&h, db, ask);
	return code == ERR_OK ? take(&h, ask, TASK_ACT_CLAIM) : code;
}

/* Load what is to be claimed; ${mine}: its holder asks again. */
static enum err_code
load_to_take(struct task_hold *h, struct db *db, struct task_ask *ask,
	     bool *mine)
{
	enum err_code code = task_hold_load(h, db, ask);
	const struct claim *c = &h->row.t.claim;

	*mine = code == ERR_OK && claim_in_force(c, ask->op.now_ms) &&
		strcmp(c->by, ask->op.actor->login) == 0;
	if (*mine)
		ask->task = h->row.t;
	return code;
}

enum err_code
task_claim(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	struct task_hold h;
	bool mine;
	enum err_code code = load_to_take(&h, db, ask, &mine);
	const struct claim old = h.row.t.claim;

	if (code != ERR_OK || mine)
		return code;
	if (!claim_in_force(&old, ask->op.now_ms))
		h.row.t.claim.by = NULL; /* one that ran out stops nobody */
	code = task_hold_check(&h, ask);
	h.row.t.claim = old;
	return code == ERR_OK ? take(&h, ask, TASK_ACT_CLAIM) : code;
}

enum err_code
task_takeover(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	struct task_hold h;
	bool mine, live;
	enum err_code code = load_to_take(&h, db, ask, &mine);

	if (code != ERR_OK || mine)
		return code;
	live = claim_in_force(&h.row.t.claim, ask->op.now_ms);
	if (live && ask->reason == NULL) {
		err_field(&ask->op.err->fields, "/reason", "required", NULL);
		return ERR_FIELDS;
	}
	if (!live)
		return task_claim(db, arg);
	h.step.comment = ask->reason; /* words, not a code */
	code = task_hold_version(&h, ask->if_version);
	return code == ERR_OK ? take(&h, ask, TASK_ACT_TAKEOVER) : code;
}

/* No new version and no history: this happens all the time. */
enum err_code
task_heartbeat(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	struct task_hold h;
	enum err_code code = task_hold_begin(&h, db, ask);
	struct task *t = &h.row.t;

	if (code != ERR_OK)
		return code;
	if (t->state != TASK_CLAIMED) {
		ask->op.err->ref = task_state_name(t->state);
		return ERR_STATE;
	}
	t->claim.expires_at_ms = ask->op.now_ms + task_hold_lease_ms(&ask->op);
	ask->task = *t;
	return db_exec(db, SQL_TASK_LEASE_PROLONG,
		       DB_ARGS(db_int(t->claim.expires_at_ms), db_text(t->id),
			       db_int(t->claim.token)));
}

enum err_code
task_release(struct db *db, void *arg)
{
	struct task_ask *ask = arg;
	struct task_hold h;
	enum err_code code = task_hold_begin(&h, db, ask);

	if (code == ERR_OK)
		code = task_hold_to(&h, TASK_ACT_RELEASE);
	if (code != ERR_OK)
		return code;
	claim_end(&h.row.t.claim);
	h.row.t.returns++;
	h.step.comment = ask->comment;
	return task_hold_write(&h, ask);
}
