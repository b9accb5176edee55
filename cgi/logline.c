#include "logline.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "problem.h"
#include "route.h"
#include "units.h"

#define LINE_MAX_BYTES 1024
#define VALUE_MAX_BYTES 300
#define GATHER_BYTES ((size_t)32 * 1024)
#define GATHER_NS 100000000L

static const char *const levels[] = {
    [LOGLINE_INFO] = "info",
    [LOGLINE_WARNING] = "warning",
    [LOGLINE_ERROR] = "error",
};

/* A line of fixed size: what does not fit is left out, never half an escape. */
struct line {
	char *p;
	size_t size;
	size_t n;
};

static void
put(struct line *l, const char *s, size_t n)
{
	if (n > l->size - l->n)
		return;
	memcpy(l->p + l->n, s, n);
	l->n += n;
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* ${s} in quotes; whatever is not plain printable ASCII is escaped. */
static void
put_quoted(struct line *l, const char *s)
{
	size_t n = strnlen(s, VALUE_MAX_BYTES), from = 0;

	put(l, "\"", 1);
	for (size_t i = 0; i < n; i++) {
		char escape[8];

		if (is_plain((unsigned char)s[i]))
			continue;
		put(l, s + from, i - from);
		put(l, escape,
		    (size_t)snprintf(escape, sizeof(escape), "\\u%04x",
				     (unsigned char)s[i]));
		from = i + 1;
	}
	put(l, s + from, n - from);
	put(l, "\"", 1);
}

size_t
logline_format(char *out, size_t size, const char *const *pairs)
{
	struct line l = {out, size - sizeof("\"}\n"), 0};

	put(&l, "{", 1);
	for (; pairs[0] != NULL; pairs += 2) {
		if (pairs[1] == NULL)
			continue;
		/* A pair goes in whole or not at all: six bytes a character. */
		if (l.size - l.n < 8 + strlen(pairs[0]) +
				       6 * strnlen(pairs[1], VALUE_MAX_BYTES))
			continue;
		if (l.n > 1)
			put(&l, ",", 1);
		put_quoted(&l, pairs[0]);
		put(&l, ":", 1);
		put_quoted(&l, pairs[1]);
	}
	l.size = size;
	put(&l, "}\n", 2);
	return l.n;
}

/* --- where lines go ------------------------------------------------------- */

/*
 * Of requests there are many, so their lines are written together: when the
 * buffer is full, after GATHER_NS, and with any line of another kind.  Until
 * logline_start() and after logline_stop() each line is written by itself.
 */
static struct {
	pthread_mutex_t lock;    /* guards what follows */
	pthread_mutex_t writing; /* one at a time, in order; taken first */
	pthread_cond_t some;
	pthread_t thread;
	bool running;
	size_t n;
	char lines[GATHER_BYTES];
	char out[GATHER_BYTES]; /* of who has writing */
} gathered = {.lock = PTHREAD_MUTEX_INITIALIZER,
	      .writing = PTHREAD_MUTEX_INITIALIZER,
	      .some = PTHREAD_COND_INITIALIZER};

static void
flush(void)
{
	size_t n, done = 0;
	ssize_t rc = 0;

	pthread_mutex_lock(&gathered.writing);
	pthread_mutex_lock(&gathered.lock);
	n = gathered.n;
	memcpy(gathered.out, gathered.lines, n);
	gathered.n = 0;
	pthread_mutex_unlock(&gathered.lock);
	while (done < n && rc >= 0) { /* else: nobody left to tell */
		rc = write(STDERR_FILENO, gathered.out + done, n - done);
		done += rc > 0 ? (size_t)rc : 0;
	}
	pthread_mutex_unlock(&gathered.writing);
}

/* Whether the line is kept; *${alone}: nobody else will write it. */
static bool
keep(const char *line, size_t n, bool *alone)
{
	bool fits;

	pthread_mutex_lock(&gathered.lock);
	fits = n <= GATHER_BYTES - gathered.n;
	if (fits) {
		memcpy(gathered.lines + gathered.n, line, n);
		if (gathered.n == 0)
			pthread_cond_signal(&gathered.some);
		gathered.n += n;
	}
	*alone = !gathered.running;
	pthread_mutex_unlock(&gathered.lock);
	return fits;
}

/* Whole lines only: those of different threads never mix. */
static void
emit(const char *const *pairs, bool at_once)
{
	char line[LINE_MAX_BYTES * 3];
	size_t n = logline_format(line, sizeof(line), pairs);
	bool alone;

	while (!keep(line, n, &alone))
		flush();
	if (at_once || alone)
		flush();
}

static void *
gather(void *arg)
{
	const struct timespec pause = {0, GATHER_NS};
	bool running = true;

	(void)arg;
	while (running) {
		pthread_mutex_lock(&gathered.lock);
		while (gathered.n == 0 && gathered.running)
			pthread_cond_wait(&gathered.some, &gathered.lock);
		running = gathered.running;
		pthread_mutex_unlock(&gathered.lock);
		if (running)
			(void)nanosleep(&pause, NULL);
		flush();
	}
	return NULL;
}

void
logline_start(void)
{
	pthread_mutex_lock(&gathered.lock);
	gathered.running =
	    pthread_create(&gathered.thread, NULL, gather, NULL) == 0;
	pthread_mutex_unlock(&gathered.lock);
}

void
logline_stop(void)
{
	bool running;

	pthread_mutex_lock(&gathered.lock);
	running = gathered.running;
	gathered.running = false;
	pthread_cond_signal(&gathered.some);
	pthread_mutex_unlock(&gathered.lock);
	if (running)
		pthread_join(gathered.thread, NULL);
}

/* --- what they say -------------------------------------------------------- */

/* ${second} with its milliseconds, in UTC. */
static void
put_moment(char out[32], const char *second, int ms)
{
	size_t n = strlen(second);

	memcpy(out, second, n);
	out[n++] = '.';
	out[n++] = (char)('0' + ms / 100);
	out[n++] = (char)('0' + ms / 10 % 10);
	out[n++] = (char)('0' + ms % 10);
	out[n++] = 'Z';
	out[n] = '\0';
}

/* A second's text is made once a thread. */
static void
time_text(char out[32])
{
	static _Thread_local struct {
		time_t at;
		char text[24];
	} second;
	struct timespec now;
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &now);
	if (now.tv_sec != second.at) {
		gmtime_r(&now.tv_sec, &tm);
		(void)strftime(second.text, sizeof(second.text),
			       "%Y-%m-%dT%H:%M:%S", &tm);
		second.at = now.tv_sec;
	}
	put_moment(out, second.text, (int)(now.tv_nsec / 1000000));
}

