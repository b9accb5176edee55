#include "alike.h"
#include "audit.h"
#include "buf.h"
#include "columns.h"
#include "connection.h"
#include "lists.h"
#include "report_facts.h"
#include "request_columns.h"
#include "request_row.h"
#include "touch.h"

/* The numbers of the list are its order, of each class in the UPDATEs. */
#define NO(n, column, kind, member, change, at, list) NUMBER_OF_##column,
#define AT_COLUMN(column) AT_OF_##column,
#define AT_TURN(n, column, kind, member, change, at, list)                     \
	REQUEST_TURN_##change(AT_COLUMN(column))
#define AT_SET(n, column, kind, member, change, at, list)                      \
	REQUEST_SET_##change(AT_COLUMN(column))
enum {
	NUMBER_OF_id = 1,
	NUMBER_OF_version,
	REQUEST_COLUMNS(NO) NUMBER_OF_seq,
	AT_OF_version = 1,
	REQUEST_COLUMNS(AT_TURN) AT_OF_TURN_END,
	AT_SET_BEGIN = AT_OF_TURN_END - 1,
	REQUEST_COLUMNS(AT_SET) AT_OF_SET_END,
};
#define CHECK_AT(column, at)                                                   \
	_Static_assert(AT_OF_##column == (at), "parameter of " #column);
#define CHECK(n, column, kind, member, change, at, list)                       \
	_Static_assert(NUMBER_OF_##column == (n), "number of " #column);       \
	REQUEST_TURN_##change(CHECK_AT(column, at))                            \
	    REQUEST_SET_##change(CHECK_AT(column, at))
REQUEST_COLUMNS(CHECK)
_Static_assert((int)NUMBER_OF_seq == REQUEST_NUMBER_SEQ, "number of seq");
_Static_assert((int)AT_OF_TURN_END == REQUEST_AT_TURN_SEQ, "end of TURN");
_Static_assert((int)AT_OF_SET_END == REQUEST_AT_SEQ, "end of SET");

#define SETS (AT_OF_SET_END - AT_OF_TURN_END) /* columns that are SET */

/* From the struct to an argument, by kind. */
#define ARG_STATE(m) db_text(request_state_name(m))
#define ARG(n, column, kind, member, change, at, list) , ARG_##kind(row->member)
#define ARG_IF_TURN(n, column, kind, member, change, at, list)                 \
	REQUEST_TURN_##change(ARG_OF(ARG_##kind(row->member)))
#define ARG_IF_SET(n, column, kind, member, change, at, list)                  \
	REQUEST_SET_##change(ARG_OF(ARG_##kind(row->member)))
#define ARG_OF(arg) arg,

/* From a column to the struct, by kind. */
#define TAKE_STATE(m) (m) = state_take(r, arena)
#define TAKE(n, column, kind, member, change, at, list)                        \
	TAKE_##kind(row->member);
#define TAKE_LIST(n, column, kind, member, change, at, list)                   \
	TAKE_IN_##list(TAKE_##kind(row->member))
#define TAKE_IN_BOARD(take) take;
#define TAKE_IN_WHOLE(take)

static enum request_state
state_take(struct db_rows *r, struct arena *arena)
{
	enum request_state s = request_state_of(db_take_text(r, arena));

	if (s == REQUEST_STATE__COUNT && r->code == ERR_OK)
		r->code = ERR_STORAGE; /* not a row of ours */
	return s;
}

static void
take_head(struct db_rows *r, struct request_row *row, struct arena *arena)
{
	*row = (struct request_row){.seq = db_take_int(r)};
	row->q.id = db_take_text(r, arena);
	row->q.version = db_take_int(r);
}

/* The price agreed upon: as spoken but for what was kept of it. */
static void
take_agreed(struct request_row *row, struct arena *arena)
{
	struct request *q = &row->q;

	if (q->agreed_at_ms == 0)
		return;
	lists_take_lines(row->packed.agreed_lines, &q->agreed, arena);
	q->agreed.zone = q->zone;
	q->agreed.performers = q->quote.performers;
	q->agreed.bonus_member = q->quote.bonus_member;
	q->agreed.preliminary = q->quote.preliminary;
	q->agreed.at_ms = q->quote.at_ms;
}

/* The values of the columns that are SET, in their order. */
static void
list_sets(const struct request_row *row, struct db_arg out[SETS])
{
	const struct db_arg arg[] = {REQUEST_COLUMNS(ARG_IF_SET)};

	memcpy(out, arg, sizeof(arg));
}

static void
take_whole(struct db_rows *r, struct request_row *row, struct arena *arena)
{
	struct request_form *f = &row->q.form;

	take_head(r, row, arena);
	REQUEST_COLUMNS(TAKE)
	f->quote_id = row->q.quote.id;
	lists_take_services(row->packed.services, f, arena);
	lists_take_lines(row->packed.lines, &row->q.quote, arena);
	take_agreed(row, arena);
	f->epid = lists_take_answers(row->packed.epid, &f->epid_count, arena);
	f->red_flag = lists_take_answers(row->packed.red_flags,
					 &f->red_flag_count, arena);
	lists_take_matches(row->packed.matches, &row->q, arena);
	lists_take_scripts(row->packed.scripts, f, arena);
	row->stored = ARENA_ARRAY(arena, struct db_arg, SETS);
	if (row->stored != NULL)
		list_sets(row, row->stored);
}

bool
request_row_take(struct db_rows *r, struct request_row *row,
		 struct arena *arena)
{
	if (!db_next(r))
		return false;
	take_head(r, row, arena);
	REQUEST_COLUMNS(TAKE_LIST)
	lists_take_services(row->packed.services, &row->q.form, arena);
	if (arena->overflow && r->code == ERR_OK)
		r->code = ERR_NOMEM;
	return r->code == ERR_OK;
}

enum err_code
request_row_attempts(struct db *db, struct request_row *row,
		     struct arena *arena)
{
	struct request *q = &row->q;
	size_t room = (size_t)q->attempt_count, n = 0;
	struct db_rows r;

	q->attempt = ARENA_ARRAY(arena, struct request_attempt, room);
	if (q->attempt == NULL)
		return ERR_NOMEM;
	r = db_query(db, SQL_ATTEMPT_LIST, DB_ARGS(db_int(row->seq)));
	for (; n < room && db_next(&r); n++) {
		struct request_attempt *a = &q->attempt[n];

		a->at_ms = db_take_int(&r);
		a->by = db_take_text(&r, arena);
		a->outcome = db_take_text(&r, arena);
		a->next_at_ms = db_take_int(&r);
		a->comment = db_take_text(&r, arena);
	}
	q->attempt_count = (int64_t)n;
	return db_done(&r);
}

static enum err_code
find(struct db *db, enum db_id id, const char *key, struct request_row *out,
     struct arena *arena)
{
	struct db_rows r = db_query(db, id, DB_ARGS(db_text(key)));
	bool found = db_next(&r);
	enum err_code code;

	if (found)
		take_whole(&r, out, arena);
	code = db_done(&r);
	if (code != ERR_OK)
		return code;
	if (!found)
		return ERR_NOT_FOUND;
	if (out->q.attempt_count != 0)
		code = request_row_attempts(db, out, arena);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

enum err_code
request_row_find(struct db *db, const char *id, struct request_row *out,
		 struct arena *arena)
{
	return find(db, SQL_REQUEST_BY_ID, id, out, arena);
}

enum err_code
request_row_find_number(struct db *db, const char *number,
			struct request_row *out, struct arena *arena)
{
	return find(db, SQL_REQUEST_BY_NUMBER, number, out, arena);
}

enum err_code
request_row_pack(struct request_row *row, struct arena *arena)
{
	const struct request_form *f = &row->q.form;

	row->packed.services = lists_pack_services(f, arena);
	row->packed.epid = lists_pack_answers(f->epid, f->epid_count, arena);
	row->packed.red_flags =
	    lists_pack_answers(f->red_flag, f->red_flag_count, arena);
	row->packed.lines = lists_pack_lines(&row->q.quote, arena);
	row->packed.matches = lists_pack_matches(&row->q, arena);
	row->packed.scripts = lists_pack_scripts(f, arena);
	return arena->overflow ? ERR_NOMEM : ERR_OK;
}

/* What its trips bring, for the effect of other prices. */
static enum err_code
count_trips(struct db *db, const struct request_row *row)
{
	const struct quote *q = &row->q.quote;
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < q->line_count && code == ERR_OK; i++) {
		unsigned performer = quote_line_performer(&q->line[i]);

		if (performer != 0 && q->line[i].price_kop > 0)
			code = db_exec(db, SQL_TRIP_DAY_ADD,
				       DB_ARGS(db_int(row->created_day),
					       db_text(row->q.zone),
					       db_int(performer),
					       db_int(q->line[i].price_kop)));
	}
	return code;
}

/* The row is found by its keys from now on. */
static void
show(struct db *db, const struct request_row *row)
{
	if (row->active)
		alike_add(db_context(db)->alike, &row->keys,
			  row->q.form.caller.phone, row->seq);
}

/* The writer is alone, so the next one is free. */
static enum err_code
insert(struct db *db, struct request_row *row)
{
	struct db_rows r = db_query(db, SQL_REQUEST_LAST, DB_NO_ARGS);
	enum err_code code;

	row->seq = db_next(&r) ? db_take_int(&r) + 1 : 1;
	code = db_done(&r);
	if (code != ERR_OK)
		return code;
	show(db, row);
	code = db_exec(db, SQL_REQUEST_INSERT,
		       DB_ARGS(db_text(row->q.id),
			       db_int(row->q.version) REQUEST_COLUMNS(ARG),
			       db_int(row->seq)));
	return code == ERR_OK ? count_trips(db, row) : code;
}

static bool
same(const struct db_arg *a, const struct db_arg *b)
{
	return a->type == b->type && a->i == b->i && a->n == b->n &&
	       (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

/* Whether nothing but a column of TURN is other than when it was read. */
static bool
is_turn(const struct request_row *row)
{
	struct db_arg now[SETS];

	if (row->stored == NULL)
		return false;
	list_sets(row, now);
	for (size_t i = 0; i < SETS; i++)
		if (!same(&row->stored[i], &now[i]))
			return false;
	return true;
}

static enum err_code
turn(struct db *db, const struct request_row *row)
{
	return db_exec(db, SQL_REQUEST_TURN,
		       DB_ARGS(db_int(row->q.version),
			       REQUEST_COLUMNS(ARG_IF_TURN) db_int(row->seq)));
}

static enum err_code
set(struct db *db, const struct request_row *row)
{
	show(db, row);
	return db_exec(db, SQL_REQUEST_SET,
		       DB_ARGS(db_int(row->q.version),
			       REQUEST_COLUMNS(ARG_IF_TURN) REQUEST_COLUMNS(
				   ARG_IF_SET) db_int(row->seq)));
}

static enum err_code
update(struct db *db, const struct request_row *row)
{
	enum err_code code = is_turn(row) ? turn(db, row) : set(db, row);

	return code == ERR_OK && db_changes(db) == 0 ? ERR_STALE : code;
}

enum err_code
request_row_save(struct db *db, struct request_row *row)
{
	enum err_code code = row->seq == 0 ? insert(db, row) : update(db, row);

	row->stored = NULL; /* it is not what it was */
	return code;
}

static enum err_code
audit(struct db *db, const struct op *op, const struct request_row *row,
      const struct request_step *step)
{
	static const char *const action[] = {
#define X(name, wire) [LIFECYCLE_##name] = "request." wire,
	    LIFECYCLE_ACTIONS(X)
#undef X
	};
	const char *from = request_state_name(step->from);
	struct buf detail = BUF(op->arena);
	size_t codes;

	buf_printf(&detail, "%s %s>%s", row->q.number, from != NULL ? from : "",
		   request_state_name(row->q.state));
	/* words do not belong into the audit, codes and names of fields do */
	if (step->reason != NULL &&
	    (step->action == LIFECYCLE_CORRECT ||
	     lifecycle_reasons(step->action, &codes) != NULL))
		buf_printf(&detail, " %s", step->reason);
	if (step->codes != NULL)
		buf_printf(&detail, " %s", step->codes);
	if (buf_text(&detail) == NULL)
		return ERR_NOMEM;
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = action[step->action],
			     .object = "request",
			     .object_id = row->q.id,
			     .detail = buf_text(&detail),
			 });
}

enum err_code
request_row_log(struct db *db, const struct op *op,
		const struct request_row *row, const struct request_step *step)
{
	enum err_code code =
	    db_exec(db, SQL_REQUEST_EVENT_INSERT,
		    DB_ARGS(db_int(row->seq), db_int(op->now_ms),
			    db_text(op->actor->login),
			    db_text(lifecycle_action_name(step->action)),
			    db_text(request_state_name(step->from)),
			    db_text(request_state_name(row->q.state)),
			    db_text(step->reason), db_text(step->comment)));

	return code == ERR_OK ? audit(db, op, row, step) : code;
}

static void
tell(struct db *db, const struct request *q)
{
	struct change change = {
	    .kind = CHANGE_REQUEST,
	    .version = q->version,
	    .state = request_state_name(q->state),
	};

	(void)snprintf(change.id, sizeof(change.id), "%s", q->id);
	(void)snprintf(change.owner, sizeof(change.owner), "%s", q->created_by);
	touch_tell(db, &change);
}

enum err_code
request_row_write(struct db *db, const struct op *op, struct request_row *row,
		  const struct request_step *step)
{
	enum err_code code;

	row->q.version++;
	row->q.updated_at_ms = op->now_ms;
	row->q.updated_by = op->actor->login;
	row->active = request_state_active(row->q.state);
	code = request_row_save(db, row);
	if (code == ERR_OK)
		code = request_row_log(db, op, row, step);
	if (code == ERR_OK)
		code = report_facts_touch(db, row->created_day);
	if (code == ERR_OK)
		tell(db, &row->q);
	return code;
}
