#include "dispatch_step.h"
#include "due.h"
#include "touch.h"

/* Claims: taking them, keeping them, giving them back, losing them. */

/* Give the loaded request to the actor, by a claim or a takeover. */
static enum err_code
take(struct dispatch_step *s, struct dispatch_ask *ask,
     enum lifecycle_action action)
{
	enum err_code code = dispatch_step_to(s, action);

	if (code != ERR_OK)
		return code;
	dispatch_step_claim(s, s->op->actor->login);
	return dispatch_step_write(s, ask);
}

enum err_code
dispatch_next(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	struct db_rows r =
	    db_query(db, SQL_QUEUE_NEXT, DB_ARGS(db_int(ask->op.now_ms)));
	const char *id = db_next(&r) ? db_take_text(&r, ask->op.arena) : NULL;
	enum err_code code = db_done(&r);

	if (code == ERR_OK && id == NULL)
		code = ERR_NOT_FOUND;
	if (code == ERR_OK)
		code = dispatch_step_load(&s, id);
	return code == ERR_OK ? take(&s, ask, LIFECYCLE_CLAIM) : code;
}

static const struct actor the_system = {
    .login = "system",
    .roles = ROLE_SYSTEM,
};

/* The lease ran out: back to the original place in the queue. */
static enum err_code
expire(struct dispatch_step *s)
{
	enum err_code code = dispatch_step_to(s, LIFECYCLE_EXPIRE);

	dispatch_step_end_claim(s);
	s->row.q.flags |= REQUEST_FLAG_LEASE_EXPIRED;
	s->row.q.returns++;
	return code;
}

/* A claim that ran out and was not swept yet ends before the next begins. */
static enum err_code
expire_first(struct dispatch_step *s)
{
	const struct op *op = s->op;
	struct op by_system = *op;
	enum err_code code;

	by_system.actor = &the_system;
	s->op = &by_system;
	code = expire(s);
	if (code == ERR_OK)
		code = request_row_log(s->db, s->op, &s->row, &s->step);
	s->op = op;
	return code;
}

/* Whether the actor has the claim in force already. */
static bool
holds(const struct dispatch_step *s)
{
	return dispatch_step_in_force(s) &&
	       strcmp(s->row.q.claim.by, s->op->actor->login) == 0;
}

/* ${mine}: its holder asks again, for the answer was lost; here it is. */
static enum err_code
load_to_take(struct dispatch_step *s, struct dispatch_ask *ask, bool *mine)
{
	enum err_code code = dispatch_step_load(s, ask->id);

	*mine = code == ERR_OK && holds(s);
	if (*mine)
		ask->request = s->row.q;
	return code;
}

enum err_code
dispatch_claim(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	bool mine;
	enum err_code code = load_to_take(&s, ask, &mine);

	if (code != ERR_OK || mine)
		return code;
	if (dispatch_step_in_force(&s))
		return dispatch_step_held(&s, ask->token);
	code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK && s.row.q.state == REQUEST_CLAIMED)
		code = expire_first(&s);
	return code == ERR_OK ? take(&s, ask, LIFECYCLE_CLAIM) : code;
}

enum err_code
dispatch_takeover(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	bool mine;
	enum err_code code = load_to_take(&s, ask, &mine);

	if (code != ERR_OK || mine)
		return code;
	code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK && ask->reason == NULL) {
		err_field(&ask->op.err->fields, "/reason", "required", NULL);
		code = ERR_FIELDS;
	}
	if (code != ERR_OK)
		return code;
	if (s.row.q.state == REQUEST_CLAIMED && !dispatch_step_in_force(&s))
		return dispatch_claim(db, arg);
	s.step.reason = ask->reason;
	s.row.q.takeovers++;
	return take(&s, ask, LIFECYCLE_TAKEOVER);
}

/* A sign of life never shortens what was given for longer. */
static void
prolong(struct claim *c, const struct op *op)
{
	int64_t end_ms = op->now_ms + dispatch_step_lease_ms(op);

	if (c->expires_at_ms < end_ms)
		c->expires_at_ms = end_ms;
}

/* No new version and no history: this happens all the time. */
enum err_code
dispatch_heartbeat(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);
	struct request *q = &s.row.q;

	if (code != ERR_OK)
		return code;
	if (q->state != REQUEST_CLAIMED) {
		ask->op.err->ref = request_state_name(q->state);
		return ERR_STATE;
	}
	prolong(&q->claim, &ask->op);
	ask->request = *q;
	touch_rows(db, TOUCH_LEASE);
	return db_exec(db, SQL_REQUEST_LEASE_PROLONG,
		       DB_ARGS(db_int(q->claim.expires_at_ms), db_text(q->id),
			       db_int(q->claim.token)));
}

enum err_code
dispatch_release(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_RELEASE);
	if (code == ERR_OK)
		code = dispatch_step_reason(&s, LIFECYCLE_RELEASE, ask->reason);
	if (code != ERR_OK)
		return code;
	dispatch_step_end_claim(&s);
	s.row.q.returns++;
	s.step.reason = ask->reason;
	s.step.comment = ask->comment;
	return dispatch_step_write(&s, ask);
}

/* --- the sweep -------------------------------------------------------- */

static enum err_code
retry(struct dispatch_step *s)
{
	s->row.q.retry_at_ms = 0;
	return dispatch_step_to(s, LIFECYCLE_RETRY);
}

/* Return what ${query} finds, by ${back}; adds to ${*count}. */
static enum err_code
sweep(struct dispatch_step *s, enum db_id query,
      enum err_code (*back)(struct dispatch_step *s), size_t room,
      int64_t *count)
{
	struct due due = {.room = room};
	enum err_code code = due_read(s->db, s->op, query, &due);

	for (size_t i = 0; i < due.count && code == ERR_OK; i++) {
		code = dispatch_step_load(s, due.id[i]);
		if (code == ERR_OK)
			code = back(s);
		if (code == ERR_OK)
			code =
			    request_row_write(s->db, s->op, &s->row, &s->step);
		*count += code == ERR_OK;
	}
	return code;
}

enum err_code
dispatch_sweep(struct db *db, void *arg)
{
	struct dispatch_sweep_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	enum err_code code;

	ask->expired = ask->retried = 0;
	code = sweep(&s, SQL_QUEUE_EXPIRED, expire, DUE_MAX, &ask->expired);
	if (code == ERR_OK)
		code = sweep(&s, SQL_QUEUE_RETRY, retry,
			     DUE_MAX - (size_t)ask->expired, &ask->retried);
	return code;
}

enum err_code
dispatch_due(struct db *db, int64_t now_ms, bool *due)
{
	static const enum db_id query[] = {SQL_QUEUE_EXPIRED, SQL_QUEUE_RETRY};

	return due_any(db, query, sizeof(query) / sizeof(query[0]), now_ms,
		       due);
}
