#include "audit.h"
#include "driver.h"
#include "grow.h"

/* The trail as it is searched: each way in by its own index. */

/* The seqs a time can have; clocks jump, so the rows are looked at again. */
static enum err_code
bound(struct db *db, const struct audit_filter *f, int64_t *low, int64_t *high)
{
	struct db_rows r;
	bool any = false;

	*low = 1;
	*high = f->before;
	if (f->from_ms == 0 && f->to_ms == INT64_MAX)
		return ERR_OK;
	r = db_query(db, SQL_AUDIT_BOUNDS,
		     DB_ARGS(db_int(f->from_ms), db_int(f->to_ms)));
	if (db_next(&r)) {
		int64_t last;

		*low = db_take_int(&r);
		last = db_take_int(&r);
		any = last != 0;
		if (last + 1 < *high)
			*high = last + 1;
	}
	if (!any)
		*high = 0;
	return db_done(&r);
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
	e->detail = db_take_text(r, arena);
}

enum err_code
audit_list(struct db *db, const struct audit_filter *filter,
	   struct audit_entry **out, size_t *count, struct arena *arena)
{
	struct audit_filter f = *filter;
	int64_t low, high;
	struct db_rows r;
	enum err_code code;

	*out = NULL;
	*count = 0;
	f.before = f.before != 0 ? f.before : INT64_MAX;
	f.to_ms = f.to_ms != 0 ? f.to_ms : INT64_MAX;
	code = bound(db, &f, &low, &high);
	if (code != ERR_OK)
		return code;
	r = db_query(db, statement(&f),
		     DB_ARGS(db_int(high), db_int(low), db_text(f.actor),
			     db_text(f.action), db_text(f.object),
			     db_text(f.object_id), db_int(f.from_ms),
			     db_int(f.to_ms), db_int((int64_t)f.limit)));
	while (db_next(&r) && GROW(arena, *out, *count) != NULL)
		take(&r, &(*out)[(*count)++], arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
