#include "dispatch_step.h"
#include "shift_row.h"
#include "units.h"
#include "visit.h"

/* The visit that comes of a claim: who goes there, and when. */

#define NEAR_MS DAY_MS /* windows starting further off cannot collide */

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
medic_free(struct dispatch_step *s, const struct visit_plan *plan,
	   struct dispatch_ask *ask)
{
	const struct visit_window *w = &plan->window;
	struct db_rows r = db_query(
	    s->db, SQL_VISIT_NEAR,
	    DB_ARGS(db_text(plan->medic->code), db_int(w->start_ms - NEAR_MS),
		    db_int(w->end_ms + NEAR_MS), db_int(s->row.seq)));
	bool taken = false;
	enum err_code code;

	while (!taken && db_next(&r)) {
		struct visit_window other = {.start_ms = db_take_int(&r)};

		other.end_ms = db_take_int(&r);
		other.zone = db_take_text(&r, s->op->arena);
		other.trip = db_take_text(&r, s->op->arena);
		taken = visit_collide(s->op->book, w, &other);
		if (taken)
			take_colliding(&r, &other, plan->medic, ask);
	}
	code = db_done(&r);
	return code == ERR_OK && taken ? ERR_VISIT_OVERLAP : code;
}

static enum err_code
visit_allowed(struct dispatch_step *s, struct visit_plan *plan,
	      struct dispatch_ask *ask)
{
	const struct op *op = s->op;
	struct shift *shift = NULL;
	enum err_code code = ERR_OK;

	if (plan->medic != NULL)
		code = shift_row_around(s->db, op, plan->medic->code,
					plan->window.start_ms, &shift,
					&plan->shift_count);
	if (code != ERR_OK)
		return code;
	plan->shift = shift;
	visit_check(op->book, plan, op->now_ms, &op->err->fields);
	if (op->err->fields.n != 0)
		return ERR_FIELDS;
	return medic_free(s, plan, ask);
}

/* The window takes the place of one the request still has. */
static enum err_code
visit_write(struct dispatch_step *s, const struct visit_plan *plan)
{
	const struct visit_window *w = &plan->window;
	bool serves = visit_serves(plan->medic, w->zone);
	enum err_code code =
	    db_exec(s->db, SQL_VISIT_DROP, DB_ARGS(db_int(s->row.seq)));

	if (code != ERR_OK)
		return code;
	s->row.q.visit = (struct request_visit){
	    .medic = plan->medic->code,
	    .medic_name = plan->medic->name,
	    .window_start_ms = w->start_ms,
	    .window_end_ms = w->end_ms,
	};
	code = db_exec(
	    s->db, SQL_VISIT_INSERT,
	    DB_ARGS(db_int(s->row.seq), db_text(plan->medic->code),
		    db_text(w->zone), db_int(w->start_ms), db_int(w->end_ms),
		    db_int(true), db_text(w->trip),
		    db_text(serves ? NULL : plan->zone_reason),
		    db_int(s->op->now_ms), db_text(s->op->actor->login)));
	return code == ERR_STATE ? ERR_VISIT_OVERLAP : code; /* the guard */
}

enum err_code
dispatch_schedule(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct visit_plan plan = {
	    .window = {.start_ms = ask->window_start_ms,
		       .end_ms = ask->window_end_ms},
	    .zone_reason = ask->zone_reason,
	    .arena = ask->op.arena,
	};
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_SCHEDULE);
	if (code != ERR_OK)
		return code;
	if (ask->medic != NULL)
		plan.medic = rulebook_medic(ask->op.book, ask->medic);
	plan.performers = s.row.q.form.performers;
	plan.window.zone = s.row.q.zone;
	plan.window.trip = visit_trip(s.row.q.form.trip_group, s.row.q.id);
	code = visit_allowed(&s, &plan, ask);
	if (code == ERR_OK)
		code = visit_write(&s, &plan);
	if (code != ERR_OK)
		return code;
	if (s.row.q.first_contact_at_ms == 0) /* a window was agreed upon */
		s.row.q.first_contact_at_ms = ask->op.now_ms;
	s.row.q.flags &=
	    ~(unsigned)(REQUEST_FLAG_DECIDE | REQUEST_FLAG_MEDIC_ILL);
	dispatch_step_end_claim(&s);
	s.step.comment =
	    ask->zone_reason != NULL ? ask->zone_reason : ask->comment;
	return dispatch_step_write(&s, ask);
}

enum err_code
dispatch_schedule_rezone(struct dispatch_step *s, struct dispatch_ask *ask)
{
	const struct op *op = s->op;
	const struct request *q = &s->row.q;
	struct visit_plan plan = {
	    .medic = rulebook_medic(op->book, q->visit.medic),
	    .window = {.start_ms = q->visit.window_start_ms,
		       .end_ms = q->visit.window_end_ms,
		       .zone = ask->zone,
		       .trip = visit_trip(q->form.trip_group, q->id)},
	};
	bool serves = plan.medic != NULL && visit_serves(plan.medic, ask->zone);
	enum err_code code;

	if (!serves && ask->zone_reason == NULL) {
		err_field(&op->err->fields, "/zone_reason", "medic_zone",
			  q->visit.medic_name);
		return ERR_FIELDS;
	}
	code = plan.medic != NULL ? medic_free(s, &plan, ask) : ERR_OK;
	if (code != ERR_OK)
		return code;
	return db_exec(s->db, SQL_VISIT_ZONE,
		       DB_ARGS(db_text(ask->zone),
			       db_text(serves ? NULL : ask->zone_reason),
			       db_int(s->row.seq)));
}

/* The visit ${seq} as it was planned. */
static enum err_code
visit_of(struct dispatch_step *s, int64_t seq, struct visit_plan *plan,
	 struct request_visit *visit)
{
	struct arena *arena = s->op->arena;
	struct visit_window *w = &plan->window;
	struct db_rows r =
	    db_query(s->db, SQL_VISIT_BY_SEQ, DB_ARGS(db_int(seq)));

	if (db_next(&r)) {
		const char *medic = db_take_text(&r, arena);

		plan->medic =
		    medic != NULL ? rulebook_medic(s->op->book, medic) : NULL;
		w->zone = db_take_text(&r, arena);
		w->start_ms = db_take_int(&r);
		w->end_ms = db_take_int(&r);
		w->trip = db_take_text(&r, arena);
		visit->departed_at_ms = db_take_int(&r);
	}
	return db_done(&r);
}

enum err_code
dispatch_schedule_back(struct dispatch_step *s, struct dispatch_ask *ask,
		       int64_t visit)
{
	struct visit_plan plan = {.arena = s->op->arena};
	struct request_visit *v = &s->row.q.visit;
	enum err_code code = visit_of(s, visit, &plan, v);

	if (code == ERR_OK && plan.medic == NULL) /* removed meanwhile */
		code = ERR_VISIT_OVERLAP;
	if (code == ERR_OK)
		code = medic_free(s, &plan, ask);
	if (code != ERR_OK)
		return code;
	v->medic = plan.medic->code;
	v->medic_name = plan.medic->name;
	v->window_start_ms = plan.window.start_ms;
	v->window_end_ms = plan.window.end_ms;
	code = db_exec(s->db, SQL_VISIT_BACK, DB_ARGS(db_int(visit)));
	return code == ERR_STATE ? ERR_VISIT_OVERLAP : code; /* the guard */
}
