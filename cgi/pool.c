#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SEATS_A_CORE 2
#define ONCE (EPOLLIN | EPOLLONESHOT) /* told to one thread, until rearmed */
#define WELCOME_MAX 64                /* new connections in one turn */
#define TROUBLE_NS 10000000L /* after accept() failed, say out of files */

struct pool_conn {
	struct pool_conn *prev, *next; /* of all */
	pthread_mutex_t hand;          /* held while it is passed on */
	struct fcgi fcgi;
};

struct pool {
	int poll;
	int listener;
	int wake; /* eventfd: stopping */
	atomic_bool stopping;
	atomic_int listening; /* of those who sit; one is enough */
	pthread_mutex_t lock; /* guards what follows */
	int seats, taken;
	struct stander *standing; /* who stood up last sits down first */
	struct pool_conn *all;
};

/* A thread that waits for a seat. */
struct stander {
	struct stander *next;
	sem_t called;
};

/* A thread has one seat at most: in pool_next(), and until it gave it away. */
static _Thread_local bool seated;

/* Tells one thread, once, when ${what} can be read from. */
static bool
watch(struct pool *p, int how, int fd, void *what)
{
	struct epoll_event event = {.events = ONCE, .data.ptr = what};

	return epoll_ctl(p->poll, how, fd, &event) == 0;
}

struct pool *
pool_make(int listener)
{
	struct pool *p = calloc(1, sizeof(*p));
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (p == NULL || !fcgi_init()) {
		free(p);
		return NULL;
	}
	p->listener = listener;
	p->seats = SEATS_A_CORE * (cores > 0 ? (int)cores : 1);
	pthread_mutex_init(&p->lock, NULL);
	p->poll = epoll_create1(EPOLL_CLOEXEC);
	p->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (p->poll != -1 && p->wake != -1 &&
	    watch(p, EPOLL_CTL_ADD, p->wake, &p->wake) &&
	    fcntl(listener, F_SETFL, O_NONBLOCK) == 0 &&
	    watch(p, EPOLL_CTL_ADD, listener, &p->listener))
		return p;
	pool_free(p);
	return NULL;
}

void
pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	while (p->all != NULL) {
		struct pool_conn *c = p->all;

		p->all = c->next;
		fcgi_close(&c->fcgi);
		pthread_mutex_destroy(&c->hand);
		free(c);
	}
	if (p->poll != -1)
		(void)close(p->poll);
	if (p->wake != -1)
		(void)close(p->wake);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

/* --- seats --------------------------------------------------------------- */

/* Calls ${s}, who has a seat now; without the lock, which it may want. */
static void
call(struct stander *s)
{
	if (s != NULL)
		(void)sem_post(&s->called);
}

/*
 * Under the lock: a free seat is for who worked last, whose caches are warm,
 * once nobody listens.  Until then the others rest.
 */
static struct stander *
next_to_sit(struct pool *p)
{
	struct stander *s = p->standing;

	if (s == NULL || p->taken == p->seats ||
	    atomic_load(&p->listening) != 0)
		return NULL;
	p->standing = s->next;
	p->taken++;
	return s;
}

static void
stand_up(struct pool *p)
{
	struct stander *next;

	pthread_mutex_lock(&p->lock);
	p->taken--;
	next = next_to_sit(p);
	pthread_mutex_unlock(&p->lock);
	seated = false;
	call(next);
}

static void
sit_down(struct pool *p)
{
	struct stander me;
	bool free;

	pthread_mutex_lock(&p->lock);
	free = p->taken < p->seats;
	if (free) {
		p->taken++;
	} else {
		(void)sem_init(&me.called, 0, 0);
		me.next = p->standing;
		/* Taken off again before this returns. */
		/* cppcheck-suppress autoVariables */
		p->standing = &me;
	}
	pthread_mutex_unlock(&p->lock);
	if (!free) {
		while (sem_wait(&me.called) != 0)
			; /* a signal */
		(void)sem_destroy(&me.called);
	}
	seated = true;
}

/* One event, as epoll_wait(); who listened last gives way to a listener. */
static int
listen_once(struct pool *p, struct epoll_event *event, int timeout_ms)
{
	struct stander *next = NULL;
	int n;

	atomic_fetch_add(&p->listening, 1);
	n = epoll_wait(p->poll, event, 1, timeout_ms);
	if (atomic_fetch_sub(&p->listening, 1) == 1) {
		pthread_mutex_lock(&p->lock);
		next = next_to_sit(p);
		pthread_mutex_unlock(&p->lock);
	}
	call(next);
	return n;
}

void
pool_aside(struct pool *p)
{
	if (seated)
		stand_up(p);
}

/* --- connections --------------------------------------------------------- */

