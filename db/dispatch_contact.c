#include "attempt.h"
#include "dispatch_step.h"
#include "units.h"
#include "visit.h"

/* What comes of a claim: calls to the patient, and the visit. */

#define NEAR_MS DAY_MS /* windows starting further off cannot collide */

static enum err_code
reached(struct dispatch_step *s)
{
	struct request *q = &s->row.q;

	if (q->first_contact_at_ms == 0)
		q->first_contact_at_ms = s->op->now_ms;
	q->flags &= ~(unsigned)REQUEST_FLAG_DECIDE;
	return dispatch_step_to(s, LIFECYCLE_ATTEMPT);
}

static enum err_code
missed(struct dispatch_step *s, int64_t next_at_ms)
{
	const struct settings *set = &s->op->book->settings;
	struct request *q = &s->row.q;

	q->retry_at_ms = next_at_ms;
	if (q->attempt_count >= set->attempts_max &&
	    q->first_contact_at_ms == 0)
		q->flags |= REQUEST_FLAG_DECIDE;
	dispatch_step_end_claim(s);
	return dispatch_step_to(s, LIFECYCLE_MISS);
}

static enum err_code
attempt_write(struct dispatch_step *s, struct dispatch_ask *ask)
{
	enum err_code code = db_exec(
	    s->db, SQL_ATTEMPT_INSERT,
	    DB_ARGS(db_int(s->row.seq), db_int(ask->op.now_ms),
		    db_text(ask->op.actor->login), db_text(ask->outcome),
		    db_opt(s->row.q.retry_at_ms), db_text(ask->comment)));

	s->step.reason = ask->outcome;
	s->step.comment = ask->comment;
	if (code == ERR_OK)
		code = request_row_attempts(s->db, &s->row, ask->op.arena);
	return code == ERR_OK ? dispatch_step_write(s, ask) : code;
}

enum err_code
dispatch_attempt(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	int64_t retry_ms = ask->op.book->settings.retry_min * MINUTE_MS;
	const struct attempt attempt = {ask->outcome, ask->next_at_ms};
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = attempt_check(&attempt, ask->op.now_ms,
				     &ask->op.err->fields);
	if (code != ERR_OK)
		return code;
	s.row.q.attempt_count++;
	if (attempt_live(ask->outcome))
		code = reached(&s);
	else
		code = missed(&s, ask->next_at_ms != 0
				      ? ask->next_at_ms
				      : ask->op.now_ms + retry_ms);
	return code == ERR_OK ? attempt_write(&s, ask) : code;
}

/* --- the visit -------------------------------------------------------- */

static void
take_colliding(struct db_rows *r, const struct visit_window *w,
	       const struct medic *medic, struct dispatch_ask *ask)
{
	struct arena *arena = ask->op.arena;
	struct request_match *m = &ask->colliding;

	*m = (struct request_match){.id = db_take_text(r, arena)};
	m->number = db_take_text(r, arena);
	m->state = request_state_of(db_take_text(r, arena));
	m->created_at_ms = db_take_int(r);
	m->target_at_ms = db_take_int(r);
	m->deadline_at_ms = db_take_int(r);
	m->blocks = true;
	ask->op.err->ref = m->number;
	ask->colliding_visit = (struct request_visit){
	    .medic = medic->code,
	    .medic_name = medic->name,
	    .window_start_ms = w->start_ms,
	    .window_end_ms = w->end_ms,
	};
}

/* No two visits of a medic: here, in the write, is where it is decided. */
static enum err_code
medic_free(struct dispatch_step *s, const struct medic *medic,
	   const struct visit_window *w, struct dispatch_ask *ask)
{
	struct db_rows r = db_query(s->db, SQL_VISIT_NEAR,
				    DB_ARGS(db_text(medic->code),
					    db_int(w->start_ms - NEAR_MS),
					    db_int(w->end_ms + NEAR_MS)));
	bool taken = false;
	enum err_code code;

	while (!taken && db_next(&r)) {
		struct visit_window other = {.start_ms = db_take_int(&r)};

		other.end_ms = db_take_int(&r);
		other.zone = db_take_text(&r, s->op->arena);
		taken = visit_collide(s->op->book, w, &other);
		if (taken)
			take_colliding(&r, &other, medic, ask);
	}
	code = db_done(&r);
	return code == ERR_OK && taken ? ERR_VISIT_OVERLAP : code;
}

static enum err_code
visit_allowed(struct dispatch_step *s, const struct medic *medic,
	      const struct visit_window *w, struct dispatch_ask *ask)
{
	const struct op *op = s->op;

	visit_check(op->book, medic, s->row.q.form.performers, w, op->now_ms,
		    &op->err->fields);
	if (op->err->fields.n != 0)
		return ERR_FIELDS;
	return medic_free(s, medic, w, ask);
}

static enum err_code
visit_write(struct dispatch_step *s, const struct medic *medic,
	    const struct visit_window *w)
{
	struct request *q = &s->row.q;

	q->visit = (struct request_visit){
	    .medic = medic->code,
	    .medic_name = medic->name,
	    .window_start_ms = w->start_ms,
	    .window_end_ms = w->end_ms,
	};
	return db_exec(s->db, SQL_VISIT_INSERT,
		       DB_ARGS(db_int(s->row.seq), db_text(medic->code),
			       db_text(w->zone), db_int(w->start_ms),
			       db_int(w->end_ms), db_int(s->op->now_ms),
			       db_text(s->op->actor->login)));
}

enum err_code
dispatch_schedule(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	const struct medic *medic =
	    ask->medic != NULL ? rulebook_medic(ask->op.book, ask->medic)
			       : NULL;
	struct visit_window w = {ask->window_start_ms, ask->window_end_ms,
				 NULL};
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_SCHEDULE);
	w.zone = s.row.q.zone;
	if (code == ERR_OK)
		code = visit_allowed(&s, medic, &w, ask);
	if (code == ERR_OK)
		code = visit_write(&s, medic, &w);
	if (code != ERR_OK)
		return code;
	if (s.row.q.first_contact_at_ms == 0) /* a window was agreed upon */
		s.row.q.first_contact_at_ms = ask->op.now_ms;
	s.row.q.flags &= ~(unsigned)REQUEST_FLAG_DECIDE;
	dispatch_step_end_claim(&s);
	s.step.comment = ask->comment;
	return dispatch_step_write(&s, ask);
}
