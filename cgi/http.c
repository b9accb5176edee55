#include "http.h"

#include <errno.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "msg.h"
#include "text.h"
#include "units.h"

#define REQUEST_ID_LEN 32
#define IDEM_KEY_MIN 8
#define IDEM_KEY_MAX 64
#define PARAM_NAME_MAX 40

static const struct {
	enum http_method method;
	const char *name;
} methods[] = {
    {HTTP_GET, "GET"},         {HTTP_POST, "POST"},     {HTTP_PUT, "PUT"},
    {HTTP_PATCH, "PATCH"},     {HTTP_DELETE, "DELETE"}, {HTTP_HEAD, "HEAD"},
    {HTTP_OPTIONS, "OPTIONS"},
};

const char *
http_method_name(enum http_method m)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (methods[i].method == m)
			return methods[i].name;
	return "?";
}

static enum http_method
method_of(const char *name)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (name != NULL && strcmp(methods[i].name, name) == 0)
			return methods[i].method;
	return (enum http_method)0;
}

/* --- what came ------------------------------------------------------------ */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

/*
 * ${s} with %XX undone, and + as a space in a ${query}; NULL when that is
 * broken, not UTF-8 or has a NUL in it.
 */
static char *
decode(struct slice s, bool query, struct arena *arena)
{
	char *out = arena_alloc(arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < s.n; i++) {
		char c = s.p[i];
		if (c == '+' && query)
			c = ' ';
		if (c == '%') {
			int hi = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
			int lo = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
			if (hi < 0 || lo < 0)
				return NULL;
			c = (char)(hi * 16 + lo);
			i += 2;
		}
		out[n++] = c;
	}
	return out != NULL && text_valid((struct slice){out, n}) ? out : NULL;
}

/* A path may not hide another slash or a control character in its escapes. */
static bool
path_clean(const char *raw, const char *path)
{
	for (const char *p = path; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F)
			return false;
	return path[0] == '/' && strstr(raw, "%2F") == NULL &&
	       strstr(raw, "%2f") == NULL;
}

static bool
is_request_id(const char *s)
{
	return s != NULL && strlen(s) == REQUEST_ID_LEN &&
	       strspn(s, "0123456789abcdef") == REQUEST_ID_LEN;
}

/* nginx's id, so that both logs agree; else one of our own. */
static void
set_request_id(struct http *h)
{
	static atomic_uint_fast64_t counter;
	static _Thread_local uint64_t thread_part;
	const char *given = h->header(h, "REQUEST_ID");

	if (is_request_id(given)) {
		memcpy(h->request_id, given, sizeof(h->request_id));
		return;
	}
	if (thread_part == 0)
		randombytes_buf(&thread_part, sizeof(thread_part));
	(void)snprintf(h->request_id, sizeof(h->request_id), "%016llx%016llx",
		       (unsigned long long)thread_part,
		       (unsigned long long)atomic_fetch_add(&counter, 1));
}

/* All name=value pairs of ${query}; empty ones are skipped. */
static bool
read_query(struct http *h, struct slice query)
{
	struct slice pair, name;
	size_t room = 1;

	for (size_t i = 0; i < query.n; i++)
		room += query.p[i] == '&';
	h->param = ARENA_ARRAY(h->arena, struct http_param, room);
	while (h->param != NULL && slice_cut(&query, '&', &pair)) {
		struct http_param *p = &h->param[h->param_count];

		if (pair.n == 0)
			continue;
		(void)slice_cut(&pair, '=', &name);
		p->name = decode(name, true, h->arena);
		p->value = pair.p != NULL ? decode(pair, true, h->arena) : "";
		if (p->name == NULL || p->value == NULL)
			return false;
		h->param_count++;
	}
	return h->param != NULL;
}

