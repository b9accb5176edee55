#include "dispatch_step.h"
#include "trip_pass.h"

/* Ends: without a visit, by an operator while the own request waits or by
 * dispatchers; and the closing after one. */

static bool
is_dispatcher(const struct op *op)
{
	return (op->actor->roles & ROLE_DISPATCHER) != 0;
}

/* An operator's own request that still waits, or a dispatcher's claim; a life
 * in danger waits for nobody's claim. */
static enum err_code
allowed(const struct dispatch_step *s, const struct dispatch_ask *ask,
	enum lifecycle_action action)
{
	if (is_dispatcher(s->op))
		return action == LIFECYCLE_EMERGENCY
			   ? ERR_OK
			   : dispatch_step_held(s, ask->token);
	return strcmp(s->row.q.created_by, s->op->actor->login) == 0
		   ? ERR_OK
		   : ERR_FORBIDDEN;
}

/* Load the request and take it to the end ${action} leads to. */
static enum err_code
begin(struct dispatch_step *s, struct db *db, struct dispatch_ask *ask,
      enum lifecycle_action action)
{
	enum err_code code;

	*s = (struct dispatch_step){.db = db, .op = &ask->op};
	code = dispatch_step_load(s, ask->id);
	if (code == ERR_OK)
		code = allowed(s, ask, action);
	if (code == ERR_OK)
		code = dispatch_step_version(s, ask->if_version);
	if (code == ERR_OK)
		code = dispatch_step_to(s, action);
	return code;
}

/* Write the end; ${why}: the code that goes with it, or NULL. */
static enum err_code
end(struct dispatch_step *s, struct dispatch_ask *ask, const char *why)
{
	struct request *q = &s->row.q;
	bool went = q->visit.arrived_at_ms != 0; /* stood at the door */
	enum err_code code = went ? ERR_OK : dispatch_step_free_medic(s);

	if (code != ERR_OK)
		return code;
	dispatch_step_end_claim(s);
	q->retry_at_ms = 0;
	q->reason = why;
	s->step.reason = why;
	s->step.comment = ask->comment;
	code = dispatch_step_write(s, ask);
	return code == ERR_OK && !went ? trip_mates_pass(s->db, s->op, &s->row)
				       : code;
}

/* An end for a reason that is one of a list. */
static enum err_code
end_for(struct db *db, struct dispatch_ask *ask, enum lifecycle_action action)
{
	struct dispatch_step s;
	enum err_code code = begin(&s, db, ask, action);

	if (code == ERR_OK)
		code = dispatch_step_reason(&s, action, ask->reason);
	return code == ERR_OK ? end(&s, ask, ask->reason) : code;
}

enum err_code
dispatch_cancel(struct db *db, void *arg)
{
	return end_for(db, arg, LIFECYCLE_CANCEL);
}

enum err_code
dispatch_decline(struct db *db, void *arg)
{
	return end_for(db, arg, LIFECYCLE_DECLINE);
}

static enum err_code
refuse(const struct dispatch_step *s, const char *pointer, const char *why)
{
	err_field(&s->op->err->fields, pointer, why, NULL);
	return ERR_FIELDS;
}

enum err_code
dispatch_refer(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = begin(&s, db, ask, LIFECYCLE_REFER);

	if (code == ERR_OK && ask->referral != NULL &&
	    rulebook_referral(ask->op.book, ask->referral) == NULL)
		code = refuse(&s, "/referral", "unknown_code");
	if (code != ERR_OK)
		return code;
	s.row.q.referral = ask->referral;
	return end(&s, ask, ask->referral);
}

enum err_code
dispatch_emergency(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = begin(&s, db, ask, LIFECYCLE_EMERGENCY);

	if (code == ERR_OK && ask->red_flag != NULL &&
	    rulebook_red_flag(ask->op.book, ask->red_flag) == NULL)
		code = refuse(&s, "/red_flag", "unknown_code");
	return code == ERR_OK ? end(&s, ask, ask->red_flag) : code;
}

/* --- duplicates ------------------------------------------------------- */

/* Whether somebody looks after the patient in ${main}; a request that came to
 * nothing, or points at another, is no place to send a patient to. */
static bool
may_be_main(enum request_state main)
{
	return request_state_active(main) || main == REQUEST_CLOSED ||
	       main == REQUEST_REFERRED || main == REQUEST_EMERGENCY;
}

/* The request ${s} doubles, by its id or number. */
static enum err_code
find_main(struct dispatch_step *s, const char *of, struct request_row *main)
{
	struct arena *arena = s->op->arena;
	enum err_code code;

	if (of == NULL)
		return refuse(s, "/of", "required");
	code = request_row_find(s->db, of, main, arena);
	if (code == ERR_NOT_FOUND)
		code = request_row_find_number(s->db, of, main, arena);
	if (code == ERR_NOT_FOUND)
		return refuse(s, "/of", "no_such_request");
	if (code != ERR_OK)
		return code;
	if (main->seq == s->row.seq)
		return refuse(s, "/of", "same_request");
	return may_be_main(main->q.state)
		   ? ERR_OK
		   : refuse(s, "/of", "not_looked_after");
}

enum err_code
dispatch_duplicate(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct request_row main;
	struct dispatch_step s;
	enum err_code code = begin(&s, db, ask, LIFECYCLE_MARK_DUPLICATE);

	if (code == ERR_OK)
		code = find_main(&s, ask->of, &main);
	if (code != ERR_OK)
		return code;
	s.row.q.main_id = main.q.id;
	s.row.q.main_number = main.q.number;
	return end(&s, ask, main.q.number);
}

/* --- closing ---------------------------------------------------------- */

/* Nobody rates a visit that was not. */
static enum request_feedback
feedback(enum request_state from, enum tri wanted)
{
	if (from != REQUEST_DONE)
		return REQUEST_FEEDBACK_NONE;
	return wanted == TRI_NO ? REQUEST_FEEDBACK_UNWANTED
				: REQUEST_FEEDBACK_INVITE;
}

enum err_code
dispatch_close(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	struct request *q = &s.row.q;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_CLOSE);
	if (code == ERR_OK && !lifecycle_outcome_ok(s.step.from, ask->outcome))
		code =
		    refuse(&s, "/outcome",
			   ask->outcome == NULL ? "required" : "unknown_code");
	if (code != ERR_OK)
		return code;
	q->outcome = ask->outcome;
	q->feedback = feedback(s.step.from, ask->feedback);
	s.step.reason = ask->outcome;
	s.step.comment = ask->comment;
	return dispatch_step_write(&s, ask);
}
