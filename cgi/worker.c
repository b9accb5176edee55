#include "worker.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "answer.h"
#include "events.h"
#include "logline.h"
#include "metrics.h"
#include "pool.h"
#include "route.h"
#include "steady.h"
#include "units.h"

#define BACKLOG 511
#define POLL_NS 1000000L /* between looks while stopping */

struct worker {
	struct app *app;
	pthread_t thread;
	struct arena arena; /* of the request */
	struct arena
	    head; /* of the answer's header: there when arena is full */
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
	return fcgi_param(h->params, name);
}

static bool
send_answer(struct worker *w, struct fcgi *fcgi, const struct http *h)
{
	struct buf head = BUF(&w->head);
	struct slice body = {h->out.data, h->out.n};

	http_head(h, &head);
	if (head.failed)
		return false;
	if (h->method == HTTP_HEAD || h->status == 204 || h->status == 304)
		body.n = 0;
	return fcgi_answer(fcgi, (struct slice){head.data, head.n}, body);
}

/* The connection becomes the stream's and is none of the pool's any more. */
static void
hand_over(struct worker *w, struct pool_conn *conn, const struct http *h)
{
	struct buf head = BUF(&w->head);
	int request_id = fcgi_id(pool_fcgi(conn));

	http_head(h, &head);
	if (head.failed) {
		events_drop(w->app->events, h->stream);
		pool_done(w->app->pool, conn, false);
		return;
	}
	events_attach(w->app->events, h->stream, pool_give(w->app->pool, conn),
		      request_id, &head);
}

/* Whether the connection is good for another request; *${conn}: or given. */
static bool
finish(struct worker *w, struct pool_conn **conn, const struct http *h)
{
	if (h->stream == NULL)
		return send_answer(w, pool_fcgi(*conn), h);
	hand_over(w, *conn, h);
	*conn = NULL;
	return false;
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
serve(struct worker *w, struct pool_conn *conn)
{
	struct app *app = w->app;
	int64_t began_us = clock_us(CLOCK_MONOTONIC), took_us;
	bool good;
	struct http h = {
	    .app = app,
	    .arena = &w->arena,
	    .use = STORE_BRIEF,
	    .book = store_book(app->store),
	    .now_ms = clock_us(CLOCK_REALTIME) / 1000,
	    .steady_ms = steady_ms(),
	    .header = param,
	    .params = pool_fcgi(conn),
	};

	atomic_fetch_add(&app->in_flight, 1);
	answer_request(&h, pool_fcgi(conn)->body);
	if (h.stream != NULL && h.err.code != ERR_OK) {
		events_drop(app->events, h.stream);
		h.stream = NULL;
	}
	good = finish(w, &conn, &h);
	store_book_drop(app->store, h.book);
	atomic_fetch_sub(&app->in_flight, 1);
	took_us = clock_us(CLOCK_MONOTONIC) - began_us;
	metrics_count(app->metrics, route_index(&h), h.status, took_us);
	logline_request(&h, took_us);
	w->arena.limit = 0; /* a long list may have taken more */
	arena_reset(&w->arena);
	w->arena.limit = 0; /* what a long body was given */
	arena_reset(&w->head);
	if (conn != NULL)
		pool_done(w->app->pool, conn, good);
}

static void *
run(void *arg)
{
	struct worker *w = arg;
	struct pool_conn *conn;

	while ((conn = pool_next(w->app->pool)) != NULL)
		serve(w, conn);
	atomic_store(&w->done, true);
	return NULL;
}

int
worker_listen(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd;

	if (strlen(path) >= sizeof(at.sun_path))
		return -1;
	memcpy(at.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd == -1)
		return -1;
	(void)unlink(path);
	if (bind(fd, (const struct sockaddr *)&at, sizeof(at)) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

static enum err_code
start_one(struct worker *w, struct app *app)
{
	w->app = app;
	return pthread_create(&w->thread, NULL, run, w) == 0 ? ERR_OK
							     : ERR_NOMEM;
}

enum err_code
worker_start(struct app *app, int fd, struct workers **out)
{
	size_t n = (size_t)app->config.threads;
	struct workers *all =
	    calloc(1, sizeof(*all) + n * sizeof(all->worker[0]));
	enum err_code code = ERR_OK;

	app->pool = all != NULL ? pool_make(fd) : NULL;
	if (app->pool == NULL) {
		free(all);
		return ERR_NOMEM;
	}
	all->app = app;
	while (code == ERR_OK && all->count < n) {
		code = start_one(&all->worker[all->count], app);
		all->count += code == ERR_OK;
	}
	if (code != ERR_OK) {
		(void)worker_stop(all, 1000);
		return code;
	}
	*out = all;
	return ERR_OK;
}

static bool
all_done(struct workers *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (!atomic_load(&all->worker[i].done))
			return false;
	return true;
}

bool
worker_stop(struct workers *all, int patience_ms)
{
	int64_t until_us =
	    clock_us(CLOCK_MONOTONIC) + patience_ms * INT64_C(1000);

	atomic_store(&all->app->stopping, true);
	pool_stop(all->app->pool);
	while (!all_done(all)) {
		if (clock_us(CLOCK_MONOTONIC) > until_us)
			return false;
		pause_ns(POLL_NS);
	}
	for (size_t i = 0; i < all->count; i++) {
		struct worker *w = &all->worker[i];
		pthread_join(w->thread, NULL);
		arena_free(&w->arena);
		arena_free(&w->head);
	}
	pool_free(all->app->pool);
	all->app->pool = NULL;
	free(all);
	return true;
}
