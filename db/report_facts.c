#include "grow.h"
#include "pack.h"
#include "report_facts.h"
#include "task.h"

/* A row that has nothing to do with the one before. */
struct request_facts {
	struct report_request q;
	int64_t created_at_ms;
	struct promise promise;
	struct report_promise kept;
	struct request_visit visit;
};

/* Services of the catalogue among the packed ones. */
static int64_t
catalogued(const char *packed, struct arena *arena)
{
	struct pack p = pack_of(packed, arena);
	const char *code;
	int64_t n = 0;

	while (pack_next(&p, &code, 1))
		n += code != NULL;
	return n;
}

static void
take_row(struct db_rows *r, struct request_facts *f, struct arena *arena)
{
	f->q.zone = db_take_text(r, arena);
	f->q.zone_corrected = db_take_int(r) != 0;
	f->q.performers = (unsigned)db_take_int(r);
	f->q.services = catalogued(db_take_text(r, arena), arena);
	f->created_at_ms = db_take_int(r);
	f->q.state = request_state_of(db_take_text(r, arena));
	f->q.reason = db_take_text(r, arena);
	f->promise.posted_at_ms = db_take_int(r);
	f->promise.counts_from_ms = db_take_int(r);
	f->promise.target_at_ms = db_take_int(r);
	f->promise.deadline_at_ms = db_take_int(r);
	f->q.total_kop = db_take_int(r);
	f->q.agreed_kop = db_take_int(r);
	f->visit.window_start_ms = db_take_int(r);
	f->visit.window_end_ms = db_take_int(r);
	f->kept.contact_at_ms = db_take_int(r);
	f->q.returns = db_take_int(r);
	f->visit.arrived_at_ms = db_take_int(r);
	f->q.handovers = db_take_int(r);
	f->q.takeovers = db_take_int(r);
	f->q.moves = db_take_int(r);
	f->kept.ended_at_ms = db_take_int(r);
}

static void
take_request(struct db_rows *r, const struct rulebook *book,
	     struct report_request *out, struct arena *arena)
{
	struct request_facts f = {.kept = {.promise = &f.promise}};

	take_row(r, &f, arena);
	*out = f.q;
	if (arena->overflow)
		return;
	f.kept.reason = f.q.reason;
	out->minute = civil_minute_of(&book->clinic_zone, f.created_at_ms);
	report_contact(book, &f.kept, out);
	report_visit(f.created_at_ms, &f.visit, out);
}

static enum err_code
read_requests(struct db *db, const struct rulebook *book,
	      struct report_day *out, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_REPORT_REQUESTS, DB_ARGS(db_int(out->day)));

	while (!arena->overflow && db_next(&r))
		if (GROW(arena, out->request, out->request_count) != NULL)
			take_request(&r, book,
				     &out->request[out->request_count++],
				     arena);
	return db_done(&r);
}

static void
take_call(struct db_rows *r, const struct rulebook *book, struct report_call *c,
	  struct arena *arena)
{
	struct pack services;
	const char *code;

	*c = (struct report_call){.zone = db_take_text(r, arena)};
	c->performers = (unsigned)db_take_int(r);
	c->minute = civil_minute_of(&book->clinic_zone, db_take_int(r));
	c->outcome = db_take_text(r, arena);
	c->reason = db_take_text(r, arena);
	services = pack_of(db_take_text(r, arena), arena);
	while (pack_next(&services, &code, 1))
		if (GROW(arena, c->service, c->service_count) != NULL)
			c->service[c->service_count++] = code;
}

/* The rows of ${id} from the first moment of a clinic day to its last. */
static struct db_rows
query_day(struct db *db, enum db_id id, const struct rulebook *book,
	  int64_t day)
{
	const struct civil_zone *zone = &book->clinic_zone;
	int64_t from_ms = civil_ms(zone, civil_from_days(day), 0);
	int64_t to_ms = civil_ms(zone, civil_from_days(day + 1), 0);

	return db_query(db, id, DB_ARGS(db_int(from_ms), db_int(to_ms)));
}

static enum err_code
read_calls(struct db *db, const struct rulebook *book, struct report_day *out,
	   struct arena *arena)
{
	struct db_rows r = query_day(db, SQL_REPORT_CALLS, book, out->day);

	while (!arena->overflow && db_next(&r))
		if (GROW(arena, out->call, out->call_count) != NULL)
			take_call(&r, book, &out->call[out->call_count++],
				  arena);
	return db_done(&r);
}

enum err_code
report_facts_read(struct db *db, const struct rulebook *book, int64_t day,
		  struct report_day *out, struct arena *arena)
{
	enum err_code code;

	*out = (struct report_day){.day = day};
	code = read_requests(db, book, out, arena);
	if (code == ERR_OK)
		code = read_calls(db, book, out, arena);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

static enum report_task_end
task_end(enum task_state state, const char *outcome)
{
	if (task_state_active(state))
		return REPORT_TASK_OPEN;
	if (state == TASK_CANCELLED)
		return REPORT_TASK_CANCELLED;
	return task_contact_needed(outcome) ? REPORT_TASK_SOLVED
					    : REPORT_TASK_MISSED;
}

static void
take_task(struct db_rows *r, struct report_task *k, struct arena *arena)
{
	enum task_state state;

	*k = (struct report_task){.queue = db_take_text(r, arena)};
	state = task_state_of(db_take_text(r, arena));
	k->end = task_end(state, db_take_text(r, arena));
	k->target_at_ms = db_take_int(r);
	k->ended_at_ms = db_take_int(r);
	k->handovers = db_take_int(r);
	k->owners = db_take_int(r);
}

enum err_code
report_facts_tasks(struct db *db, const struct rulebook *book, int64_t day,
		   struct report_day *out, struct arena *arena)
{
	struct db_rows r = query_day(db, SQL_REPORT_TASKS, book, day);
	enum err_code code;

	*out = (struct report_day){.day = day};
	while (!arena->overflow && db_next(&r))
		if (GROW(arena, out->task, out->task_count) != NULL)
			take_task(&r, &out->task[out->task_count++], arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

enum err_code
report_facts_touch(struct db *db, int64_t day)
{
	return db_exec(db, SQL_REPORT_DAY_TOUCH, DB_ARGS(db_int(day)));
}
