#include <string.h>

#include "journey.h"
#include "units.h"
#include "visit.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct actor dispatchers[] = {
    {.login = "disp01", .roles = ROLE_DISPATCHER},
    {.login = "disp02", .roles = ROLE_DISPATCHER},
    {.login = "disp03", .roles = ROLE_DISPATCHER},
    {.login = "disp04", .roles = ROLE_DISPATCHER},
    {.login = "dispatcher", .roles = ROLE_DISPATCHER},
};
static const struct actor the_system = {.login = "system",
					.roles = ROLE_SYSTEM};

/* --- in memory ----------------------------------------------------------- */

/* The step ${action} into its state; the rest of it can be added. */
static struct journey_step *
step_as(struct journey *j, enum lifecycle_action action,
	const struct actor *actor)
{
	struct request *q = &j->row.q;
	struct journey_step *s = &j->step[j->steps];
	enum request_state from =
	    j->steps == 0 ? REQUEST_STATE__COUNT : q->state;
	enum err_code code =
	    lifecycle_next(from, action, actor->roles, &q->state);

	if (j->code == ERR_OK)
		j->code =
		    j->steps + 1 == JOURNEY_STEPS_MAX ? ERR_INTERNAL : code;
	if (j->code != ERR_OK)
		return s;
	j->steps++;
	*s = (struct journey_step){
	    .step = {.action = action, .from = from},
	    .to = q->state,
	    .actor = actor,
	    .at_ms = j->at_ms,
	};
	if (q->state != REQUEST_CLAIMED)
		claim_end(&q->claim);
	return s;
}

void
journey_begin(struct journey *j)
{
	j->at_ms = j->row.q.created_at_ms;
	(void)step_as(j, LIFECYCLE_POST, j->l->op.actor);
}

void
journey_later(struct journey *j, size_t from_min, size_t to_min)
{
	size_t span_s = (to_min - from_min) * 60;

	j->at_ms += (int64_t)from_min * MINUTE_MS +
		    (int64_t)dice_below(j->l->dice, span_s) * SECOND_MS;
}

void
journey_step(struct journey *j, enum lifecycle_action action)
{
	(void)step_as(j, action, j->dispatcher);
}

void
journey_end(struct journey *j, enum lifecycle_action action)
{
	struct journey_step *s = step_as(j, action, j->dispatcher);
	size_t count;
	const char *const *code = lifecycle_reasons(action, &count);

	if (code != NULL)
		s->step.reason = j->row.q.reason =
		    code[dice_below(j->l->dice, count)];
}

void
journey_claim(struct journey *j)
{
	const struct settings *set = &j->l->op.book->settings;

	j->dispatcher =
	    &dispatchers[dice_below(j->l->dice, COUNT(dispatchers))];
	claim_take(&j->row.q.claim, j->dispatcher->login, j->at_ms,
		   set->claim_lease_s * SECOND_MS);
	journey_step(j, LIFECYCLE_CLAIM);
}

void
journey_return(struct journey *j, bool released)
{
	j->row.q.returns++;
	(void)step_as(j, released ? LIFECYCLE_RELEASE : LIFECYCLE_EXPIRE,
		      released ? j->dispatcher : &the_system);
}

void
journey_attempt(struct journey *j, const char *outcome)
{
	struct request *q = &j->row.q;
	bool reached = strcmp(outcome, "reached") == 0;
	struct journey_step *s = step_as(
	    j, reached ? LIFECYCLE_ATTEMPT : LIFECYCLE_MISS, j->dispatcher);

	q->attempt_count++;
	if (!reached)
		q->retry_at_ms =
		    j->at_ms + j->l->op.book->settings.retry_min * MINUTE_MS;
	else if (q->first_contact_at_ms == 0)
		q->first_contact_at_ms = j->at_ms;
	s->step.reason = s->outcome = outcome;
	s->next_at_ms = q->retry_at_ms;
}

void
journey_retry(struct journey *j)
{
	j->at_ms = j->row.q.retry_at_ms;
	j->row.q.retry_at_ms = 0;
	(void)step_as(j, LIFECYCLE_RETRY, &the_system);
}

void
journey_schedule(struct journey *j, size_t slot, int64_t start_ms)
{
	const struct rulebook *book = j->l->op.book;
	const struct medic *medic = &book->medic[slot % book->medic_count];

	j->row.q.visit = (struct request_visit){
	    .medic = medic->code,
	    .medic_name = medic->name,
	    .window_start_ms = start_ms,
	    .window_end_ms =
		start_ms + book->settings.visit_window_min * MINUTE_MS,
	};
	j->planned_at_ms = j->at_ms;
	journey_step(j, LIFECYCLE_SCHEDULE);
}

/* --- into the store ------------------------------------------------------ */

static enum err_code
write_row(struct journey *j)
{
	struct request_row *row = &j->row;
	const struct journey_step *last = &j->step[j->steps - 1];
	const struct request_form *f = &row->q.form;
	enum err_code code;

	row->q.version = (int64_t)j->steps;
	row->q.updated_at_ms = last->at_ms;
	row->q.updated_by = last->actor->login;
	row->active = request_state_active(row->q.state);
	code = request_row_save(j->l->db, row);
	for (size_t i = 0; i < f->service_count && code == ERR_OK; i++)
		code = db_exec(j->l->db, SQL_REQUEST_SERVICE_INSERT,
			       DB_ARGS(db_int(row->seq), db_int((int64_t)i),
				       db_text(f->service[i].code),
				       db_text(f->service[i].text),
				       db_int(f->service[i].condition_met)));
	return code;
}

static enum err_code
write_step(struct journey *j, const struct journey_step *s)
{
	struct op *op = &j->l->op;
	enum err_code code;

	op->now_ms = s->at_ms;
	op->actor = s->actor;
	j->row.q.state = s->to;
	code = request_row_log(j->l->db, op, &j->row, &s->step);
	if (code != ERR_OK || s->outcome == NULL)
		return code;
	return db_exec(j->l->db, SQL_ATTEMPT_INSERT,
		       DB_ARGS(db_int(j->row.seq), db_int(s->at_ms),
			       db_text(s->actor->login), db_text(s->outcome),
			       db_opt(s->next_at_ms), db_text(NULL)));
}

static enum err_code
write_visit(struct journey *j)
{
	const struct request_visit *v = &j->row.q.visit;
	const char *trip = visit_trip(j->row.q.form.trip_group, j->row.q.id);

	return db_exec(
	    j->l->db, SQL_VISIT_INSERT,
	    DB_ARGS(db_int(j->row.seq), db_text(v->medic),
		    db_text(j->row.q.zone), db_int(v->window_start_ms),
		    db_int(v->window_end_ms), db_int(j->row.active),
		    db_text(trip), db_text(NULL), db_int(j->planned_at_ms),
		    db_text(j->dispatcher->login)));
}

enum err_code
journey_write(struct journey *j)
{
	enum err_code code = j->code;

	if (code == ERR_OK)
		code = write_row(j);
	for (size_t i = 0; i < j->steps && code == ERR_OK; i++)
		code = write_step(j, &j->step[i]);
	return code == ERR_OK && j->planned_at_ms != 0 ? write_visit(j) : code;
}
