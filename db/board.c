#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "buf.h"
#include "grow.h"
#include "request_row.h"
#include "alike.h"
#include "connection.h"
#include "request_similar.h"

#define EVERY_STATE ((1u << REQUEST_STATE__COUNT) - 1)
#define NUMBER_MAX 15 /* bytes of a number, generously */

/* The orders of a list; the letter marks their cursors. */
enum order { ORDER_URGENT = 'u', ORDER_NEWEST = 'n', ORDER_NUMBER = 'q' };

/* Where a page starts: the values of its order. */
struct start {
	int64_t major; /* deadline; year of the number */
	int64_t minor; /* seq; rest of the number */
};

/* What one list is asked with. */
struct listing {
	const struct board_ask *ask;
	unsigned states;
	enum order order;
	struct start start;
	char number[2][NUMBER_MAX + 2]; /* ORDER_NUMBER: from, to */
};

static unsigned
active_states(void)
{
	unsigned mask = 0;

	for (enum request_state s = 0; s < REQUEST_STATE__COUNT; s++)
		if (request_state_active(s))
			mask |= 1u << s;
	return mask;
}

static enum order
order_of(const struct board_ask *ask, unsigned states)
{
	if (ask->q != NULL)
		return ORDER_NUMBER;
	if (ask->created_day != 0)
		return ORDER_NEWEST;
	return (states & ~active_states()) == 0 ? ORDER_URGENT : ORDER_NEWEST;
}

/* Two numbers written "a-b" in ${base}, nothing before or after them. */
static bool
start_read(const char *s, int base, struct start *out)
{
	static const char digits[] = "0123456789abcdef";
	const char *minor = strchr(s, '-');
	char *end;

	if (minor == NULL || minor == s || *++minor == '\0' ||
	    minor[strspn(minor, digits)] != '\0')
		return false;
	errno = 0; /* too large a number: strtoll() says so there alone */
	out->major = strtoll(s, &end, base);
	if (end + 1 != minor || out->major < 0)
		return false;
	out->minor = strtoll(minor, &end, base);
	return *end == '\0' && errno == 0;
}

static bool
start_parse(const char *cursor, enum order order, struct start *out)
{
	return cursor[0] == (char)order && start_read(cursor + 1, 16, out);
}

static const char *
start_print(struct start s, enum order order, struct arena *arena)
{
	struct buf out = BUF(arena);

	buf_printf(&out, "%c%" PRIx64 "-%" PRIx64, (char)order,
		   (uint64_t)s.major, (uint64_t)s.minor);
	return buf_text(&out);
}

/* The start of the page whose first row is ${row}. */
static struct start
start_of(const struct request_row *row, enum order order)
{
	struct start s = {0, row->seq};

	if (order == ORDER_URGENT)
		s.major = row->q.promise.deadline_at_ms;
	else if (order == ORDER_NUMBER && !start_read(row->q.number, 10, &s))
		s = (struct start){0, 0};
	return s;
}

/* Where the list ${l} begins; false: its cursor is none. */
static bool
start_set(struct listing *l)
{
	const char *cursor = l->ask->cursor;

	if (l->order == ORDER_NEWEST)
		l->start = (struct start){0, INT64_MAX};
	return cursor == NULL || start_parse(cursor, l->order, &l->start);
}

/*
 * Numbers from ${l}->ask->q to the last that starts so (':' follows '9'), or
 * to that of the cursor; false: nothing can start so.
 */
static bool
number_range(struct listing *l)
{
	const char *q = l->ask->q;
	size_t n = strlen(q);

	if (n > NUMBER_MAX || strspn(q, "0123456789-") != n)
		return false;
	memcpy(l->number[0], q, n + 1);
	if (l->ask->cursor == NULL)
		snprintf(l->number[1], sizeof(l->number[1]), "%s:", q);
	else
		snprintf(l->number[1], sizeof(l->number[1]),
			 "%02" PRId64 "-%06" PRId64, l->start.major % 100,
			 l->start.minor % INT64_C(1000000000));
	return true;
}

