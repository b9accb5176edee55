#include "dispatch_step.h"
#include "trip_pass.h"
#include "undo.h"

/* The last change taken back by who made it, within a few seconds. */

static enum err_code
allowed(const struct dispatch_step *s)
{
	const struct request *q = &s->row.q;
	const struct undoable last = {q->undo.until_ms, q->updated_by,
				      q->updated_at_ms};

	return undo_check(&last, s->op->actor->login, s->op->now_ms,
			  s->op->err);
}

/* As it was before; a claim is a new one of who had it, the token only grows.
 */
static void
restore(struct dispatch_step *s, const struct request_undo *undo)
{
	struct request *q = &s->row.q;

	q->state = request_state_of(undo->state);
	if (q->state == REQUEST_CLAIMED)
		dispatch_step_claim(s, undo->claim_by != NULL
					   ? undo->claim_by
					   : s->op->actor->login);
	else
		dispatch_step_end_claim(s);
	q->retry_at_ms = undo->retry_at_ms;
	q->flags = undo->flags;
	q->reason = undo->reason;
	q->outcome = NULL;
	q->feedback = REQUEST_FEEDBACK_NONE;
	q->referral = NULL;
	q->main_id = q->main_number = NULL;
	q->undo = (struct request_undo){.action = NULL};
}

enum err_code
dispatch_undo(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	struct request_undo undo;
	bool ended;
	enum err_code code = dispatch_step_load(&s, ask->id);

	if (code == ERR_OK)
		code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK)
		code = allowed(&s);
	if (code != ERR_OK)
		return code;
	undo = s.row.q.undo;
	ended = !request_state_active(s.row.q.state);
	s.step = (struct request_step){
	    .action = LIFECYCLE_UNDO,
	    .from = s.row.q.state,
	    .reason = undo.action,
	};
	restore(&s, &undo);
	if (undo.visit != 0)
		code = dispatch_schedule_back(&s, ask, undo.visit);
	if (code == ERR_OK)
		code = dispatch_step_write(&s, ask);
	return code == ERR_OK && ended ? trip_mates_back(db, &ask->op, &s.row)
				       : code;
}