enum err_code
http_begin(struct http *h)
{
	const char *uri = h->header(h, "REQUEST_URI");
	const char *address = h->header(h, "REMOTE_ADDR");
	struct slice path, query = slice_of(uri);

	set_request_id(h);
	h->method = method_of(h->header(h, "REQUEST_METHOD"));
	h->lang = msg_lang(h->header(h, "HTTP_ACCEPT_LANGUAGE"));
	h->remote_addr = address != NULL ? address : "";
	h->actor = (struct actor){.login = "",
				  .address = h->remote_addr,
				  .request_id = h->request_id};
	h->path = "";
	(void)slice_cut(&query, '?', &path);
	h->path = decode(path, false, h->arena);
	if (h->path == NULL ||
	    !path_clean(arena_strndup(h->arena, path.p, path.n), h->path)) {
		h->path = "";
		h->err.ref = "path";
		return h->arena->overflow ? ERR_NOMEM : ERR_SYNTAX;
	}
	if (!read_query(h, query)) {
		h->param_count = 0;
		h->err.ref = "query";
		return h->arena->overflow ? ERR_NOMEM : ERR_SYNTAX;
	}
	return ERR_OK;
}

const char *
http_param(struct http *h, const char *name)
{
	for (size_t i = 0; i < h->param_count; i++)
		if (strcmp(h->param[i].name, name) == 0)
			return h->param[i].value;
	return NULL;
}

/* Notes the parameter ${name} as wrong. */
static void
note_param(struct http *h, const char *name, const char *code)
{
	struct buf at = BUF(h->arena);
	const char *pointer;

	buf_char(&at, '?');
	buf_str(&at, name);
	pointer = buf_text(&at);
	err_field(&h->err.fields, pointer != NULL ? pointer : "?", code, NULL);
}

/* All of ${s} as an integer; nothing but digits and a sign. */
static bool
int_of(const char *s, int64_t *out)
{
	char *end;

	if (s[0] != '-' && (s[0] < '0' || s[0] > '9'))
		return false;
	errno = 0;
	*out = strtoll(s, &end, 10);
	return errno == 0 && *end == '\0' && end != s;
}

int64_t
http_param_int(struct http *h, const char *name, int64_t min, int64_t max,
	       int64_t fallback)
{
	const char *s = http_param(h, name);
	int64_t v;

	if (s == NULL || s[0] == '\0')
		return fallback;
	if (!int_of(s, &v))
		note_param(h, name, "type");
	else if (v < min || v > max)
		note_param(h, name, "out_of_range");
	else
		return v;
	return fallback;
}

int64_t
http_param_time(struct http *h, const char *name, int64_t fallback)
{
	const char *s = http_param(h, name);
	struct civil_date date;
	int64_t at_ms;

	if (s == NULL || s[0] == '\0')
		return fallback;
	if (civil_date_parse(s, &date))
		return civil_ms(&h->book->clinic_zone, date, 0);
	if (civil_time_parse(s, &at_ms))
		return at_ms;
	note_param(h, name, "time_invalid");
	return fallback;
}

bool
http_param_bool(struct http *h, const char *name)
{
	const char *s = http_param(h, name);

	return s != NULL && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0);
}

static bool
in_list(const char *const *names, const char *name)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

void
http_params_known(struct http *h, const char *const *names)
{
	for (size_t i = 0; i < h->param_count; i++) {
		const char *name = h->param[i].name;

		if (!in_list(names, name))
			note_param(h,
				   strlen(name) <= PARAM_NAME_MAX ? name : "…",
				   "unknown_member");
	}
}

bool
http_if_match(struct http *h, int64_t *version)
{
	const char *s = h->header(h, "HTTP_IF_MATCH");
	size_t n = s != NULL ? strlen(s) : 0;
	char digits[24];

	if (n < 3 || n > 20 || s[0] != '"' || s[n - 1] != '"')
		return false;
	memcpy(digits, s + 1, n - 2);
	digits[n - 2] = '\0';
	/* Versions count from 1 and are written one way: "2", not "02". */
	return digits[0] >= '1' && int_of(digits, version);
}

