#include "sweep.h"

#include <pthread.h>

#include "chain.h"
#include "clock.h"
#include "dispatch.h"
#include "draft.h"
#include "logline.h"
#include "report_days.h"
#include "archive.h"
#include "retention.h"
#include "session.h"
#include "steady.h"
#include "task_work.h"
#include "units.h"

#define QUEUE_EVERY_MS (2 * SECOND_MS)
#define DRAFTS_EVERY_MS (10 * SECOND_MS)
#define FORGET_EVERY_MS MINUTE_MS
#define RETENTION_EVERY_MS (5 * SECOND_MS)
#define SESSIONS_EVERY_MS MINUTE_MS
#define REPORTS_EVERY_MS (2 * SECOND_MS)
#define WORDS_EVERY_MS (2 * SECOND_MS)
#define WORDS_MS 500 /* in one go: other duties wait */

struct sweep {
	struct app *app;
	struct db *db;
	struct arena arena;
	struct chain chain;
	int64_t newest; /* request: archive_due() */
	pthread_t thread;
	pthread_mutex_t lock; /* of stopping */
	pthread_cond_t wake;
	bool stopping;
};

/* Whoever ends the service, waits: callers do, until the next one is there. */
static bool
ending(struct sweep *s)
{
	bool stopping;

	pthread_mutex_lock(&s->lock);
	stopping = s->stopping;
	pthread_mutex_unlock(&s->lock);
	return stopping;
}

/* What the service does itself; its book is given back by end_op(). */
static struct op
begin_op(struct sweep *s, struct err *err)
{
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};

	return (struct op){
	    .actor = &service,
	    .now_ms = clock_ms(CLOCK_REALTIME),
	    .book = store_book(s->app->store),
	    .arena = &s->arena,
	    .err = err,
	};
}

static void
end_op(struct sweep *s, const struct op *op, enum err_code code)
{
	if (code != ERR_OK)
		logline_event(LOGLINE_WARNING, "sweep_failed", NULL);
	store_book_drop(s->app->store, op->book);
}

static void
sweep_queue(struct sweep *s)
{
	struct err err = {0};
	struct dispatch_sweep_ask ask = {.op = begin_op(s, &err)};
	bool due = false;
	enum err_code code = dispatch_due(s->db, ask.op.now_ms, &due);

	if (code == ERR_OK && due)
		code = store_write(s->app->store, dispatch_sweep, &ask, NULL);
	end_op(s, &ask.op, code);
}

static void
sweep_drafts(struct sweep *s)
{
	struct err err = {0};
	struct draft_purge_ask ask = {.op = begin_op(s, &err)};
	bool due = false;
	enum err_code code = draft_due(s->db, &ask.op, &due);

	if (code == ERR_OK && due)
		code = store_write(s->app->store, draft_purge, &ask, NULL);
	end_op(s, &ask.op, code);
}

static void
sweep_tasks(struct sweep *s)
{
	struct err err = {0};
	struct task_sweep_ask ask = {.op = begin_op(s, &err)};
	bool due = false;
	enum err_code code = task_due(s->db, &ask.op, &due);

	if (code == ERR_OK && due)
		code = store_write(s->app->store, task_sweep, &ask, NULL);
	end_op(s, &ask.op, code);
}

static void
forget_callers(struct sweep *s)
{
	struct err err = {0};
	struct task_sweep_ask ask = {.op = begin_op(s, &err)};
	bool due = false;
	enum err_code code = task_forget_due(s->db, &ask.op, &due);

	if (code == ERR_OK && due)
		code = store_write(s->app->store, task_forget, &ask, NULL);
	end_op(s, &ask.op, code);
}

/* Days that are over are packed for the reports, a few a turn. */
static void
sweep_reports(struct sweep *s)
{
	struct err err = {0};
	struct report_days ask = {.op = begin_op(s, &err)};
	enum err_code code = report_days_due(s->db, &ask);

	if (code == ERR_OK && ask.count != 0)
		code = store_write(s->app->store, report_days_open, &ask, NULL);
	if (code == ERR_OK && ask.count != 0)
		code = report_days_make(s->db, &ask);
	if (code == ERR_OK && ask.count != 0)
		code = store_write(s->app->store, report_days_keep, &ask, NULL);
	end_op(s, &ask.op, code);
}