static struct db_rows
query(struct db *db, const struct listing *l)
{
	const struct board_ask *a = l->ask;
	struct db_arg arg[22];
	enum db_id id = SQL_BOARD_NEWEST;
	size_t n = 0;

	arg[n++] = db_int(l->start.major);
	arg[n++] = db_int(l->start.minor);
	if (l->order == ORDER_URGENT) {
		id = SQL_BOARD_ACTIVE;
	} else if (l->order == ORDER_NUMBER) {
		id = SQL_BOARD_NUMBER;
		arg[0] = db_text(l->number[0]);
		arg[1] = db_text(l->number[1]);
	} else if (a->created_day != 0) {
		id = SQL_BOARD_DAY;
		arg[0] = db_int(a->created_day);
	} else if (a->created_by != NULL) {
		id = SQL_BOARD_NEWEST_BY;
		arg[0] = db_text(a->created_by);
	}
	for (enum request_state s = 0; s < REQUEST_STATE__COUNT; s++)
		arg[n++] =
		    db_text(l->states & 1u << s ? request_state_name(s) : NULL);
	arg[n++] = db_text(a->zone);
	arg[n++] = db_text(a->claimed_by);
	arg[n++] = db_text(a->created_by);
	arg[n++] = db_int(a->overdue ? a->now_ms : 0);
	arg[n++] = db_int(a->created_day);
	arg[n++] = db_int((int64_t)a->limit + 1); /* one more: the next page */
	return db_query(db, id, arg, n);
}

static enum err_code
read_page(struct db *db, const struct listing *l, struct board_page *out,
	  struct arena *arena)
{
	struct db_rows r = query(db, l);
	struct request_row row;
	bool more = false;
	enum err_code code;

	while (!more && request_row_take(&r, &row, arena)) {
		more = out->count == l->ask->limit;
		if (!more)
			out->item[out->count++] = row.q;
	}
	code = db_done(&r);
	if (code != ERR_OK || !more)
		return code;
	out->next = start_print(start_of(&row, l->order), l->order, arena);
	return out->next != NULL ? ERR_OK : ERR_NOMEM;
}

enum err_code
board_list(struct db *db, const struct board_ask *ask, struct board_page *out,
	   struct arena *arena)
{
	struct listing l = {.ask = ask, .states = ask->states};

	assert(ask->limit >= 1 && ask->limit <= BOARD_LIMIT_MAX);
	if (l.states == 0)
		l.states = ask->q != NULL || ask->created_day != 0
			       ? EVERY_STATE
			       : active_states();
	l.order = order_of(ask, l.states);
	*out = (struct board_page){
	    .item = ARENA_ARRAY(arena, struct request, ask->limit)};
	if (out->item == NULL)
		return ERR_NOMEM;
	if (!start_set(&l))
		return ERR_SYNTAX;
	if (l.order == ORDER_NUMBER && !number_range(&l))
		return ERR_OK;
	return read_page(db, &l, out, arena);
}

/* The line of ${id} into *out; false: there is none for who asks. */
static bool
pick_one(struct db *db, const struct board_ask *ask, struct slice id,
	 struct request *out, enum err_code *code, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_BOARD_ONE,
		     DB_ARGS(db_text(arena_strndup(arena, id.p, id.n))));
	struct request_row row;
	bool found = request_row_take(&r, &row, arena) &&
		     (ask->created_by == NULL ||
		      strcmp(ask->created_by, row.q.created_by) == 0);

	if (found)
		*out = row.q;
	*code = db_done(&r);
	return found && *code == ERR_OK;
}

enum err_code
board_pick(struct db *db, const struct board_ask *ask, const char *ids,
	   struct board_page *out, struct arena *arena)
{
	struct slice rest = slice_of(ids), id;
	enum err_code code = ERR_OK;

	*out = (struct board_page){
	    .item = ARENA_ARRAY(arena, struct request, ask->limit)};
	if (out->item == NULL)
		return ERR_NOMEM;
	while (code == ERR_OK && out->count < ask->limit &&
	       slice_cut(&rest, ',', &id))
		out->count +=
		    pick_one(db, ask, id, &out->item[out->count], &code, arena);
	return code;
}

enum err_code
board_find(struct db *db, const char *id, struct request *out,
	   struct arena *arena)
{
	struct request_row row;
	enum err_code code = request_row_find(db, id, &row, arena);

	if (code == ERR_OK)
		*out = row.q;
	return code;
}

enum err_code
board_similar(struct db *db, const char *id, struct request *out,
	      struct arena *arena)
{
	struct request_row row;
	enum err_code code = request_row_find(db, id, &row, arena);

