#include <stdio.h>

#include "grow.h"
#include "shift_row.h"
#include "touch.h"

#define FIRST_DATE "0000-00-00"
#define LAST_DATE "9999-99-99"

static struct shift
take(struct db_rows *r, struct arena *arena)
{
	struct shift s = {.id = db_take_text(r, arena)};
	const char *date;

	s.medic = db_take_text(r, arena);
	s.kind = shift_kind_of(db_take_text(r, arena));
	s.weekday = db_take_int(r);
	date = db_take_text(r, arena);
	if (date != NULL && !civil_date_parse(date, &s.date))
		r->code = ERR_STORAGE;
	s.start_min = db_take_int(r);
	s.end_min = db_take_int(r);
	s.note = db_take_text(r, arena);
	s.version = db_take_int(r);
	return s;
}

enum err_code
shift_row_list(struct db *db, const struct shift_range *range,
	       struct shift **out, size_t *n, struct arena *arena)
{
	char from[CIVIL_DATE_LEN + 1] = FIRST_DATE;
	char to[CIVIL_DATE_LEN + 1] = LAST_DATE;
	struct db_rows r;
	enum err_code code;

	if (range->from.year != 0)
		civil_date_print(range->from, from);
	if (range->to.year != 0)
		civil_date_print(range->to, to);
	*out = NULL;
	*n = 0;
	r = db_query(
	    db, SQL_SHIFT_LIST,
	    DB_ARGS(db_text(range->medic), db_text(from), db_text(to)));
	while (db_next(&r) && GROW(arena, *out, *n) != NULL)
		(*out)[(*n)++] = take(&r, arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

enum err_code
shift_row_around(struct db *db, const struct op *op, const char *medic,
		 int64_t at_ms, struct shift **out, size_t *n)
{
	int64_t day = civil_days(civil_date_of(&op->book->clinic_zone, at_ms));
	struct shift_range range = {
	    .medic = medic,
	    .from = civil_from_days(day - 1), /* it may go over midnight */
	    .to = civil_from_days(day),
	};

	return shift_row_list(db, &range, out, n, op->arena);
}

enum err_code
shift_row_find(struct db *db, const char *id, struct shift *out,
	       struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_SHIFT_BY_ID, DB_ARGS(db_text(id)));
	bool found = db_next(&r);
	enum err_code code;

	if (found)
		*out = take(&r, arena);
	code = db_done(&r);
	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

void
shift_row_tell(struct db *db, const struct shift *s)
{
	struct change change = {.kind = CHANGE_SHIFT, .version = s->version};

	(void)snprintf(change.id, sizeof(change.id), "%s", s->id);
	touch_tell(db, &change);
}

enum err_code
shift_row_insert(struct db *db, const struct shift *s)
{
	char date[CIVIL_DATE_LEN + 1];

	if (s->date.year != 0)
		civil_date_print(s->date, date);
	shift_row_tell(db, s);
	return db_exec(db, SQL_SHIFT_INSERT,
		       DB_ARGS(db_text(s->id), db_text(s->medic),
			       db_text(shift_kind_name(s->kind)),
			       db_opt(s->weekday),
			       db_text(s->date.year != 0 ? date : NULL),
			       db_int(s->start_min), db_int(s->end_min),
			       db_text(s->note)));
}
