#include <string.h>

#include "buf.h"
#include "driver.h"
#include "duplicate.h"
#include "grow.h"
#include "lists.h"
#include "request_row.h"
#include "trip_mates.h"
#include "trip_pass.h"
#include "units.h"

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

static struct trip_member
take_member(struct db_rows *r, struct arena *arena)
{
	struct trip_member m = {.id = NULL};
	struct request_address address = {.text = NULL};
	struct quote q = {0};

	(void)db_take_int(r); /* the order */
	m.id = db_take_text(r, arena);
	m.by = db_take_text(r, arena);
	address.text = db_take_text(r, arena);
	m.place = db_take_text(r, arena);
	address.flat = db_take_text(r, arena);
	m.address = duplicate_address(&address, arena);
	m.state = request_state_of(db_take_text(r, arena));
	lists_take_lines(db_take_text(r, arena), &q, arena);
	m.pays = trip_lines(&q, false);
	m.shares = trip_lines(&q, true);
	return m;
}

struct group {
	struct trip_member *member;
	size_t n;
};

static enum err_code
load(struct db *db, const char *id, struct group *g, struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_TRIP_MEMBERS, DB_ARGS(db_text(id)));
	enum err_code code;

	*g = (struct group){.n = 0};
	while (db_next(&r) && GROW(arena, g->member, g->n) != NULL)
		g->member[g->n++] = take_member(&r, arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

enum err_code
trip_mates_paid(struct db *db, struct trip_mates_ask *ask, unsigned *paid,
		struct field_errors *errs, struct arena *arena)
{
	const char *refusal;
	struct group g;
	enum err_code code;

	*paid = 0;
	if (ask->group == NULL)
		return ERR_OK;
	code = resolve(db, &ask->group, arena);
	if (code == ERR_OK)
		code = load(db, ask->group, &g, arena);
	if (code != ERR_OK)
		return code;
	refusal = trip_join(g.member, g.n, &ask->who, paid);
	if (refusal != NULL)
		err_field(errs, ask->pointer, refusal, NULL);
	return ERR_OK;
}

static const char *
group_of(const struct request *q)
{
	return q->form.trip_group != NULL ? q->form.trip_group : q->id;
}

enum err_code
trip_mates_list(struct db *db, const struct request *request,
		struct board_page *out, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_TRIP_LIST,
		     DB_ARGS(db_text(group_of(request)), db_text(request->id)));
	struct request_row row;
	enum err_code code;

	*out = (struct board_page){0};
	while (request_row_take(&r, &row, arena) &&
	       GROW(arena, out->item, out->count) != NULL)
		out->item[out->count++] = row.q;
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

/* --- who pays --------------------------------------------------------- */

/* "0>3900", for the history and the audit. */
static const char *
figures(int64_t old_kop, int64_t new_kop, struct arena *arena)
{
	struct buf out = BUF(arena);

	buf_printf(&out, "%lld>%lld", (long long)(old_kop / RUBLE_KOP),
		   (long long)(new_kop / RUBLE_KOP));
	return buf_text(&out);
}

/* The history of ${row}: another price because of the request ${of}. */
static struct request_step
step_of(const struct request_row *row, const struct request_row *of,
	const char *prices)
{
	return (struct request_step){
	    .action = LIFECYCLE_TRIP_PRICE,
	    .from = row->q.state,
	    .reason = of->q.number,
	    .codes = prices,
	    .comment = prices,
	};
}

/* ${mate} costs ${price} from now on; back to what was spoken, it was never
 * another.  Nobody takes back what they last did without that. */
static enum err_code
reprice(struct db *db, const struct op *op, struct request_row *mate,
	const struct quote *price, const struct request_row *because)
{
	struct request *q = &mate->q;
	bool pays = price->total_kop > request_price(q)->total_kop;
	bool spoken = trip_lines(price, true) == trip_lines(&q->quote, true) &&
		      price->total_kop == q->quote.total_kop;
	const char *prices =
	    figures(request_price(q)->total_kop, price->total_kop, op->arena);
	struct request_step step = step_of(mate, because, prices),
			    also = step_of(because, mate, prices);
	enum err_code code;

	q->agreed = *price;
	if (spoken)
		q->agreed = (struct quote){.id = NULL};
	q->agreed_at_ms = spoken ? 0 : op->now_ms;
	mate->packed.agreed_lines = lists_pack_lines(&q->agreed, op->arena);
	q->flags = pays ? q->flags | REQUEST_FLAG_TRIP_PAYER
			: q->flags & ~(unsigned)REQUEST_FLAG_TRIP_PAYER;
	q->undo = (struct request_undo){.action = NULL};
	if (op->arena->overflow)
		return ERR_NOMEM;
	code = request_row_write(db, op, mate, &step);
	return code == ERR_OK ? request_row_log(db, op, because, &also) : code;
}

enum err_code
trip_mates_pass(struct db *db, const struct op *op,
		const struct request_row *ended)
{
	const struct quote *told = request_price(&ended->q);
	unsigned left = trip_lines(told, false);
	struct request_row mate;
	struct quote price;
	struct group g;
	enum err_code code =
	    left != 0 ? load(db, group_of(&ended->q), &g, op->arena) : ERR_OK;

	for (unsigned p = 1; code == ERR_OK && p <= left; p <<= 1) {
		size_t heir = (left & p) != 0 ? trip_heir(g.member, g.n, p) : 0;

		if ((left & p) == 0 || heir == g.n)
			continue;
		code =
		    request_row_find(db, g.member[heir].id, &mate, op->arena);
		if (code != ERR_OK)
			continue;
		price = *request_price(&mate.q);
		trip_pay(&price, told, left & g.member[heir].shares);
		left &= ~g.member[heir].shares;
		code = reprice(db, op, &mate, &price, ended);
	}
	return code;
}

enum err_code
trip_mates_back(struct db *db, const struct op *op,
		const struct request_row *again)
{
	unsigned pays = trip_lines(request_price(&again->q), false);
	struct request_row mate;
	struct quote price;
	struct group g;
	enum err_code code =
	    pays != 0 ? load(db, group_of(&again->q), &g, op->arena) : ERR_OK;

	for (size_t i = 0; pays != 0 && code == ERR_OK && i < g.n; i++) {
		const struct trip_member *m = &g.member[i];

		if (!request_state_active(m->state) || (m->pays & pays) == 0 ||
		    strcmp(m->id, again->q.id) == 0)
			continue;
		code = request_row_find(db, m->id, &mate, op->arena);
		if (code != ERR_OK)
			continue;
		price = *request_price(&mate.q);
		quote_share(&price, pays);
		code = reprice(db, op, &mate, &price, again);
	}
	return code;
}
