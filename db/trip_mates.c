#include "driver.h"
#include "duplicate.h"
#include "grow.h"
#include "lists.h"
#include "request_row.h"
#include "trip_mates.h"

/* A request may be named that is itself one of a group: then that group. */
static enum err_code
resolve(struct db *db, const char **group, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_TRIP_GROUP_OF, DB_ARGS(db_text(*group)));

	if (db_next(&r))
		*group = db_take_text(&r, arena);
	return db_done(&r);
}

static unsigned
paid_by(const char *lines, struct arena *arena)
{
	struct quote q = {0};
	unsigned paid = 0;

	lists_take_lines(lines, &q, arena);
	for (size_t i = 0; i < q.line_count; i++)
		if (!q.line[i].in_trip_group)
			paid |= quote_line_performer(&q.line[i]);
	return paid;
}

static struct trip_member
take_member(struct db_rows *r, struct arena *arena)
{
	struct trip_member m = {.by = db_take_text(r, arena)};
	struct request_address address = {.text = db_take_text(r, arena)};

	m.place = db_take_text(r, arena);
	address.flat = db_take_text(r, arena);
	m.address = duplicate_address(&address, arena);
	m.state = request_state_of(db_take_text(r, arena));
	m.pays = paid_by(db_take_text(r, arena), arena);
	return m;
}

enum err_code
trip_mates_paid(struct db *db, struct trip_mates_ask *ask, unsigned *paid,
		struct field_errors *errs, struct arena *arena)
{
	struct trip_member *member = NULL;
	const char *refusal;
	struct db_rows r;
	size_t n = 0;
	enum err_code code;

	*paid = 0;
	if (ask->group == NULL)
		return ERR_OK;
	code = resolve(db, &ask->group, arena);
	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_TRIP_MEMBERS, DB_ARGS(db_text(ask->group)));
	while (db_next(&r) && GROW(arena, member, n) != NULL)
		member[n++] = take_member(&r, arena);
	code = db_done(&r);
	if (code == ERR_OK && arena->overflow)
		code = ERR_NOMEM;
	if (code != ERR_OK)
		return code;
	refusal = trip_join(member, n, &ask->who, paid);
	if (refusal != NULL)
		err_field(errs, ask->pointer, refusal, NULL);
	return ERR_OK;
}

enum err_code
trip_mates_list(struct db *db, const struct request *request,
		struct board_page *out, struct arena *arena)
{
	const char *group = request->form.trip_group;
	struct db_rows r =
	    db_query(db, SQL_TRIP_LIST,
		     DB_ARGS(db_text(group != NULL ? group : request->id),
			     db_text(request->id)));
	struct request_row row;
	enum err_code code;

	*out = (struct board_page){0};
	while (request_row_take(&r, &row, arena) &&
	       GROW(arena, out->item, out->count) != NULL)
		out->item[out->count++] = row.q;
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
