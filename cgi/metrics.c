#include "metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "app.h"
#include "board.h"
#include "events.h"
#include "request.h"
#include "route.h"
#include "session.h"

#define CLASSES 5 /* 1xx … 5xx */

/* Upper bounds of the latency histogram. */
static const struct {
	int64_t us;
	const char *le; /* in seconds */
} bounds[] = {
    {100, "0.0001"},     {250, "0.00025"}, {500, "0.0005"},  {1000, "0.001"},
    {2500, "0.0025"},    {5000, "0.005"},  {10000, "0.01"},  {25000, "0.025"},
    {50000, "0.05"},     {100000, "0.1"},  {250000, "0.25"}, {1000000, "1"},
    {INT64_MAX, "+Inf"},
};

#define BOUNDS (sizeof(bounds) / sizeof(bounds[0]))

struct metrics {
	atomic_uint_fast64_t took[BOUNDS];
	atomic_uint_fast64_t took_us;
	size_t routes;
	/* one row per route and one for requests no route took */
	atomic_uint_fast64_t requests[][CLASSES];
};

struct metrics *
metrics_make(size_t routes)
{
	struct metrics *m =
	    calloc(1, sizeof(*m) + (routes + 1) * sizeof(m->requests[0]));

	if (m != NULL)
		m->routes = routes;
	return m;
}

void
metrics_free(struct metrics *m)
{
	free(m);
}

static void
count(atomic_uint_fast64_t *counter, uint64_t by)
{
	atomic_fetch_add_explicit(counter, by, memory_order_relaxed);
}

static uint64_t
value(atomic_uint_fast64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

void
metrics_count(struct metrics *m, size_t route, int status, int64_t took_us)
{
	int class = status / 100;
	size_t i = 0;

	if (route > m->routes)
		route = m->routes;
	if (class >= 1 && class <= CLASSES)
		count(&m->requests[route][class - 1], 1);
	while (took_us > bounds[i].us)
		i++;
	count(&m->took[i], 1);
	count(&m->took_us, (uint64_t)took_us);
}

static void
head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
single(struct buf *out, const char *name, const char *type, const char *help,
       uint64_t v)
{
	head(out, name, type, help);
	buf_printf(out, "%s %" PRIu64 "\n", name, v);
}

static void
write_requests(struct metrics *m, struct buf *out)
{
	size_t n;
	const struct route *routes = route_all(&n);

	head(out, "homevisit_requests_total", "counter",
	     "Requests answered, by route and class of status.");
	for (size_t r = 0; r <= m->routes; r++) {
		for (int c = 0; c < CLASSES; c++) {
			uint64_t v = value(&m->requests[r][c]);
			if (v == 0)
				continue;
			buf_printf(
			    out,
			    "homevisit_requests_total{method=\"%s\","
			    "route=\"%s\",status=\"%dxx\"} %" PRIu64 "\n",
			    r < n ? http_method_name(routes[r].method) : "-",
			    r < n ? routes[r].path : "-", c + 1, v);
		}
	}
}

static void
write_latency(struct metrics *m, struct buf *out)
{
	static const char name[] = "homevisit_request_seconds";
	uint64_t sum = 0;

	head(out, name, "histogram", "Time from request to answer.");
	for (size_t i = 0; i < BOUNDS; i++) {
		sum += value(&m->took[i]);
		buf_printf(out, "%s_bucket{le=\"%s\"} %" PRIu64 "\n", name,
			   bounds[i].le, sum);
	}
	buf_printf(out, "%s_sum %.6f\n%s_count %" PRIu64 "\n", name,
		   (double)value(&m->took_us) / 1e6, name, sum);
}

static void
write_store(struct store *store, struct buf *out)
{
	struct store_stats s = {0};

	store_stats(store, &s);
	single(out, "homevisit_store_commits_total", "counter",
	       "Commits of the writer.", s.commits);
	single(out, "homevisit_store_jobs_total", "counter",
	       "Writes, several to a commit.", s.jobs);
	single(out, "homevisit_store_failed_commits_total", "counter",
	       "Commits that failed.", s.failed_commits);
	single(out, "homevisit_store_queue_depth", "gauge", "Writes waiting.",
	       s.queue_depth);
	single(out, "homevisit_store_queue_refused_total", "counter",
	       "Writes refused because the queue was full.", s.queue_refused);
	single(out, "homevisit_store_readers_open", "gauge",
	       "Connections that read, shared by all threads.", s.readers_open);
	single(out, "homevisit_store_readers_waiting", "gauge",
	       "Threads that wait for one of them.", s.readers_waiting);
	single(out, "homevisit_store_readers_refused_total", "counter",
	       "Reads refused because none was given back in time.",
	       s.readers_refused);
	single(out, "homevisit_store_wal_bytes", "gauge",
	       "Size of the write-ahead log.", (uint64_t)s.wal_bytes);
	single(out, "homevisit_store_ready", "gauge",
	       "Whether the last write reached the disk.", store_ready(store));
}

static void
write_events(struct events *events, struct buf *out)
{
	struct events_stats s;

	events_stats(events, &s);
	single(out, "homevisit_event_streams", "gauge",
	       "Clients that listen to events.", s.open);
	single(out, "homevisit_events_sent_total", "counter",
	       "Events, once per client.", s.sent);
	single(out, "homevisit_event_streams_dropped_total", "counter",
	       "Clients that did not read what they listened to.", s.dropped);
	single(out, "homevisit_event_streams_refused_total", "counter",
	       "Clients there was no place for.", s.refused);
}

static void
write_open(const struct board_counts *open, struct buf *out)
{
	head(out, "homevisit_open_requests", "gauge",
	     "Open requests by state.");
	for (int s = 0; s < REQUEST_STATE__COUNT; s++)
		if (request_state_active((enum request_state)s))
			buf_printf(
			    out,
			    "homevisit_open_requests{state=\"%s\"} %" PRId64
			    "\n",
			    request_state_name((enum request_state)s),
			    open->by_state[s]);
	single(out, "homevisit_overdue_requests", "gauge",
	       "Open requests past their promise.", (uint64_t)open->overdue);
}

void
metrics_write(struct app *app, const struct board_counts *open, struct buf *out)
{
	write_requests(app->metrics, out);
	write_latency(app->metrics, out);
	single(out, "homevisit_threads", "gauge", "Worker threads.",
	       (uint64_t)app->config.threads);
	single(out, "homevisit_threads_busy", "gauge",
	       "Worker threads with a request.",
	       (uint64_t)atomic_load(&app->in_flight));
	single(out, "homevisit_sessions", "gauge", "Sessions.",
	       session_table_count(app->sessions));
	write_store(app->store, out);
	write_events(app->events, out);
	if (open != NULL)
		write_open(open, out);
}
