#include "logline.h"

#include <time.h>
#include <unistd.h>

#include "problem.h"
#include "route.h"
#include "units.h"

#define LINE_MAX_BYTES 1024
#define VALUE_MAX_BYTES 300

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

/* ${s} in quotes; whatever is not plain printable ASCII is escaped. */
static void
put_quoted(struct line *l, const char *s)
{
	put(l, "\"", 1);
	for (size_t i = 0; i < VALUE_MAX_BYTES && s[i] != '\0'; i++) {
		unsigned char c = (unsigned char)s[i];
		char escape[8];
		if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
			put(l, &s[i], 1);
			continue;
		}
		put(l, escape,
		    (size_t)snprintf(escape, sizeof(escape), "\\u%04x", c));
	}
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

/* One write per line: lines of different threads never mix. */
static void
emit(const char *const *pairs)
{
	char line[LINE_MAX_BYTES * 3];
	size_t n = logline_format(line, sizeof(line), pairs);
	ssize_t done = write(STDERR_FILENO, line, n);

	(void)done; /* nobody left to tell */
}

static void
time_text(char out[32])
{
	struct timespec now;
	struct tm tm;
	char day[24];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	(void)strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	(void)snprintf(out, 32, "%s.%03dZ", day, (int)(now.tv_nsec / 1000000));
}

void
logline_event(enum logline_level level, const char *event, const char *detail)
{
	char at[32];

	time_text(at);
	emit((const char *const[]){"time", at, "level", levels[level], "event",
				   event, "detail", detail, NULL});
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
	char at[32], status[12], us[24];

	time_text(at);
	(void)snprintf(status, sizeof(status), "%d", h->status);
	(void)snprintf(us, sizeof(us), "%lld", (long long)took_us);
	emit((const char *const[]){
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
	    status,
	    "us",
	    us,
	    "code",
	    h->err.code != ERR_OK ? problem_code(h->err.code) : NULL,
	    "login",
	    h->session != NULL ? h->actor.login : NULL,
	    NULL});
}
