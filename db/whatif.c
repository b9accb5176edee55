#include "whatif.h"
#include "buf.h"
#include "driver.h"

/* Of what forbids a price only that matters which leaves nothing to count. */
static enum err_code
check(const struct whatif *w)
{
	static const char *const matters[] = {"/zone", "/performer", "/price"};
	struct field_errors *all = &w->op.err->fields;

	for (size_t i = 0; i < w->count; i++) {
		struct tariff_draft draft = w->draft[i];
		struct field_errors one = {0};
		draft.confirmed = true;
		tariff_check(w->op.book, &draft, w->op.now_ms, &one);
		for (size_t j = 0; j < sizeof(matters) / sizeof(*matters); j++)
			for (size_t k = 0; k < one.n; k++)
				if (strcmp(one.item[k].pointer, matters[j]) ==
				    0)
					err_field(all,
						  publish_pointer(&w->op, i,
								  matters[j]),
						  one.item[k].code,
						  one.item[k].arg);
	}
	return all->n != 0 ? ERR_FIELDS : ERR_OK;
}

static struct whatif_row *
find(struct whatif *w, const char *zone, unsigned performer)
{
	for (size_t i = 0; i < w->row_count && zone != NULL; i++)
		if (strcmp(w->row[i].zone, zone) == 0 &&
		    (w->row[i].performer & performer) != 0)
			return &w->row[i];
	return NULL;
}

/* One row a pair; of its changes the one that begins last is counted. */
static void
make_rows(struct whatif *w)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct tariff_draft *d = &w->draft[i];
		struct whatif_row *row = find(w, d->zone, d->performer);
		const struct tariff *now =
		    tariff_at(w->op.book, d->zone, (enum performer)d->performer,
			      w->op.now_ms);
		bool last = true;

		for (size_t j = 0; j < w->count; j++)
			if (strcmp(w->draft[j].zone, d->zone) == 0 &&
			    w->draft[j].performer == d->performer &&
			    civil_compare(w->draft[j].valid_from,
					  d->valid_from) > 0)
				last = false;
		if (row == NULL)
			row = &w->row[w->row_count++];
		if (row->zone != NULL && !last)
			continue;
		*row = (struct whatif_row){
		    .zone = d->zone,
		    .performer = (enum performer)d->performer,
		    .price_now_kop = now != NULL ? now->price_kop : 0,
		    .price_new_kop = d->price_kop,
		};
	}
}

/* What was charged for the trips since the first day. */
static enum err_code
add_trips(struct db *db, struct whatif *w)
{
	struct db_rows r = db_query(db, SQL_TRIP_DAY_SUM,
				    DB_ARGS(db_int(civil_days(w->from))));

	while (db_next(&r)) {
		const char *zone = db_take_text(&r, w->op.arena);
		unsigned performer = (unsigned)db_take_int(&r);
		struct whatif_row *row = find(w, zone, performer);
		if (row == NULL)
			continue;
		row->trips = db_take_int(&r);
		row->old_kop = db_take_int(&r);
	}
	return db_done(&r);
}

/* Counts by zone and mask of performers; who did not say asked for any. */
static enum err_code
add_counts(struct db_rows r, struct whatif *w, size_t at)
{
	while (db_next(&r)) {
		const char *zone = db_take_text(&r, w->op.arena);
		unsigned mask = (unsigned)db_take_int(&r);
		int64_t n = db_take_int(&r);
		bool counted = false;

		if (mask == 0)
			mask = PERFORMER_BOTH;
		for (unsigned one = PERFORMER_DOCTOR; one <= PERFORMER_NURSE;
		     one <<= 1) {
			struct whatif_row *row =
			    (mask & one) != 0 ? find(w, zone, one) : NULL;
			if (row == NULL)
				continue;
			*(int64_t *)((char *)row + at) += n;
			counted = true;
		}
		if (counted)
			*(int64_t *)((char *)&w->total + at) += n;
	}
	return db_done(&r);
}

static enum err_code
sum_up(struct whatif *w)
{
	for (size_t i = 0; i < w->row_count; i++) {
		struct whatif_row *row = &w->row[i];

		if (!units_mul(row->trips, row->price_new_kop, &row->new_kop) ||
		    !units_add(w->total.new_kop, row->new_kop,
			       &w->total.new_kop) ||
		    !units_add(w->total.old_kop, row->old_kop,
			       &w->total.old_kop))
			return ERR_INTERNAL;
		w->total.trips += row->trips;
	}
	return ERR_OK;
}

enum err_code
whatif_run(struct db *db, struct whatif *w)
{
	const struct civil_zone *zone = &w->op.book->clinic_zone;
	enum err_code code = check(w);

	if (code != ERR_OK)
		return code;
	w->from = civil_from_days(
	    civil_days(civil_date_of(zone, w->op.now_ms)) - w->days + 1);
	w->row = ARENA_ARRAY(w->op.arena, struct whatif_row, w->count);
	if (w->row == NULL)
		return ERR_NOMEM;
	memset(w->row, 0, w->count * sizeof(*w->row));
	make_rows(w);
	code = add_trips(db, w);
	if (code == ERR_OK)
		code = add_counts(
		    db_query(db, SQL_CALL_PRICE_COUNT,
			     DB_ARGS(db_int(civil_ms(zone, w->from, 0)))),
		    w, offsetof(struct whatif_row, declined));
	if (code == ERR_OK)
		code = add_counts(db_query(db, SQL_QUOTE_OPEN_COUNT,
					   DB_ARGS(db_int(w->op.now_ms))),
				  w, offsetof(struct whatif_row, open_quotes));
	return code == ERR_OK ? sum_up(w) : code;
}
