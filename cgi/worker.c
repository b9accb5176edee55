#include "worker.h"

#include <errno.h>
#include <fcgiapp.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"
#include "events.h"
#include "logline.h"
#include "metrics.h"
#include "route.h"
#include "units.h"

#define BACKLOG 511
#define DRAIN_MAX ((size_t)1024 * 1024) /* of a refused body; then close */
#define WAKE_SIGNAL SIGUSR2
#define POLL_NS 1000000L     /* between looks while stopping */
#define TROUBLE_NS 10000000L /* after accept() failed, say out of files */

struct worker {
	struct app *app;
	pthread_t thread;
	struct db *db;
	struct arena arena; /* of the request */
	struct arena
	    head; /* of the answer's header: there when arena is full */
	FCGX_Request fcgi;
	atomic_bool waiting; /* for a request: may be woken */
	atomic_bool done;
};

struct workers {
	struct app *app;
	size_t count;
	struct worker worker[];
};

static int64_t
clock_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
pause_ns(long ns)
{
	struct timespec t = {0, ns};

	(void)nanosleep(&t, NULL);
}

static const char *
param(const struct http *h, const char *name)
{
	return FCGX_GetParam(name, h->params);
}

/* An answer_read over the request's stream. */
static size_t
read_body(void *from, char *into, size_t max)
{
	FCGX_Request *fcgi = from;
	int n = FCGX_GetStr(into, (int)max, fcgi->in);

	return n > 0 ? (size_t)n : 0;
}

/*
 * Reads what is left of the body: only then the kept connection is good for
 * another request.  False: there is too much, close it.
 */
static bool
drain(FCGX_Request *fcgi)
{
	char scrap[4096];

	for (size_t n = 0; n < DRAIN_MAX; n += sizeof(scrap))
		if (read_body(fcgi, scrap, sizeof(scrap)) < sizeof(scrap))
			return true;
	return false;
}

static void
put(FCGX_Request *fcgi, const struct buf *b)
{
	if (b->data != NULL && b->n != 0)
		(void)FCGX_PutStr(b->data, (int)b->n, fcgi->out);
}

static void
send_answer(struct worker *w, const struct http *h)
{
	struct buf head = BUF(&w->head);

	http_head(h, &head);
	put(&w->fcgi, &head);
	if (h->method != HTTP_HEAD && h->status != 204 && h->status != 304)
		put(&w->fcgi, &h->out);
}

/*
 * The connection becomes the stream's and is none of libfcgi's any more: the
 * next FCGX_Accept_r() takes a fresh one.
 */
static void
hand_over(struct worker *w, const struct http *h)
{
	struct buf head = BUF(&w->head);
	int fd = w->fcgi.ipcFd;

	http_head(h, &head);
	if (head.failed) {
		events_drop(w->app->events, h->stream);
		FCGX_Free(&w->fcgi, 1);
		return;
	}
	w->fcgi.ipcFd = -1;
	events_attach(w->app->events, h->stream, fd, w->fcgi.requestId, &head);
	FCGX_Free(&w->fcgi, 0);
}

static void
finish(struct worker *w, const struct http *h)
{
	bool whole = drain(&w->fcgi);

	if (h->stream != NULL) {
		hand_over(w, h);
		return;
	}
	send_answer(w, h);
	FCGX_Finish_r(&w->fcgi);
	if (!whole)
		FCGX_Free(&w->fcgi, 1);
}

static size_t
route_index(const struct http *h)
{
	size_t n;
	const struct route *all = route_all(&n);

	return h->route != NULL ? (size_t)(h->route - all) : n;
}

/* One request, from its parameters to its line in the log. */
static void
serve(struct worker *w)
{
	struct app *app = w->app;
	int64_t began_us = clock_us(CLOCK_MONOTONIC), took_us;
	struct http h = {
	    .app = app,
	    .arena = &w->arena,
	    .db = w->db,
	    .book = store_book(app->store),
	    .now_ms = clock_us(CLOCK_REALTIME) / 1000,
	    .header = param,
	    .params = w->fcgi.envp,
	};

	atomic_fetch_add(&app->in_flight, 1);
	answer_request(&h, read_body, &w->fcgi);
	if (h.stream != NULL && h.err.code != ERR_OK) {
		events_drop(app->events, h.stream);
		h.stream = NULL;
	}
	finish(w, &h);
	store_book_drop(app->store, h.book);
	atomic_fetch_sub(&app->in_flight, 1);
	took_us = clock_us(CLOCK_MONOTONIC) - began_us;
	metrics_count(app->metrics, route_index(&h), h.status, took_us);
	logline_request(&h, took_us);
	arena_reset(&w->arena);
	arena_reset(&w->head);
}

