#include "grow.h"
#include "report_facts.h"
#include "report_pack.h"
#include "report_read.h"

/* A day of thousands fits: its block stays from one day to the next. */
#define SCRATCH ((size_t)1 << 20)

/* What one report is made of while it is read. */
struct reading {
	struct db *db;
	const struct report_ask *ask;
	struct report_found *out;
	struct arena *arena;  /* of the answer */
	struct arena scratch; /* of one day */
	size_t current;       /* group of the day being counted */
	int weekday;
};

/* --- groups ----------------------------------------------------------- */

static bool
by_time(enum report_by by)
{
	return by == REPORT_BY_DAY || by == REPORT_BY_WEEK ||
	       by == REPORT_BY_MONTH;
}

/* Room for what is asked for beside the counts. */
static void
tally_begin(struct reading *r, struct report_tally *t)
{
	if (r->ask->with & REPORT_READ_CONTACT)
		t->contact = ARENA_NEW(r->arena, struct spread);
	if (r->ask->with & REPORT_READ_DOOR)
		t->door = ARENA_NEW(r->arena, struct spread);
}

static struct report_codes *
codes_begin(struct arena *arena)
{
	struct report_codes *codes = ARENA_NEW(arena, struct report_codes);

	if (codes != NULL)
		codes->arena = arena;
	return codes;
}

static void
total_begin(struct reading *r)
{
	struct report_tally *t = &r->out->total;

	tally_begin(r, t);
	if (r->ask->with & REPORT_READ_CODES) {
		t->reasons = codes_begin(r->arena);
		t->services = codes_begin(r->arena);
	}
	if (r->ask->with & REPORT_READ_GRID)
		t->grid = ARENA_NEW(r->arena, struct report_grid);
}

static struct report_group *
group_add(struct reading *r, int64_t day, const char *code)
{
	struct report_found *out = r->out;
	struct report_group *g;

	if (GROW(r->arena, out->group, out->count) == NULL)
		return NULL;
	g = &out->group[out->count++];
	*g = (struct report_group){.day = day, .code = code};
	tally_begin(r, &g->tally);
	return g;
}

/* Every group there must be, also one nothing falls into. */
static void
groups_begin(struct reading *r)
{
	static const char *const performer[] = {"doctor", "nurse", "both"};
	const struct report_ask *ask = r->ask;
	const struct rulebook *book = ask->book;

	if (ask->by == REPORT_BY_ZONE)
		for (size_t i = 0; i < book->zone_count; i++)
			group_add(r, 0, book->zone[i].code);
	if (ask->by == REPORT_BY_PERFORMER)
		for (size_t i = 0; i < PERFORMER_BOTH; i++)
			group_add(r, 0, performer[i]);
	if (ask->by == REPORT_BY_QUEUE)
		for (size_t i = 0; i < book->queue_count; i++)
			group_add(r, 0, book->queue[i].code);
	for (int64_t day = ask->from_day;
	     by_time(ask->by) && day <= ask->to_day; day++)
		if (day == ask->from_day ||
		    report_group_day(ask->by, day) == day)
			group_add(r, report_group_day(ask->by, day), NULL);
}

/* The group named ${code}; those the rulebook has not come at the end. */
static struct report_group *
group_named(struct reading *r, const char *code)
{
	struct report_found *out = r->out;

	for (size_t i = 0; i < out->count; i++) {
		const char *name = out->group[i].code;

		if (name == code ||
		    (name != NULL && code != NULL && strcmp(name, code) == 0))
			return &out->group[i];
	}
	return group_add(r, 0, arena_strdup(r->arena, code));
}

static struct report_group *
group_of(struct reading *r, const char *code, unsigned performers)
{
	if (r->ask->by == REPORT_BY_ZONE || r->ask->by == REPORT_BY_QUEUE)
		return group_named(r, code);
	if (r->ask->by == REPORT_BY_PERFORMER)
		return performers == 0 ? group_named(r, NULL)
				       : &r->out->group[performers - 1];
	return &r->out->group[r->current];
}

/* --- counting --------------------------------------------------------- */

/* Go on to ${day}: its weekday, its group in time. */
static void
day_begin(struct reading *r, int64_t day)
{
	struct report_grid *grid = r->out->total.grid;
	int64_t first = report_group_day(r->ask->by, day);

	r->weekday = civil_weekday(civil_from_days(day));
	while (by_time(r->ask->by) && r->out->group[r->current].day < first)
		r->current++;
	if (grid != NULL)
		grid->days[r->weekday - 1]++;
}

static void
count_day(struct reading *r, const struct report_day *day)
{
	struct report_found *out = r->out;
	int64_t now_ms = r->ask->now_ms;

	for (size_t i = 0; i < day->request_count; i++) {
		const struct report_request *q = &day->request[i];
		struct report_group *g = group_of(r, q->zone, q->performers);

		if (g != NULL)
			report_add_request(&g->tally, q, r->weekday, now_ms);
		report_add_request(&out->total, q, r->weekday, now_ms);
	}
	for (size_t i = 0; i < day->call_count; i++) {
		const struct report_call *c = &day->call[i];
		struct report_group *g = group_of(r, c->zone, c->performers);

		if (g != NULL)
			report_add_call(&g->tally, c, r->weekday);
		report_add_call(&out->total, c, r->weekday);
	}
	for (size_t i = 0; i < day->task_count; i++) {
		const struct report_task *k = &day->task[i];
		struct report_group *g = group_of(r, k->queue, 0);

		if (g != NULL)
			report_add_task(&g->tally, k, now_ms);
		report_add_task(&out->total, k, now_ms);
	}
}

