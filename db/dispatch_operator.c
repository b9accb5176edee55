#include "dispatch_step.h"

/* What operators may do with a request once it is posted: notes, cancelling
 * their own while it waits. */

static bool
is_dispatcher(const struct op *op)
{
	return (op->actor->roles & ROLE_DISPATCHER) != 0;
}

/* An operator's own request that still waits, or a dispatcher's claim. */
static enum err_code
cancel_allowed(const struct dispatch_step *s, const struct dispatch_ask *ask)
{
	if (is_dispatcher(s->op))
		return dispatch_step_held(s, ask->token);
	return strcmp(s->row.q.created_by, s->op->actor->login) == 0
		   ? ERR_OK
		   : ERR_FORBIDDEN;
}

static enum err_code
visit_drop(struct dispatch_step *s)
{
	if (s->row.q.visit.medic == NULL)
		return ERR_OK;
	s->row.q.visit = (struct request_visit){.medic = NULL};
	return db_exec(s->db, SQL_VISIT_DROP, DB_ARGS(db_int(s->row.seq)));
}

enum err_code
dispatch_cancel(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	enum err_code code = dispatch_step_load(&s, ask->id);

	if (code == ERR_OK)
		code = cancel_allowed(&s, ask);
	if (code == ERR_OK)
		code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_CANCEL);
	if (code == ERR_OK)
		code = dispatch_step_reason(&s, LIFECYCLE_CANCEL, ask->reason);
	if (code == ERR_OK)
		code = visit_drop(&s);
	if (code != ERR_OK)
		return code;
	dispatch_step_end_claim(&s);
	s.row.q.retry_at_ms = 0;
	s.row.q.reason = ask->reason;
	s.step.reason = ask->reason;
	s.step.comment = ask->comment;
	return dispatch_step_write(&s, ask);
}

/* Anybody may add to any request; the promise is not touched by it. */
enum err_code
dispatch_note(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	enum err_code code = dispatch_step_load(&s, ask->id);

	if (code == ERR_OK)
		code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_NOTE);
	if (code != ERR_OK)
		return code;
	if (ask->comment == NULL && !ask->called_again) {
		err_field(&ask->op.err->fields, "/text", "required", NULL);
		return ERR_FIELDS;
	}
	if (ask->called_again)
		s.row.q.flags |= REQUEST_FLAG_CALLED_AGAIN;
	s.step.reason = ask->called_again ? "called_again" : NULL;
	s.step.comment = ask->comment;
	return dispatch_step_write(&s, ask);
}