static void
forget(struct pool *p, struct pool_conn *c)
{
	pthread_mutex_lock(&p->lock);
	if (c->prev != NULL)
		c->prev->next = c->next;
	else
		p->all = c->next;
	if (c->next != NULL)
		c->next->prev = c->prev;
	pthread_mutex_unlock(&p->lock);
	pthread_mutex_destroy(&c->hand);
	free(c);
}

int
pool_give(struct pool *p, struct pool_conn *c)
{
	int fd = fcgi_give(&c->fcgi);

	(void)epoll_ctl(p->poll, EPOLL_CTL_DEL, fd, NULL);
	forget(p, c);
	return fd;
}

/* Closing takes it out of the poll as well. */
static void
hang_up(struct pool *p, struct pool_conn *c)
{
	fcgi_close(&c->fcgi);
	forget(p, c);
}

/* Whose turn it is next may be another's by the time this returns. */
static void
await(struct pool *p, struct pool_conn *c, int how)
{
	bool watched;

	pthread_mutex_lock(&c->hand);
	watched = watch(p, how, fcgi_fd(&c->fcgi), c);
	pthread_mutex_unlock(&c->hand);
	if (!watched)
		hang_up(p, c);
}

/* Whoever passed ${c} on has let go of it. */
static void
receive(struct pool_conn *c)
{
	pthread_mutex_lock(&c->hand);
	pthread_mutex_unlock(&c->hand);
}

static void
admit(struct pool *p, int fd)
{
	struct pool_conn *c = calloc(1, sizeof(*c));

	if (c == NULL || !fcgi_open(&c->fcgi, fd)) {
		free(c);
		(void)close(fd);
		return;
	}
	pthread_mutex_init(&c->hand, NULL);
	pthread_mutex_lock(&p->lock);
	c->next = p->all;
	if (c->next != NULL)
		c->next->prev = c;
	p->all = c;
	pthread_mutex_unlock(&p->lock);
	await(p, c, EPOLL_CTL_ADD);
}

/*
 * All who wait at the door: under load it is long until the listener's turn
 * comes again.
 */
static void
welcome(struct pool *p)
{
	const struct timespec trouble = {0, TROUBLE_NS};
	int fd;

	for (int n = 0; n < WELCOME_MAX; n++) {
		fd = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd == -1)
			break;
		admit(p, fd);
	}
	if (fd == -1 && errno != EAGAIN && errno != EWOULDBLOCK &&
	    errno != EINTR && errno != ECONNABORTED)
		(void)nanosleep(&trouble, NULL);
	if (!atomic_load(&p->stopping))
		(void)watch(p, EPOLL_CTL_MOD, p->listener, &p->listener);
}

/* What ${c} has to say; NULL: nothing yet, or nothing any more. */
static struct pool_conn *
hear(struct pool *p, struct pool_conn *c)
{
	enum fcgi_state state;

	receive(c);
	state = fcgi_look(&c->fcgi);
	if (state == FCGI_NONE) {
		await(p, c, EPOLL_CTL_MOD);
		return NULL;
	}
	if (state == FCGI_PART)
		pool_aside(p);
	if (state != FCGI_GONE && fcgi_take(&c->fcgi))
		return c;
	hang_up(p, c);
	return NULL;
}

/* What there is to hear next; NULL: look again. */
static struct pool_conn *
turn(struct pool *p, void *what)
{
	if (what == &p->wake)
		return NULL;
	if (what != &p->listener)
		return hear(p, what);
	welcome(p);
	return NULL;
}

/* The word to stop is heard by one at a time, who then ends or has work. */
static void
pass_on(struct pool *p)
{
	(void)watch(p, EPOLL_CTL_MOD, p->wake, &p->wake);
}

struct pool_conn *
pool_next(struct pool *p)
{
	struct pool_conn *c = NULL;
	struct epoll_event event;

	while (c == NULL) {
		bool stopping = atomic_load(&p->stopping);
		int n;

		if (!seated)
			sit_down(p);
		n = listen_once(p, &event, stopping ? 0 : -1);
		if (n == 0 && stopping)
			break;
		if (n == 1)
			c = turn(p, event.data.ptr);
	}
	if (c == NULL)
		stand_up(p);
	if (atomic_load(&p->stopping))
		pass_on(p);
	return c;
}

struct fcgi *
pool_fcgi(struct pool_conn *c)
{
	return &c->fcgi;
}

void
pool_done(struct pool *p, struct pool_conn *c, bool good)
{
	/* While stopping, one that goes on asking would keep us. */
	if (good && !atomic_load(&p->stopping))
		await(p, c, EPOLL_CTL_MOD);
	else
		hang_up(p, c);
}

void
pool_stop(struct pool *p)
{
	static const uint64_t one = 1;

	(void)epoll_ctl(p->poll, EPOLL_CTL_DEL, p->listener, NULL);
	atomic_store(&p->stopping, true);
	(void)!write(p->wake, &one, sizeof(one));
}