	if (code != ERR_OK)
		return code;
	row.q.match_count = 0;
	code = request_similar_find(db, &row, row.q.form.trip_group, arena);
	*out = row.q;
	return code;
}

enum err_code
board_find_number(struct db *db, const char *number, struct request *out,
		  struct arena *arena)
{
	struct request_row row;
	enum err_code code = request_row_find_number(db, number, &row, arena);

	if (code == ERR_OK)
		*out = row.q;
	return code;
}

/* What ${r} gives, up to ${max} in all. */
static enum err_code
take_rows(struct db_rows r, size_t max, struct board_page *out,
	  struct arena *arena)
{
	struct request_row row;

	while (out->count < max && request_row_take(&r, &row, arena))
		out->item[out->count++] = row.q;
	return db_done(&r);
}

/* Those the phone may be of, the newest first: patient and caller. */
static bool
phone_hits(struct db *db, const char *phone, struct alike_hits out[2],
	   struct arena *arena)
{
	struct alike *alike = db_context(db)->alike;

	return alike_find(alike, ALIKE_PHONE, phone, &out[0], arena) &&
	       alike_find(alike, ALIKE_CALLER, phone, &out[1], arena);
}

/* The newest of both, out of them; 0: none is left. */
static int64_t
newest(struct alike_hits of[2])
{
	int64_t seq = 0;

	for (int i = 0; i < 2; i++)
		if (of[i].count != 0 && of[i].seq[of[i].count - 1] > seq)
			seq = of[i].seq[of[i].count - 1];
	for (int i = 0; i < 2; i++)
		if (of[i].count != 0 && of[i].seq[of[i].count - 1] == seq)
			of[i].count--;
	return seq;
}

enum err_code
board_find_phone(struct db *db, const char *phone, size_t max,
		 struct board_page *out, struct arena *arena)
{
	struct alike_hits hits[2];
	enum err_code code = ERR_OK;
	int64_t seq;

	*out = (struct board_page){.item =
				       ARENA_ARRAY(arena, struct request, max)};
	if (out->item == NULL)
		return ERR_NOMEM;
	if (!phone_hits(db, phone, hits, arena))
		return take_rows(
		    db_query(db, SQL_BOARD_PHONE,
			     DB_ARGS(db_text(phone), db_int((int64_t)max))),
		    max, out, arena);
	while (code == ERR_OK && out->count < max && (seq = newest(hits)) != 0)
		code = take_rows(db_query(db, SQL_BOARD_PHONE_AT,
					  DB_ARGS(db_text(phone), db_int(seq))),
				 max, out, arena);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

static void
take_event(struct db_rows *r, struct request_event *e, struct arena *arena)
{
	e->seq = db_take_int(r);
	e->at_ms = db_take_int(r);
	e->by = db_take_text(r, arena);
	e->action = db_take_text(r, arena);
	e->from = db_take_text(r, arena);
	e->to = db_take_text(r, arena);
	e->reason = db_take_text(r, arena);
	e->comment = db_take_text(r, arena);
}

enum err_code
board_history(struct db *db, const char *id, struct request_event **out,
	      size_t *count, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_REQUEST_EVENT_LIST, DB_ARGS(db_text(id)));
	struct request_event *e = NULL;
	size_t n = 0;
	enum err_code code;

	while (db_next(&r)) {
		if (GROW(arena, e, n) == NULL)
			break;
		take_event(&r, &e[n++], arena);
	}
	code = db_done(&r);
	*out = e;
	*count = n;
	if (code == ERR_OK && arena->overflow)
		code = ERR_NOMEM;
	/* posting alone makes one */
	return code == ERR_OK && n == 0 ? ERR_NOT_FOUND : code;
}

enum err_code
board_counts(struct db *db, int64_t now_ms, struct board_counts *out)
{
	struct db_rows r =
	    db_query(db, SQL_BOARD_COUNTS, DB_ARGS(db_int(now_ms)));
	struct arena names = {0};
	enum err_code code;

	*out = (struct board_counts){0};
	while (db_next(&r)) {
		enum request_state s =
		    request_state_of(db_take_text(&r, &names));

		if (s < REQUEST_STATE__COUNT)
			out->by_state[s] = db_take_int(&r);
		out->overdue += db_take_int(&r);
	}
	code = db_done(&r);
	arena_free(&names);
	return code;
}