static void *
run(void *arg)
{
	struct worker *w = arg;

	for (;;) {
		int rc;
		atomic_store(&w->waiting, true);
		if (atomic_load(&w->app->stopping))
			break;
		rc = FCGX_Accept_r(&w->fcgi);
		atomic_store(&w->waiting, false);
		if (rc == 0)
			serve(w);
		else if (rc != -EINTR && !atomic_load(&w->app->stopping))
			pause_ns(TROUBLE_NS);
	}
	FCGX_Free(&w->fcgi, 1);
	atomic_store(&w->done, true);
	return NULL;
}

int
worker_listen(const char *path)
{
	return FCGX_OpenSocket(path, BACKLOG);
}

static void
on_wake(int signo)
{
	(void)signo; /* interrupting accept() or read() is all it is for */
}

/*
 * The wake signal is without SA_RESTART.  libfcgi would take SIGUSR1, if it
 * is free, for FCGX_ShutdownPending(): see worker_stop().
 */
static void
catch_signals(void)
{
	struct sigaction sa = {.sa_handler = on_wake};

	sigemptyset(&sa.sa_mask);
	(void)sigaction(WAKE_SIGNAL, &sa, NULL);
	(void)signal(SIGUSR1, SIG_IGN);
}

static enum err_code
start_one(struct worker *w, struct app *app, int fd)
{
	w->app = app;
	if (store_reader_open(app->store, &w->db) != ERR_OK)
		return ERR_STORAGE;
	if (FCGX_InitRequest(&w->fcgi, fd, FCGI_FAIL_ACCEPT_ON_INTR) == 0 &&
	    pthread_create(&w->thread, NULL, run, w) == 0)
		return ERR_OK;
	store_reader_close(w->db);
	return ERR_NOMEM;
}

enum err_code
worker_start(struct app *app, int fd, struct workers **out)
{
	size_t n = (size_t)app->config.threads;
	struct workers *pool =
	    calloc(1, sizeof(*pool) + n * sizeof(pool->worker[0]));
	enum err_code code = ERR_OK;

	if (pool == NULL)
		return ERR_NOMEM;
	catch_signals();
	if (FCGX_Init() != 0) {
		free(pool);
		return ERR_INTERNAL;
	}
	pool->app = app;
	while (code == ERR_OK && pool->count < n) {
		code = start_one(&pool->worker[pool->count], app, fd);
		pool->count += code == ERR_OK;
	}
	if (code != ERR_OK) {
		(void)worker_stop(pool, 1000);
		return code;
	}
	*out = pool;
	return ERR_OK;
}

/* Wakes those who only wait; how many have not ended yet. */
static size_t
wake_waiting(struct workers *pool)
{
	size_t alive = 0;

	for (size_t i = 0; i < pool->count; i++) {
		struct worker *w = &pool->worker[i];
		if (atomic_load(&w->done))
			continue;
		alive++;
		if (atomic_load(&w->waiting))
			(void)pthread_kill(w->thread, WAKE_SIGNAL);
	}
	return alive;
}

/*
 * A signal that comes just before the blocking call is lost, so waking goes
 * on until all have ended.  Neither of the usual ways will do: shutdown() of
 * the listening socket would shut it for the next process as well, and after
 * FCGX_ShutdownPending() OS_Accept() of libfcgi 2.4.2 spins for ever, closing
 * a descriptor that is no longer its own, when a new connection had no data.
 */
bool
worker_stop(struct workers *pool, int patience_ms)
{
	int64_t until_us =
	    clock_us(CLOCK_MONOTONIC) + patience_ms * INT64_C(1000);

	atomic_store(&pool->app->stopping, true);
	while (wake_waiting(pool) != 0) {
		if (clock_us(CLOCK_MONOTONIC) > until_us)
			return false;
		pause_ns(POLL_NS);
	}
	for (size_t i = 0; i < pool->count; i++) {
		struct worker *w = &pool->worker[i];
		pthread_join(w->thread, NULL);
		store_reader_close(w->db);
		arena_free(&w->arena);
		arena_free(&w->head);
	}
	free(pool);
	return true;
}