/* The days from ${from} until before ${to}, from what happened itself. */
static enum err_code
count_unpacked(struct reading *r, int64_t from, int64_t to)
{
	bool tasks = (r->ask->with & REPORT_READ_TASKS) != 0;
	enum err_code code = ERR_OK;

	for (int64_t day = from; day < to && code == ERR_OK; day++) {
		struct report_day facts;

		arena_reset(&r->scratch);
		code = tasks ? report_facts_tasks(r->db, r->ask->book, day,
						  &facts, &r->scratch)
			     : report_facts_read(r->db, r->ask->book, day,
						 &facts, &r->scratch);
		day_begin(r, day);
		if (code == ERR_OK)
			count_day(r, &facts);
	}
	return code;
}

static enum err_code
count_packed(struct reading *r, struct db_rows *rows, int64_t day)
{
	struct report_day facts = {.day = day};
	size_t n = (size_t)db_take_int(rows);
	char *packed;
	enum err_code code = ERR_NOMEM;

	arena_reset(&r->scratch);
	packed = arena_alloc(&r->scratch, n);
	if (packed != NULL) {
		(void)db_take_blob(rows, packed, n);
		code = report_pack_read((struct slice){packed, n}, &facts,
					&r->scratch);
	}
	if (code != ERR_OK)
		return code;
	day_begin(r, day);
	count_day(r, &facts);
	return ERR_OK;
}

static enum err_code
count_days(struct reading *r)
{
	const struct report_ask *ask = r->ask;
	struct db_rows rows =
	    db_query(r->db, SQL_REPORT_PACKED_LIST,
		     DB_ARGS(db_int(REPORT_PACK_FORMAT), db_int(ask->from_day),
			     db_int(ask->to_day)));
	int64_t next = ask->from_day;
	enum err_code code = ERR_OK, end;

	while (code == ERR_OK && db_next(&rows)) {
		int64_t day = db_take_int(&rows);

		code = count_unpacked(r, next, day);
		if (code == ERR_OK)
			code = count_packed(r, &rows, day);
		next = day + 1;
	}
	end = db_done(&rows);
	if (code == ERR_OK)
		code = end;
	return code == ERR_OK ? count_unpacked(r, next, ask->to_day + 1) : code;
}

/* --- searches without an answer --------------------------------------- */

static enum err_code
count_unknown(struct reading *r)
{
	const struct report_ask *ask = r->ask;
	struct report_found *out = r->out;
	struct db_rows rows =
	    db_query(r->db, SQL_UNKNOWN_DAY_SUMS,
		     DB_ARGS(db_int(ask->from_day), db_int(ask->to_day)));

	for (size_t i = 0; db_next(&rows);) {
		int64_t first = report_group_day(ask->by, db_take_int(&rows));
		int64_t n = db_take_int(&rows);

		while (by_time(ask->by) && out->group[i].day < first)
			i++;
		if (by_time(ask->by))
			report_add_unknown(&out->group[i].tally, n);
		report_add_unknown(&out->total, n);
	}
	return db_done(&rows);
}

static enum err_code
read_terms(struct reading *r)
{
	struct report_found *out = r->out;
	struct db_rows rows =
	    db_query(r->db, SQL_UNKNOWN_DAY_TERMS,
		     DB_ARGS(db_int(r->ask->from_day), db_int(r->ask->to_day),
			     db_int(REPORT_READ_TERMS_MAX)));

	out->term =
	    ARENA_ARRAY(r->arena, struct report_term, REPORT_READ_TERMS_MAX);
	while (out->term != NULL && db_next(&rows)) {
		struct report_term *t = &out->term[out->term_count++];

		t->term = db_take_text(&rows, r->arena);
		t->count = db_take_int(&rows);
		t->last_day = db_take_int(&rows);
	}
	return db_done(&rows);
}

enum err_code
report_read(struct db *db, const struct report_ask *ask,
	    struct report_found *out, struct arena *arena)
{
	struct reading r = {
	    .db = db,
	    .ask = ask,
	    .out = out,
	    .arena = arena,
	};
	enum err_code code = store_read_begin(db);

	*out = (struct report_found){.count = 0};
	if (code != ERR_OK)
		return code;
	total_begin(&r);
	groups_begin(&r);
	(void)arena_alloc(&r.scratch, SCRATCH); /* kept by every reset */
	if (arena->overflow)
		code = ERR_NOMEM;
	else if (ask->with & REPORT_READ_TASKS) /* few, never packed */
		code = count_unpacked(&r, ask->from_day, ask->to_day + 1);
	else
		code = count_days(&r);
	if (code == ERR_OK && ask->with & REPORT_READ_UNKNOWN)
		code = count_unknown(&r);
	if (code == ERR_OK && ask->with & REPORT_READ_UNKNOWN)
		code = read_terms(&r);
	store_read_end(db);
	arena_free(&r.scratch);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
