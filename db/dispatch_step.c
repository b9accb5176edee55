#include "dispatch_step.h"

enum err_code
dispatch_step_load(struct dispatch_step *s, const char *id)
{
	return request_row_find(s->db, id, &s->row, s->op->arena);
}

bool
dispatch_step_in_force(const struct dispatch_step *s)
{
	return s->row.q.state == REQUEST_CLAIMED &&
	       s->op->now_ms < s->row.q.claim.expires_at_ms;
}

/* A claim that came later: who and since when. */
static enum err_code
refuse(const struct dispatch_step *s, enum err_code code)
{
	const struct request *q = &s->row.q;
	bool claimed = q->claim.by != NULL;

	s->op->err->by = claimed ? q->claim.by : q->updated_by;
	s->op->err->since_ms = claimed ? q->claim.since_ms : q->updated_at_ms;
	return code;
}

enum err_code
dispatch_step_held(const struct dispatch_step *s, int64_t token)
{
	const struct request *q = &s->row.q;
	bool waits =
	    q->state == REQUEST_QUEUED || q->state == REQUEST_UNREACHABLE;

	if (q->state != REQUEST_CLAIMED)
		return token != 0 && (waits || token != q->claim.token)
			   ? refuse(s, ERR_TOKEN_STALE)
			   : ERR_OK;
	if (!dispatch_step_in_force(s))
		return refuse(s, ERR_TOKEN_STALE);
	if (strcmp(q->claim.by, s->op->actor->login) != 0)
		return refuse(s, ERR_CLAIMED);
	if (token == 0) {
		err_field(&s->op->err->fields, "/token", "required", NULL);
		return ERR_FIELDS;
	}
	return token == q->claim.token ? ERR_OK : refuse(s, ERR_TOKEN_STALE);
}

enum err_code
dispatch_step_version(const struct dispatch_step *s, int64_t expected)
{
	const struct request *q = &s->row.q;

	if (expected == 0 || expected == q->version)
		return ERR_OK;
	s->op->err->by = q->updated_by;
	s->op->err->since_ms = q->updated_at_ms;
	return ERR_STALE;
}

enum err_code
dispatch_step_begin(struct dispatch_step *s, struct db *db,
		    const struct dispatch_ask *ask)
{
	enum err_code code;

	*s = (struct dispatch_step){.db = db, .op = &ask->op};
	code = dispatch_step_load(s, ask->id);
	if (code == ERR_OK)
		code = dispatch_step_held(s, ask->token);
	if (code == ERR_OK)
		code = dispatch_step_version(s, ask->if_version);
	return code;
}

enum err_code
dispatch_step_to(struct dispatch_step *s, enum lifecycle_action action)
{
	enum request_state from = s->row.q.state;
	enum err_code code =
	    lifecycle_next(from, action, s->op->actor->roles, &s->row.q.state);

	if (code == ERR_STATE)
		s->op->err->ref = request_state_name(from);
	s->step.action = action;
	s->step.from = from;
	return code;
}

enum err_code
dispatch_step_reason(const struct dispatch_step *s,
		     enum lifecycle_action action, const char *reason)
{
	if (lifecycle_reason_ok(action, reason))
		return ERR_OK;
	err_field(&s->op->err->fields, "/reason",
		  reason == NULL ? "required" : "unknown_code", NULL);
	return ERR_FIELDS;
}

void
dispatch_step_end_claim(struct dispatch_step *s)
{
	struct request *q = &s->row.q;

	q->claim = (struct request_claim){.token = q->claim.token};
	q->flags &= ~(unsigned)REQUEST_FLAG_LEASE_EXPIRED;
}

enum err_code
dispatch_step_write(struct dispatch_step *s, struct dispatch_ask *ask)
{
	enum err_code code = request_row_write(s->db, s->op, &s->row, &s->step);

	if (code == ERR_OK)
		ask->request = s->row.q;
	return code;
}
