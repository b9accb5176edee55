#include "audit.h"
#include "driver.h"
#include "grow.h"
#include "units.h"

/* The trail as it is searched: each way in by its own index. */

#define STRETCH 100000 /* seqs looked at in one statement */
#define STRETCHES 5    /* in one call */

/* What is still to be looked at: ${low} <= seq < ${high}. */
struct span {
	int64_t low, high;
};

/* One number of a statement over two times; 0: there is none. */
static enum err_code
number(struct db *db, enum db_id id, int64_t from_ms, int64_t to_ms,
       int64_t *out)
{
	struct db_rows r =
	    db_query(db, id, DB_ARGS(db_int(from_ms), db_int(to_ms)));

	*out = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

/*
 * The seqs a time can have.  The clock may have been set: the day beside each
 * end is looked at for its lowest or highest, and each row's time again.
 */
static enum err_code
bound(struct db *db, const struct audit_filter *f, struct span *s)
{
	int64_t first_ms, last_ms, last;
	enum err_code code;

	*s = (struct span){1, f->before};
	if (f->from_ms == 0 && f->to_ms == INT64_MAX)
		return ERR_OK;
	code =
	    number(db, SQL_AUDIT_FIRST_TIME, f->from_ms, f->to_ms, &first_ms);
	if (code == ERR_OK)
		code = number(db, SQL_AUDIT_LAST_TIME, f->from_ms, f->to_ms,
			      &last_ms);
	if (code == ERR_OK)
		code = number(db, SQL_AUDIT_LOWEST, first_ms, first_ms + DAY_MS,
			      &s->low);
	if (code == ERR_OK)
		code = number(db, SQL_AUDIT_HIGHEST, last_ms - DAY_MS,
			      last_ms + 1, &last);
	if (code == ERR_OK && last + 1 < s->high)
		s->high = last + 1;
	return code;
}

/* The statement that has the fewest rows to pass over. */
static enum db_id
statement(const struct audit_filter *f)
{
	if (f->object != NULL && f->object_id != NULL)
		return SQL_AUDIT_OF_OBJECT;
	if (f->action != NULL)
		return SQL_AUDIT_OF_ACTION;
	return f->actor != NULL ? SQL_AUDIT_OF_ACTOR : SQL_AUDIT_OF_ALL;
}

/* Beyond the newest of all. */
static enum err_code
newest(struct db *db, int64_t *out)
{
	struct db_rows r = db_query(db, SQL_AUDIT_HEAD, DB_NO_ARGS);

	*out = db_next(&r) ? db_take_int(&r) + 1 : 0;
	return db_done(&r);
}

static void
take(struct db_rows *r, struct audit_entry *e, struct arena *arena)
{
	e->seq = db_take_int(r);
	e->at_ms = db_take_int(r);
	e->actor = db_take_text(r, arena);
	e->roles = (unsigned)db_take_int(r);
	e->address = db_take_text(r, arena);
	e->request_id = db_take_text(r, arena);
	e->action = db_take_text(r, arena);
	e->object = db_take_text(r, arena);
	e->object_id = db_take_text(r, arena);
	e->number = db_take_text(r, arena);
	e->detail = db_take_text(r, arena);
}

static enum err_code
look(struct db *db, const struct audit_filter *f, const struct span *s,
     struct audit_page *out, struct arena *arena)
{
	struct db_rows r = db_query(
	    db, statement(f),
	    DB_ARGS(db_int(s->high), db_int(s->low), db_text(f->actor),
		    db_text(f->action), db_text(f->object),
		    db_text(f->object_id), db_int(f->from_ms), db_int(f->to_ms),
		    db_int((int64_t)(f->limit - out->count))));

	while (db_next(&r) && GROW(arena, out->item, out->count) != NULL)
		take(&r, &out->item[out->count++], arena);
	return db_done(&r);
}

enum err_code
audit_list(struct db *db, const struct audit_filter *filter,
	   struct audit_page *out, struct arena *arena)
{
	struct audit_filter f = *filter;
	struct span all, s;
	enum err_code code;

	*out = (struct audit_page){0};
	f.before = f.before != 0 ? f.before : INT64_MAX;
	f.to_ms = f.to_ms != 0 ? f.to_ms : INT64_MAX;
	code = bound(db, &f, &all);
	if (code == ERR_OK && all.high == INT64_MAX)
		code = newest(db, &all.high);
	s.high = all.high;
	for (int i = 0; code == ERR_OK && i < STRETCHES && s.high > all.low &&
			out->count < f.limit;
	     i++) {
		s.low = s.high - all.low > STRETCH ? s.high - STRETCH : all.low;
		code = look(db, &f, &s, out, arena);
		s.high = s.low;
	}
	if (out->count == f.limit)
		out->next = out->item[out->count - 1].seq;
	else if (s.high > all.low)
		out->next = s.high;
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