/* What requests are found by follows some time after their posting. */
static void
sweep_words(struct sweep *s)
{
	struct err err = {0};
	struct op op = begin_op(s, &err);
	int64_t until_ms = clock_ms(CLOCK_MONOTONIC) + WORDS_MS;
	bool more;
	enum err_code code = archive_due(s->db, &s->newest, &more);

	while (code == ERR_OK && more && !ending(s) &&
	       clock_ms(CLOCK_MONOTONIC) < until_ms) {
		arena_reset(&s->arena);
		code = archive_keep(s->app->store, s->db, &op, &more);
	}
	end_op(s, &op, code);
}

static void
sweep_sessions(struct sweep *s)
{
	const struct rulebook *book = store_book(s->app->store);
	struct session_limits limits = session_limits_of(&book->settings);

	store_book_drop(s->app->store, book);
	session_table_limit(s->app->sessions, &limits);
	if (session_table_flush(s->app->sessions, s->app->store, steady_ms()) !=
	    ERR_OK)
		logline_event(LOGLINE_WARNING, "session_flush_failed", NULL);
}

static void
sweep_retention(struct sweep *s)
{
	struct err err = {0};
	struct retention_ask ask = {.op = begin_op(s, &err)};
	bool due = false;
	enum err_code code = retention_due(s->db, &ask.op, &due);

	if (code == ERR_OK && due)
		code = store_write(s->app->store, retention_erase, &ask, NULL);
	end_op(s, &ask.op, code);
}

static void
sweep_audit(struct sweep *s)
{
	chain_follow(&s->chain, s->db, clock_ms(CLOCK_MONOTONIC));
}

/* What is done by itself and how often. */
static const struct {
	void (*run)(struct sweep *s);
	int64_t every_ms;
} duties[] = {
    {sweep_queue, QUEUE_EVERY_MS},         {sweep_drafts, DRAFTS_EVERY_MS},
    {sweep_tasks, QUEUE_EVERY_MS},         {forget_callers, FORGET_EVERY_MS},
    {sweep_sessions, SESSIONS_EVERY_MS},   {sweep_reports, REPORTS_EVERY_MS},
    {sweep_words, WORDS_EVERY_MS},         {sweep_audit, QUEUE_EVERY_MS},
    {sweep_retention, RETENTION_EVERY_MS},
};

#define DUTIES (sizeof(duties) / sizeof(duties[0]))

/* Sleeps until the next beat; false: time to stop. */
static bool
sleep_beat(struct sweep *s)
{
	struct timespec until;
	int rc = 0;
	bool stopping;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += QUEUE_EVERY_MS / SECOND_MS;
	pthread_mutex_lock(&s->lock);
	while (!s->stopping && rc == 0)
		rc = pthread_cond_clockwait(&s->wake, &s->lock, CLOCK_MONOTONIC,
					    &until);
	stopping = s->stopping;
	pthread_mutex_unlock(&s->lock);
	return !stopping;
}

static void *
run(void *arg)
{
	struct sweep *s = arg;
	int64_t last_ms[DUTIES];

	for (size_t i = 0; i < DUTIES; i++)
		last_ms[i] = clock_ms(CLOCK_MONOTONIC);
	chain_begin(&s->chain, s->app->config.key_path, s->app->audit_key);
	sweep_audit(s);
	while (sleep_beat(s)) {
		int64_t now_ms = clock_ms(CLOCK_MONOTONIC);
		for (size_t i = 0; i < DUTIES && !ending(s); i++) {
			if (now_ms - last_ms[i] < duties[i].every_ms)
				continue;
			last_ms[i] = now_ms;
			arena_reset(&s->arena);
			duties[i].run(s);
		}
	}
	sweep_sessions(s);
	chain_end(&s->chain, s->db);
	return NULL;
}

enum err_code
sweep_start(struct app *app, struct sweep **out)
{
	struct sweep *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return ERR_NOMEM;
	s->app = app;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->wake, NULL);
	if (store_reader_open(app->store, &s->db) != ERR_OK) {
		free(s);
		return ERR_STORAGE;
	}
	if (pthread_create(&s->thread, NULL, run, s) != 0) {
		store_reader_close(s->db);
		free(s);
		return ERR_NOMEM;
	}
	*out = s;
	return ERR_OK;
}

void
sweep_stop(struct sweep *s)
{
	if (s == NULL)
		return;
	pthread_mutex_lock(&s->lock);
	s->stopping = true;
	pthread_cond_signal(&s->wake);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	store_reader_close(s->db);
	arena_free(&s->arena);
	pthread_cond_destroy(&s->wake);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
