#include "audit.h"
#include "buf.h"
#include "ids.h"
#include "shift_edit.h"
#include "shift_row.h"
#include "text.h"

#define OBJECT "shift"

enum err_code
shift_edit_list(struct db *db, const struct op *op, const char *medic,
		struct shift **out, size_t *n)
{
	int64_t today =
	    civil_days(civil_date_of(&op->book->clinic_zone, op->now_ms));
	struct shift_range range = {
	    .medic = medic,
	    .from = civil_from_days(today - 1), /* one may last until now */
	};

	if (rulebook_medic(op->book, medic) == NULL)
		return ERR_NOT_FOUND;
	return shift_row_list(db, &range, out, n, op->arena);
}

enum err_code
shift_edit_find(struct db *db, const char *id, struct shift *out,
		struct arena *arena)
{
	return shift_row_find(db, id, out, arena);
}

/* The other shifts of its medic: all but itself. */
static enum err_code
check(struct db *db, const struct shift_ask *ask)
{
	const struct shift *s = &ask->shift;
	struct shift_range range = {.medic = s->medic};
	struct shift *other;
	size_t n, kept = 0;
	enum err_code code =
	    shift_row_list(db, &range, &other, &n, ask->op.arena);

	if (code != ERR_OK)
		return code;
	for (size_t i = 0; i < n; i++)
		if (s->id == NULL || strcmp(other[i].id, s->id) != 0)
			other[kept++] = other[i];
	shift_check(s, other, kept, &ask->op.err->fields);
	return ask->op.err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

/* "m01 weekday 1 480-1320", "m01 2026-11-25 absence" */
static enum err_code
audit(struct db *db, const struct shift_ask *ask, const char *action)
{
	const struct shift *s = &ask->shift;
	char date[CIVIL_DATE_LEN + 1] = "";
	struct buf detail = BUF(ask->op.arena);

	if (s->date.year != 0)
		civil_date_print(s->date, date);
	buf_printf(&detail, "%s %s", s->medic, date);
	if (s->weekday != 0)
		buf_printf(&detail, "weekday %d", (int)s->weekday);
	if (s->kind == SHIFT_WORK)
		buf_printf(&detail, " %d-%d", (int)s->start_min,
			   (int)s->end_min);
	else
		buf_str(&detail, " absence");
	if (buf_text(&detail) == NULL)
		return ERR_NOMEM;
	return audit_add(db, &ask->op,
			 &(struct audit_event){.action = action,
					       .object = OBJECT,
					       .object_id = s->id,
					       .detail = buf_text(&detail)});
}

static void
tidy(struct shift_ask *ask)
{
	struct shift *s = &ask->shift;

	if (s->note != NULL)
		s->note = text_clean(slice_of(s->note), ask->op.arena);
	if (s->note != NULL && *s->note == '\0')
		s->note = NULL;
}

static void
check_kind(struct shift_ask *ask)
{
	struct field_errors *errs = &ask->op.err->fields;

	ask->shift.kind =
	    ask->kind != NULL ? shift_kind_of(ask->kind) : SHIFT_WORK;
	if (ask->shift.kind == SHIFT__COUNT)
		err_field(errs, "/kind", "unknown_code", ask->kind);
	if (ask->shift.kind == SHIFT_ABSENCE &&
	    (ask->shift.start_min != 0 || ask->shift.end_min != 0))
		err_field(errs, "/start_min", "shift_whole_day", NULL);
}

enum err_code
shift_edit_create(struct db *db, void *arg)
{
	struct shift_ask *ask = arg;
	struct shift *s = &ask->shift;
	enum err_code code;

	if (rulebook_medic(ask->op.book, s->medic) == NULL)
		return ERR_NOT_FOUND;
	tidy(ask);
	check_kind(ask);
	if (ask->op.err->fields.n != 0)
		return ERR_FIELDS;
	code = check(db, ask);
	if (code != ERR_OK)
		return code;
	s->id = ids_make(ask->op.now_ms, ask->op.arena);
	s->version = 1;
	if (s->id == NULL)
		return ERR_NOMEM;
	code = shift_row_insert(db, s);
	return code == ERR_OK ? audit(db, ask, OBJECT ".create") : code;
}

/* The shift as it is now, if ${ask} may change it. */
static enum err_code
find_to_change(struct db *db, const struct shift_ask *ask, struct shift *old)
{
	enum err_code code = shift_row_find(db, ask->id, old, ask->op.arena);

	if (code != ERR_OK || old->version == ask->if_version)
		return code;
	return audit_stale(db, &ask->op, OBJECT, ask->id);
}

enum err_code
shift_edit_change(struct db *db, void *arg)
{
	struct shift_ask *ask = arg;
	struct shift *s = &ask->shift, old;
	enum err_code code = find_to_change(db, ask, &old);

	if (code != ERR_OK)
		return code;
	tidy(ask);
	if (ask->has_start)
		old.start_min = s->start_min;
	if (ask->has_end)
		old.end_min = s->end_min;
	if (ask->has_note)
		old.note = s->note;
	*s = old;
	if (s->kind == SHIFT_ABSENCE && (s->start_min != 0 || s->end_min != 0))
		err_field(&ask->op.err->fields, "/start_min", "shift_whole_day",
			  NULL);
	code = check(db, ask);
	if (code == ERR_OK)
		code = db_exec(db, SQL_SHIFT_UPDATE,
			       DB_ARGS(db_int(s->start_min), db_int(s->end_min),
				       db_text(s->note), db_text(s->id)));
	s->version++;
	shift_row_tell(db, s);
	return code == ERR_OK ? audit(db, ask, OBJECT ".change") : code;
}

enum err_code
shift_edit_remove(struct db *db, void *arg)
{
	struct shift_ask *ask = arg;
	enum err_code code = find_to_change(db, ask, &ask->shift);

	if (code == ERR_OK)
		code = db_exec(db, SQL_SHIFT_DELETE, DB_ARGS(db_text(ask->id)));
	if (code == ERR_OK)
		shift_row_tell(db, &ask->shift);
	return code == ERR_OK ? audit(db, ask, OBJECT ".remove") : code;
}
