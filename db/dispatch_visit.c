#include "dispatch_step.h"
#include "step_time.h"

/* The visit on its way: left, at the door, over; planned anew. */

/* When the step took place, into *${at}: as told, or now, but never before
 * ${earliest}, also when the clock was set back. */
static enum err_code
step_at(const struct dispatch_step *s, const struct dispatch_ask *ask,
	int64_t earliest, int64_t *at)
{
	int64_t now = s->op->now_ms;
	const char *wrong = NULL;

	*at = now > earliest ? now : earliest;
	if (ask->at_ms != 0) {
		*at = ask->at_ms;
		wrong = step_time_wrong(*at, earliest, now);
	}
	if (wrong == NULL)
		return ERR_OK;
	err_field(&s->op->err->fields, "/at", wrong, NULL);
	return ERR_FIELDS;
}

/* Write the step with the times of the visit; ${result}: how it ended. */
static enum err_code
visit_write(struct dispatch_step *s, struct dispatch_ask *ask,
	    const char *result)
{
	const struct request_visit *v = &s->row.q.visit;
	enum err_code code =
	    db_exec(s->db, SQL_VISIT_TIMES,
		    DB_ARGS(db_opt(v->departed_at_ms), db_opt(v->arrived_at_ms),
			    db_opt(v->finished_at_ms), db_text(result),
			    db_int(s->row.seq)));

	s->step.comment = ask->comment;
	return code == ERR_OK ? dispatch_step_write(s, ask) : code;
}

enum err_code
dispatch_depart(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	struct request *q = &s.row.q;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_DEPART);
	if (code == ERR_OK)
		code = step_at(&s, ask, q->created_at_ms,
			       &q->visit.departed_at_ms);
	return code == ERR_OK ? visit_write(&s, ask, NULL) : code;
}

enum err_code
dispatch_arrive(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	struct request_visit *v = &s.row.q.visit;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_ARRIVE);
	if (code == ERR_OK)
		code = step_at(&s, ask, v->departed_at_ms, &v->arrived_at_ms);
	return code == ERR_OK ? visit_write(&s, ask, NULL) : code;
}

/* Done, or not done for a reason. */
static enum err_code
result(struct dispatch_step *s, const struct dispatch_ask *ask)
{
	struct field_errors *errs = &s->op->err->fields;
	bool done = ask->outcome != NULL && strcmp(ask->outcome, "done") == 0;
	enum lifecycle_action action = done ? LIFECYCLE_FINISH : LIFECYCLE_FAIL;
	enum err_code code;

	if (!done &&
	    (ask->outcome == NULL || strcmp(ask->outcome, "not_done") != 0)) {
		err_field(errs, "/outcome",
			  ask->outcome == NULL ? "required" : "unknown_code",
			  NULL);
		return ERR_FIELDS;
	}
	code = dispatch_step_to(s, action);
	if (code == ERR_OK && done && ask->reason != NULL) {
		err_field(errs, "/reason", "only_not_done", NULL);
		code = ERR_FIELDS;
	}
	if (code == ERR_OK && !done)
		code = dispatch_step_reason(s, action, ask->reason);
	return code;
}

enum err_code
dispatch_finish(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	struct request_visit *v = &s.row.q.visit;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = result(&s, ask);
	if (code == ERR_OK)
		code = step_at(&s, ask, v->arrived_at_ms, &v->finished_at_ms);
	if (code != ERR_OK)
		return code;
	s.row.q.reason = ask->reason;
	s.step.reason = ask->reason;
	return visit_write(&s, ask, ask->reason != NULL ? ask->reason : "done");
}

/* The visit goes, the request is the actor's. */
static enum err_code
take_back(struct dispatch_step *s, struct dispatch_ask *ask)
{
	enum err_code code = dispatch_step_free_medic(s);

	if (code != ERR_OK)
		return code;
	dispatch_step_claim(s, s->op->actor->login);
	s->step.reason = ask->reason;
	s->step.comment = ask->comment;
	return dispatch_step_write(s, ask);
}

enum err_code
dispatch_replan(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_REPLAN);
	if (code == ERR_OK)
		code = dispatch_step_reason(&s, LIFECYCLE_REPLAN, ask->reason);
	if (code != ERR_OK)
		return code;
	dispatch_step_moved(&s, ask->reason);
	return take_back(&s, ask);
}

enum err_code
dispatch_revisit(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_REVISIT);
	return code == ERR_OK ? take_back(&s, ask) : code;
}