const char *
http_idem_key(const struct http *h)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789._-";
	const char *key = h->header(h, "HTTP_IDEMPOTENCY_KEY");
	size_t n = key != NULL ? strlen(key) : 0;

	if (n < IDEM_KEY_MIN || n > IDEM_KEY_MAX || strspn(key, allowed) != n)
		return NULL;
	return key;
}

/* --- what goes back ------------------------------------------------------- */

void
http_add(struct http *h, const char *fmt, ...)
{
	char line[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	/* Our own lines: short, and never with a line end in them. */
	if (n < 0 || (size_t)n >= sizeof(line) ||
	    strpbrk(line, "\r\n") != NULL ||
	    h->out_header_count == HTTP_HEADERS_MAX)
		return;
	h->out_header[h->out_header_count] = arena_strdup(h->arena, line);
	if (h->out_header[h->out_header_count] != NULL)
		h->out_header_count++;
}

void
http_etag(struct http *h, int64_t version)
{
	http_add(h, "ETag: \"%lld\"", (long long)version);
}

/* Whether If-None-Match names ${tag}; W/ counts as equal (RFC 9110 §13.1.2). */
static bool
client_has(const struct http *h, const char *tag)
{
	struct slice rest = slice_of(h->header(h, "HTTP_IF_NONE_MATCH")), one;
	size_t n = strlen(tag);

	while (slice_cut(&rest, ',', &one)) {
		one = slice_trim(one);
		if (slice_eq(one, SLICE("*")))
			return true;
		if (slice_starts(one, SLICE("W/")))
			one = (struct slice){one.p + 2, one.n - 2};
		if (one.n == n + 2 && one.p[0] == '"' &&
		    one.p[one.n - 1] == '"' && memcmp(one.p + 1, tag, n) == 0)
			return true;
	}
	return false;
}

bool
http_not_modified(struct http *h, const char *tag)
{
	http_add(h, "ETag: \"%s\"", tag);
	if (!client_has(h, tag))
		return false;
	h->status = 304;
	return true;
}

static const char *
phrase(int status)
{
	static const struct {
		int status;
		const char *phrase;
	} known[] = {
	    {200, "OK"},
	    {201, "Created"},
	    {202, "Accepted"},
	    {204, "No Content"},
	    {304, "Not Modified"},
	    {400, "Bad Request"},
	    {401, "Unauthorized"},
	    {403, "Forbidden"},
	    {404, "Not Found"},
	    {405, "Method Not Allowed"},
	    {409, "Conflict"},
	    {412, "Precondition Failed"},
	    {413, "Content Too Large"},
	    {415, "Unsupported Media Type"},
	    {422, "Unprocessable Content"},
	    {428, "Precondition Required"},
	    {429, "Too Many Requests"},
	    {500, "Internal Server Error"},
	    {503, "Service Unavailable"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].status == status)
			return known[i].phrase;
	return "Unknown";
}

void
http_head(const struct http *h, struct buf *out)
{
	buf_str(out, "Status: ");
	buf_int(out, h->status);
	buf_char(out, ' ');
	buf_str(out, phrase(h->status));
	buf_str(out, "\r\n");
	if (h->status != 204 && h->status != 304) {
		buf_str(out, "Content-Type: ");
		buf_str(out, h->content_type != NULL ? h->content_type
						     : "application/json");
		buf_str(out, "\r\n");
		if (h->stream == NULL) {
			buf_str(out, "Content-Length: ");
			buf_int(out, (int64_t)h->out.n);
			buf_str(out, "\r\n");
		}
	}
	buf_str(out, "Cache-Control: no-store\r\n"
		     "X-Content-Type-Options: nosniff\r\n"
		     "X-Request-Id: ");
	buf_str(out, h->request_id);
	buf_str(out, "\r\n");
	for (size_t i = 0; i < h->out_header_count; i++) {
		buf_str(out, h->out_header[i]);
		buf_str(out, "\r\n");
	}
	buf_str(out, "\r\n");
}
