#include "book_load.h"
#include "task.h"

/* The queues of the back line, with their hours. */

/* Columns: whether it has hours of its own, and they. */
static void
take_hours(struct book_load *l, struct db_rows *r, struct service_hours *out)
{
	bool own = db_take_int(r) != 0;
	struct task_hours hours = {.weekdays = (unsigned)db_take_int(r)};

	hours.open_min = (int)db_take_int(r);
	hours.close_min = (int)db_take_int(r);
	*out = l->book->hours;
	if (own && !task_hours_make(l->book, &hours, out))
		l->code = ERR_NOMEM;
}

void
book_queue_load(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_QUEUE_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->queue, b->queue_count) != NULL) {
		struct task_queue *q = &b->queue[b->queue_count++];

		q->code = db_take_text(&r, b->arena);
		q->name = db_take_text(&r, b->arena);
		q->takes = db_take_text(&r, b->arena);
		q->target_min = db_take_int(&r);
		q->deadline_min = db_take_int(&r);
		take_hours(l, &r, &q->hours);
		q->active = db_take_int(&r) != 0;
		q->version = db_take_int(&r);
	}
	book_done(l, &r);
}
