#include "grow.h"
#include "request_row.h"
#include "shift_row.h"
#include "suggest_find.h"
#include "units.h"

#define DAYS_TRIED 7
#define AROUND_DAYS 1 /* visits of the days before and after count too */

/* The days and the medics of one question. */
struct finding {
	struct db *db;
	const struct op *op;
	struct request_row row;
	struct shift *shift;
	size_t shift_count;
	struct visit_window *visit;
	const char **visit_medic; /* of each visit */
	size_t visit_count;
};

static enum err_code
load_visits(struct finding *f, int64_t from_ms, int64_t to_ms)
{
	struct arena *arena = f->op->arena;
	struct db_rows r = db_query(f->db, SQL_VISIT_BETWEEN,
				    DB_ARGS(db_int(from_ms), db_int(to_ms)));

	while (db_next(&r) &&
	       GROW(arena, f->visit_medic, f->visit_count) != NULL &&
	       GROW(arena, f->visit, f->visit_count) != NULL) {
		struct visit_window *w = &f->visit[f->visit_count];

		f->visit_medic[f->visit_count++] = db_take_text(&r, arena);
		*w = (struct visit_window){.start_ms = db_take_int(&r)};
		w->end_ms = db_take_int(&r);
		w->zone = db_take_text(&r, arena);
		w->trip = db_take_text(&r, arena);
	}
	return db_done(&r);
}

/* All shifts and visits from the day before ${first} to after ${last}. */
static enum err_code
load(struct finding *f, int64_t first, int64_t last)
{
	const struct civil_zone *zone = &f->op->book->clinic_zone;
	struct shift_range range = {
	    .from = civil_from_days(first - AROUND_DAYS),
	    .to = civil_from_days(last),
	};
	enum err_code code = shift_row_list(f->db, &range, &f->shift,
					    &f->shift_count, f->op->arena);

	if (code != ERR_OK)
		return code;
	return load_visits(
	    f, civil_ms(zone, range.from, 0),
	    civil_ms(zone, civil_from_days(last + 1 + AROUND_DAYS), 0));
}

/* What is loaded of ${medic}: both lists are in the order of medics. */
static struct suggest_medic
medic_of(const struct finding *f, const struct medic *medic)
{
	struct suggest_medic m = {.medic = medic};
	size_t i = 0;

	while (i < f->shift_count && strcmp(f->shift[i].medic, medic->code) < 0)
		i++;
	m.shift = f->shift + i;
	while (i + m.shift_count < f->shift_count &&
	       strcmp(m.shift[m.shift_count].medic, medic->code) == 0)
		m.shift_count++;
	for (i = 0;
	     i < f->visit_count && strcmp(f->visit_medic[i], medic->code) < 0;
	     i++)
		;
	m.visit = f->visit + i;
	while (i + m.visit_count < f->visit_count &&
	       strcmp(f->visit_medic[i + m.visit_count], medic->code) == 0)
		m.visit_count++;
	return m;
}

static enum err_code
rank(const struct finding *f, struct suggest_found *found)
{
	const struct request *q = &f->row.q;
	const struct rulebook *book = f->op->book;
	struct arena *arena = f->op->arena;
	struct suggest_medic *medic =
	    ARENA_ARRAY(arena, struct suggest_medic, book->medic_count);
	const char **service =
	    ARENA_ARRAY(arena, const char *, q->form.service_count);
	struct suggest_ask ask = {
	    .book = book,
	    .performers = q->form.performers,
	    .zone = q->zone,
	    .trip = visit_trip(q->form.trip_group, q->id),
	    .service = service,
	    .now_ms = f->op->now_ms,
	    .date = found->date,
	    .arena = arena,
	};

	found->count = book->medic_count;
	found->item =
	    ARENA_ARRAY(arena, struct suggest_item, book->medic_count);
	if (medic == NULL || service == NULL || found->item == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < q->form.service_count; i++)
		if (q->form.service[i].code != NULL)
			service[ask.service_count++] = q->form.service[i].code;
	for (size_t i = 0; i < book->medic_count; i++)
		medic[i] = medic_of(f, &book->medic[i]);
	found->offered =
	    suggest_rank(&ask, medic, book->medic_count, found->item);
	return arena->overflow ? ERR_NOMEM : ERR_OK;
}

/* The day of the trip's other visits; 0: none is planned. */
static enum err_code
trip_day(struct finding *f, int64_t *day)
{
	const struct request *q = &f->row.q;
	struct db_rows r =
	    db_query(f->db, SQL_VISIT_OF_TRIP,
		     DB_ARGS(db_text(visit_trip(q->form.trip_group, q->id)),
			     db_int(f->row.seq)));

	*day = 0;
	if (db_next(&r))
		*day = civil_days(
		    civil_date_of(&f->op->book->clinic_zone, db_take_int(&r)));
	return db_done(&r);
}

/* The first day from ${first} on somebody is free; else ${first}. */
static enum err_code
first_free(struct finding *f, int64_t first, struct suggest_found *found)
{
	enum err_code code = load(f, first, first + DAYS_TRIED);

	for (int64_t day = first; day < first + DAYS_TRIED && code == ERR_OK;
	     day++) {
		found->date = civil_from_days(day);
		code = rank(f, found);
		if (found->offered > 0)
			return code;
	}
	found->date = civil_from_days(first);
	return code == ERR_OK ? rank(f, found) : code;
}

enum err_code
suggest_find(struct db *db, const struct op *op, struct suggest_found *found)
{
	struct finding f = {.db = db, .op = op};
	struct civil_date today =
	    civil_date_of(&op->book->clinic_zone, op->now_ms);
	int64_t day = 0;
	enum err_code code = request_row_find(db, found->id, &f.row, op->arena);

	if (code == ERR_OK && found->date.year == 0)
		code = trip_day(&f, &day);
	if (code != ERR_OK)
		return code;
	if (found->date.year != 0)
		day = civil_days(found->date);
	else if (day == 0 || day < civil_days(today))
		return first_free(&f, civil_days(today), found);
	found->date = civil_from_days(day);
	code = load(&f, day, day);
	return code == ERR_OK ? rank(&f, found) : code;
}
