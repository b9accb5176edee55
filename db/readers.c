#include <assert.h>
#include <errno.h>

#include "clock.h"
#include "connection.h"
#include "readers.h"

/* A thread that waits for its turn. */
struct readers_waiter {
	struct readers_waiter *next;
	pthread_cond_t called;
	enum store_use use;
	bool served;
	struct db *db; /* NULL: there is room to open one */
};

/* A thread has one at most, so that none waits for what it keeps others from.
 */
static _Thread_local enum store_use held; /* 0: none */

void
readers_init(struct readers *r)
{
	pthread_mutex_init(&r->lock, NULL);
}

void
readers_free(struct readers *r)
{
	assert(r->out == 0 && r->waiting == NULL);
	while (r->idle_count > 0)
		db_close(r->idle[--r->idle_count]);
	pthread_mutex_destroy(&r->lock);
}

bool
readers_held(void)
{
	return held != 0;
}

/* Whether one more may be out. */
static bool
has_room(const struct readers *r, enum store_use use)
{
	return r->out < STORE_READERS &&
	       (use == STORE_BRIEF || r->out_long < STORE_READERS_LONG);
}

/* One is out; NULL: to be opened. */
static struct db *
take_out(struct readers *r, enum store_use use)
{
	r->out++;
	r->out_long += use == STORE_LONG;
	return r->idle_count > 0 ? r->idle[--r->idle_count] : NULL;
}

/* The first who may have one gets it. */
static void
call_next(struct readers *r)
{
	struct readers_waiter **at = &r->waiting, *w;

	while (*at != NULL && !has_room(r, (*at)->use))
		at = &(*at)->next;
	w = *at;
	if (w == NULL)
		return;
	*at = w->next;
	w->db = take_out(r, w->use);
	w->served = true;
	pthread_cond_signal(&w->called);
}

static void
take_back(struct readers *r, enum store_use use, struct db *db)
{
	pthread_mutex_lock(&r->lock);
	r->out--;
	r->out_long -= use == STORE_LONG;
	if (db != NULL)
		r->idle[r->idle_count++] = db;
	call_next(r);
	pthread_mutex_unlock(&r->lock);
}

/* Under the lock: wait at the end of the row; whether it was served. */
static bool
stand_in_row(struct readers *r, struct readers_waiter *me)
{
	struct readers_waiter **at = &r->waiting;
	const struct timespec until =
	    clock_at(clock_ms(CLOCK_MONOTONIC) + r->wait_ms);
	int rc = 0;

	while (*at != NULL)
		at = &(*at)->next;
	*at = me;
	while (!me->served && rc != ETIMEDOUT)
		rc = pthread_cond_clockwait(&me->called, &r->lock,
					    CLOCK_MONOTONIC, &until);
	if (me->served)
		return true;
	for (at = &r->waiting; *at != me;)
		at = &(*at)->next;
	*at = me->next;
	r->refused++;
	return false;
}

/* Under the lock: everything is out. */
static bool
wait_for_one(struct readers *r, enum store_use use, struct db **out)
{
	struct readers_waiter me = {
	    .use = use,
	    .called = PTHREAD_COND_INITIALIZER,
	};
	bool served;

	r->waiting_count++;
	served = stand_in_row(r, &me);
	r->waiting_count--;
	pthread_cond_destroy(&me.called);
	*out = me.db;
	return served;
}

/* A turn, and what there is to read with; NULL: it is to be opened. */
static bool
get_turn(struct readers *r, enum store_use use, struct db **out)
{
	bool got = true;

	pthread_mutex_lock(&r->lock);
	if (has_room(r, use))
		*out = take_out(r, use);
	else
		got = wait_for_one(r, use, out);
	pthread_mutex_unlock(&r->lock);
	return got;
}

/* One more; when that fails the turn is given back. */
static enum err_code
open_one(struct readers *r, enum store_use use, struct db **out)
{
	enum err_code code = r->open(r->owner, out);

	if (code != ERR_OK) {
		*out = NULL;
		take_back(r, use, NULL);
		return code;
	}
	pthread_mutex_lock(&r->lock);
	r->opened++;
	pthread_mutex_unlock(&r->lock);
	return ERR_OK;
}

enum err_code
readers_take(struct readers *r, enum store_use use, struct db **out)
{
	enum err_code code = ERR_OK;

	assert(held == 0);
	*out = NULL;
	if (!get_turn(r, use, out))
		return ERR_BUSY;
	if (*out == NULL)
		code = open_one(r, use, out);
	if (code == ERR_OK)
		held = use;
	return code;
}

void
readers_give(struct readers *r, struct db *db)
{
	enum store_use use = held;

	if (db == NULL)
		return;
	assert(held != 0 && !db_in_transaction(db));
	held = 0;
	take_back(r, use, db);
}

void
readers_stats(struct readers *r, struct store_stats *out)
{
	pthread_mutex_lock(&r->lock);
	out->readers_open = r->opened;
	out->readers_waiting = r->waiting_count;
	out->readers_refused = r->refused;
	pthread_mutex_unlock(&r->lock);
}
