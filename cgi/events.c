#include "events.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "clock.h"
#include "steady.h"
#include "store.h"

#define TICK_MS 1000  /* between looks at sessions and stuck peers */
#define GATHER_MS 20  /* commits that follow each other go out together */
#define READY_MAX 128 /* streams looked at in one round */

struct events {
	struct store *store;
	struct sessions *sessions;
	struct events_config config;
	pthread_t thread;
	bool running;         /* for whom starts and stops it */
	pthread_mutex_t lock; /* guards incoming and closed */
	struct stream *incoming;
	bool closed;
	int wake; /* eventfd: incoming, hang_up or stopping */
	atomic_bool hang_up;
	atomic_bool stopping;
	_Atomic uint64_t open;
	_Atomic uint64_t sent;
	_Atomic uint64_t dropped;
	_Atomic uint64_t refused;
	/* the thread's alone */
	int poll;
	struct stream *all;
	int64_t pump_at_ms; /* 0: nothing new */
	int64_t pumped_at_ms;
	int64_t tick_at_ms;
	int64_t beat_at_ms;
	uint64_t sessions_ended; /* as of the last look */
};

static void
wake(struct events *e)
{
	static const uint64_t one = 1;

	(void)!write(e->wake, &one, sizeof(one));
}

/* --- a worker's side ------------------------------------------------- */

struct stream *
events_reserve(struct events *e, const struct actor *actor,
	       const struct session *session, const char *last_id)
{
	struct stream *s = NULL;

	if (atomic_fetch_add(&e->open, 1) < (uint64_t)e->config.streams_max &&
	    !atomic_load(&e->stopping))
		s = stream_make(actor, session, last_id, e->store);
	if (s == NULL) {
		atomic_fetch_sub(&e->open, 1);
		atomic_fetch_add(&e->refused, 1);
	}
	return s;
}

void
events_drop(struct events *e, struct stream *s)
{
	stream_end(s);
	atomic_fetch_sub(&e->open, 1);
}

void
events_attach(struct events *e, struct stream *s, int fd, int request_id,
	      const struct buf *head)
{
	bool closed;

	stream_attach(s, fd, request_id, head);
	pthread_mutex_lock(&e->lock);
	closed = e->closed;
	if (!closed) {
		s->next = e->incoming;
		e->incoming = s;
	}
	pthread_mutex_unlock(&e->lock);
	if (closed)
		events_drop(e, s);
	else
		wake(e);
}

/* --- the thread's ---------------------------------------------------- */

static void
close_stream(struct events *e, struct stream *s)
{
	if (s->prev != NULL)
		s->prev->next = s->next;
	else
		e->all = s->next;
	if (s->next != NULL)
		s->next->prev = s->prev;
	events_drop(e, s); /* closing it takes it out of the poll as well */
}

static void
watch(struct events *e, struct stream *s, int how, bool blocked)
{
	struct epoll_event event = {
	    .events = EPOLLIN | EPOLLRDHUP | (blocked ? EPOLLOUT : 0u),
	    .data.ptr = s,
	};

	(void)epoll_ctl(e->poll, how, s->fd, &event);
}

/* After something was sent, or tried to be. */
static void
settle(struct events *e, struct stream *s, enum stream_state state,
       bool was_blocked)
{
	bool blocked = state == STREAM_BLOCKED;

	if (state == STREAM_GONE)
		close_stream(e, s);
	else if (blocked != was_blocked)
		watch(e, s, EPOLL_CTL_MOD, blocked);
}

static void
pump(struct events *e, struct stream *s)
{
	bool was_blocked = s->blocked_since_ms != 0;
	uint64_t events = 0;
	enum stream_state state =
	    stream_pump(s, e->store, clock_ms(CLOCK_MONOTONIC), &events);

	atomic_fetch_add(&e->sent, events);
	settle(e, s, state, was_blocked);
}

static void
pump_all(struct events *e)
{
	for (struct stream *s = e->all, *next; s != NULL; s = next) {
		next = s->next;
		if (s->blocked_since_ms == 0)
			pump(e, s);
	}
}

static void
take_incoming(struct events *e)
{
	struct stream *s, *next;

	pthread_mutex_lock(&e->lock);
	s = e->incoming;
	e->incoming = NULL;
	pthread_mutex_unlock(&e->lock);
	for (; s != NULL; s = next) {
		next = s->next;
		s->prev = NULL;
		s->next = e->all;
		if (e->all != NULL)
			e->all->prev = s;
		e->all = s;
		watch(e, s, EPOLL_CTL_ADD, false);
		pump(e, s);
	}
}

static void
close_all(struct events *e)
{
	take_incoming(e);
	while (e->all != NULL)
		close_stream(e, e->all);
}

/* Whether whom ${s} belongs to may still listen. */
static bool
may_stay(struct events *e, const struct stream *s)
{
	return !s->has_session ||
	       session_table_alive(e->sessions, s->token_hash, steady_ms());
}

static void
beat(struct events *e, struct stream *s, int64_t now_ms)
{
	if (s->blocked_since_ms == 0)
		settle(e, s, stream_beat(s, now_ms), false);
}

