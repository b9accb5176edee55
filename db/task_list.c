#include <assert.h>
#include <string.h>

#include "grow.h"
#include "task_hold.h"
#include "task_list.h"

#define ENDED (1u << TASK_DONE | 1u << TASK_CANCELLED)

/* --- lists ------------------------------------------------------------ */

/* Where a page starts: the order of its first row. */
struct start {
	int64_t major, minor;
};

static enum err_code
start_of(struct db *db, const struct task_list_ask *ask, bool urgent,
	 struct start *out, struct arena *arena)
{
	struct task_row row;
	enum err_code code = ERR_OK;

	*out = (struct start){0, urgent ? 0 : INT64_MAX};
	if (ask->cursor == NULL)
		return ERR_OK;
	code = task_row_find(db, ask->cursor, &row, arena);
	if (code == ERR_NOT_FOUND)
		return ERR_SYNTAX;
	out->minor = row.seq;
	if (urgent)
		out->major = row.t.promise.deadline_at_ms;
	return code;
}

static struct db_rows
query(struct db *db, const struct task_list_ask *ask, unsigned states,
      const struct start *start)
{
	bool urgent = (states & ENDED) == 0;
	struct db_arg arg[7 + TASK_STATE__COUNT];
	size_t n = 0;

	arg[n++] = db_int(start->major);
	arg[n++] = db_int(start->minor);
	for (enum task_state s = 0; s < TASK_STATE__COUNT; s++)
		arg[n++] =
		    db_text(states & 1u << s ? task_state_name(s) : NULL);
	arg[n++] = db_text(ask->queue);
	arg[n++] = db_text(ask->claimed_by);
	arg[n++] = db_text(ask->created_by);
	arg[n++] = db_text(ask->login);
	arg[n++] =
	    db_int((int64_t)ask->limit + 1); /* one more: the next page */
	assert(n == sizeof(arg) / sizeof(arg[0]));
	return db_query(db, urgent ? SQL_TASK_URGENT : SQL_TASK_NEWEST, arg, n);
}

enum err_code
task_list(struct db *db, const struct task_list_ask *ask, struct task_page *out,
	  struct arena *arena)
{
	unsigned states = ask->states != 0
			      ? ask->states
			      : (1u << TASK_STATE__COUNT) - 1 - ENDED;
	struct start start;
	struct task_row row;
	struct db_rows r;
	enum err_code code =
	    start_of(db, ask, (states & ENDED) == 0, &start, arena);

	assert(ask->limit >= 1 && ask->limit <= TASK_LIST_MAX);
	*out = (struct task_page){
	    .item = ARENA_ARRAY(arena, struct task, ask->limit)};
	if (code == ERR_OK && out->item == NULL)
		code = ERR_NOMEM;
	if (code != ERR_OK)
		return code;
	r = query(db, ask, states, &start);
	while (out->next == NULL && task_row_take(&r, &row, arena)) {
		if (out->count == ask->limit)
			out->next = row.t.id;
		else
			out->item[out->count++] = row.t;
	}
	return db_done(&r);
}

/* --- one -------------------------------------------------------------- */

enum err_code
task_list_find(struct db *db, const char *id, const char *login,
	       struct task *out, struct arena *arena)
{
	struct task_row row;
	bool may = false;
	enum err_code code = task_row_find(db, id, &row, arena);

	if (code == ERR_OK)
		code = task_hold_serves(db, login, row.t.queue, &may);
	if (code != ERR_OK)
		return code;
	*out = row.t;
	return may || strcmp(row.t.created_by, login) == 0 ? ERR_OK
							   : ERR_FORBIDDEN;
}

static void
take_event(struct db_rows *r, struct task_event *e, struct arena *arena)
{
	e->at_ms = db_take_int(r);
	e->by = db_take_text(r, arena);
	e->action = db_take_text(r, arena);
	e->from = db_take_text(r, arena);
	e->to = db_take_text(r, arena);
	e->queue = db_take_text(r, arena);
	e->whom = db_take_text(r, arena);
	e->reason = db_take_text(r, arena);
	e->next_at_ms = db_take_int(r);
	e->comment = db_take_text(r, arena);
}

enum err_code
task_list_history(struct db *db, const char *id, struct task_event **out,
		  size_t *count, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_TASK_EVENT_LIST, DB_ARGS(db_text(id)));
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(arena, *out, *count) != NULL)
		take_event(&r, &(*out)[(*count)++], arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

/* --- queues ----------------------------------------------------------- */

/* The entry of the queue ${code}; NULL: the book has none. */
static struct task_queue_now *
entry_of(struct task_queue_now *now, const struct op *op, const char *code)
{
	const struct task_queue *q = rulebook_queue(op->book, code);

	return q != NULL ? &now[q - op->book->queue] : NULL;
}

static enum err_code
read_served(struct db *db, const struct op *op, struct task_queue_now *now)
{
	struct db_rows r =
	    db_query(db, SQL_QUEUE_SERVED, DB_ARGS(db_text(op->actor->login)));

	while (db_next(&r)) {
		struct task_queue_now *q =
		    entry_of(now, op, db_take_text(&r, op->arena));

		if (q != NULL)
			q->serves = true;
	}
	return db_done(&r);
}

static enum err_code
read_counts(struct db *db, const struct op *op, struct task_queue_now *now)
{
	struct db_rows r =
	    db_query(db, SQL_QUEUE_COUNTS, DB_ARGS(db_int(op->now_ms)));

	while (db_next(&r)) {
		struct task_queue_now *q =
		    entry_of(now, op, db_take_text(&r, op->arena));
		enum task_state s = task_state_of(db_take_text(&r, op->arena));
		int64_t deadline_ms;

		if (q == NULL || s == TASK_STATE__COUNT)
			continue;
		q->by_state[s] = db_take_int(&r);
		q->overdue += db_take_int(&r);
		deadline_ms = db_take_int(&r);
		if (deadline_ms != 0 &&
		    (q->deadline_at_ms == 0 || deadline_ms < q->deadline_at_ms))
			q->deadline_at_ms = deadline_ms;
	}
	return db_done(&r);
}

enum err_code
task_list_queues(struct db *db, const struct op *op,
		 struct task_queue_now **out)
{
	const struct rulebook *book = op->book;
	enum err_code code;

	*out = ARENA_ARRAY(op->arena, struct task_queue_now, book->queue_count);
	if (*out == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < book->queue_count; i++)
		(*out)[i] = (struct task_queue_now){.queue = &book->queue[i]};
	code = read_served(db, op, *out);
	return code == ERR_OK ? read_counts(db, op, *out) : code;
}

enum err_code
task_list_colleagues(struct db *db, const char *queue,
		     struct task_colleague **out, size_t *count,
		     struct arena *arena)
{
	const unsigned may = ROLE_OPERATOR | ROLE_DISPATCHER;
	struct db_rows r =
	    db_query(db, SQL_QUEUE_COLLEAGUES, DB_ARGS(db_text(queue)));
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(arena, *out, *count) != NULL) {
		struct task_colleague *c = &(*out)[*count];

		c->login = db_take_text(&r, arena);
		c->name = db_take_text(&r, arena);
		if (((unsigned)db_take_int(&r) & may) != 0)
			++*count;
	}
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