void
logline_event(enum logline_level level, const char *event, const char *detail)
{
	char at[32];

	time_text(at);
	emit((const char *const[]){"time", at, "level", levels[level], "event",
				   event, "detail", detail, NULL},
	     true);
}

void
logline_store(const char *event, const char *detail)
{
	logline_event(LOGLINE_WARNING, event, detail);
}

/* A bug of ours is an error, a storage trouble a warning. */
static enum logline_level
level_of(int status)
{
	if (status == 500)
		return LOGLINE_ERROR;
	return status > 500 ? LOGLINE_WARNING : LOGLINE_INFO;
}

void
logline_request(const struct http *h, int64_t took_us)
{
	char at[32], status[BUF_DIGITS], us[BUF_DIGITS];

	time_text(at);
	emit(
	    (const char *const[]){
		"time",
		at,
		"level",
		levels[level_of(h->status)],
		"event",
		"request",
		"request_id",
		h->request_id,
		"method",
		http_method_name(h->method),
		"route",
		h->route != NULL ? h->route->path : "-",
		"status",
		buf_digits(h->status, status),
		"us",
		buf_digits(took_us, us),
		"code",
		h->err.code != ERR_OK ? problem_code(h->err.code) : NULL,
		"login",
		h->session != NULL ? h->actor.login : NULL,
		NULL},
	    false);
}