static void
tick(struct events *e, int64_t now_ms)
{
	uint64_t ended = session_table_ended(e->sessions);
	bool beating = now_ms >= e->beat_at_ms;
	bool look = beating || ended != e->sessions_ended;

	for (struct stream *s = e->all, *next; s != NULL; s = next) {
		bool stuck =
		    s->blocked_since_ms != 0 &&
		    now_ms - s->blocked_since_ms > e->config.patience_ms;

		next = s->next;
		if (stuck)
			atomic_fetch_add(&e->dropped, 1);
		if (stuck || (look && !may_stay(e, s)))
			close_stream(e, s);
		else if (beating)
			beat(e, s, now_ms);
	}
	e->sessions_ended = ended;
	if (beating)
		e->beat_at_ms = now_ms + e->config.heartbeat_ms;
}

/* Empties an eventfd. */
static void
hear(int fd)
{
	uint64_t count;

	(void)!read(fd, &count, sizeof(count));
}

static void
handle(struct events *e, const struct epoll_event *event, int64_t now_ms)
{
	if (event->data.ptr == e) {
		hear(e->wake);
		take_incoming(e);
	} else if (event->data.ptr == e->store) {
		hear(store_changes_fd(e->store));
		if (e->pump_at_ms == 0)
			e->pump_at_ms = e->pumped_at_ms + GATHER_MS > now_ms
					    ? e->pumped_at_ms + GATHER_MS
					    : now_ms;
	} else if (event->events & ~(uint32_t)EPOLLOUT) {
		/* All was read: whatever comes is the end of it. */
		close_stream(e, event->data.ptr);
	} else {
		pump(e, event->data.ptr);
	}
}

/* How long nothing is to be done unless something happens. */
static int
wait_ms(const struct events *e, int64_t now_ms)
{
	int64_t until_ms = e->tick_at_ms;

	if (e->pump_at_ms != 0 && e->pump_at_ms < until_ms)
		until_ms = e->pump_at_ms;
	return until_ms > now_ms ? (int)(until_ms - now_ms) : 0;
}

static void
round_of(struct events *e)
{
	struct epoll_event ready[READY_MAX];
	int n = epoll_wait(e->poll, ready, READY_MAX,
			   wait_ms(e, clock_ms(CLOCK_MONOTONIC)));
	int64_t now_ms = clock_ms(CLOCK_MONOTONIC);

	for (int i = 0; i < n; i++)
		handle(e, &ready[i], now_ms);
	if (e->pump_at_ms != 0 && now_ms >= e->pump_at_ms) {
		e->pump_at_ms = 0;
		e->pumped_at_ms = now_ms;
		pump_all(e);
	}
	if (now_ms >= e->tick_at_ms) {
		e->tick_at_ms = now_ms + (e->config.heartbeat_ms < TICK_MS
					      ? e->config.heartbeat_ms
					      : TICK_MS);
		tick(e, now_ms);
	}
	if (atomic_exchange(&e->hang_up, false))
		close_all(e);
}

static void *
run(void *arg)
{
	struct events *e = arg;

	while (!atomic_load(&e->stopping))
		round_of(e);
	pthread_mutex_lock(&e->lock);
	e->closed = true;
	pthread_mutex_unlock(&e->lock);
	close_all(e);
	return NULL;
}

/* --- start and end --------------------------------------------------- */

static bool
listen_to(struct events *e, int fd, void *what)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = what};

	return fd != -1 && epoll_ctl(e->poll, EPOLL_CTL_ADD, fd, &event) == 0;
}

enum err_code
events_start(struct store *store, struct sessions *sessions,
	     const struct events_config *config, struct events **out)
{
	struct events *e = calloc(1, sizeof(*e));

	if (e == NULL)
		return ERR_NOMEM;
	e->store = store;
	e->sessions = sessions;
	e->config = *config;
	pthread_mutex_init(&e->lock, NULL);
	e->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	e->poll = epoll_create1(EPOLL_CLOEXEC);
	if (listen_to(e, e->wake, e) &&
	    listen_to(e, store_changes_fd(store), store) &&
	    pthread_create(&e->thread, NULL, run, e) == 0) {
		e->running = true;
		*out = e;
		return ERR_OK;
	}
	events_free(e);
	return ERR_NOMEM;
}

void
events_hang_up(struct events *e)
{
	atomic_store(&e->hang_up, true);
	wake(e);
}

void
events_stop(struct events *e)
{
	if (!e->running)
		return;
	atomic_store(&e->stopping, true);
	wake(e);
	pthread_join(e->thread, NULL);
	e->running = false;
}

void
events_free(struct events *e)
{
	if (e == NULL)
		return;
	events_stop(e);
	(void)close(e->poll);
	(void)close(e->wake);
	pthread_mutex_destroy(&e->lock);
	free(e);
}

void
events_stats(struct events *e, struct events_stats *out)
{
	*out = (struct events_stats){
	    .open = atomic_load(&e->open),
	    .sent = atomic_load(&e->sent),
	    .dropped = atomic_load(&e->dropped),
	    .refused = atomic_load(&e->refused),
	};
}
