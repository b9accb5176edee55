#include "answer.h"

#include "app.h"
#include "jin.h"
#include "pool.h"
#include "problem.h"
#include "route.h"
#include "session.h"

/* Writes the Allow header for the mask of methods ${allowed}. */
static void
add_allow(struct http *h, unsigned allowed)
{
	struct buf list = BUF(h->arena);
	const char *text;

	for (unsigned m = HTTP_GET; m <= HTTP_OPTIONS; m <<= 1) {
		if ((allowed & m) == 0)
			continue;
		if (list.n != 0)
			buf_str(&list, ", ");
		buf_str(&list, http_method_name((enum http_method)m));
	}
	text = buf_text(&list);
	if (text != NULL)
		http_add(h, "Allow: %s", text);
}

/* The row of the table; none, and ERR_OK, when OPTIONS is answered. */
static enum err_code
find_route(struct http *h)
{
	unsigned allowed;

	h->route =
	    route_find(h->method, h->path, &h->path_id, &allowed, h->arena);
	if (h->route != NULL)
		return ERR_OK;
	if (allowed == 0)
		return ERR_NOT_FOUND;
	add_allow(h, allowed);
	if (h->method != HTTP_OPTIONS)
		return ERR_METHOD;
	h->status = 204;
	return ERR_OK;
}

/* A program has no password and no stream; it may be bound to reading. */
static bool
program_may(const struct http *h, bool safe)
{
	unsigned flags = h->route->flags;

	if (!h->session->program)
		return true;
	if (flags & ROUTE_STREAM || (flags & ROUTE_FIRST && !safe))
		return false;
	return safe || !h->session->read_only;
}

static enum err_code
check_access(struct http *h)
{
	bool safe = h->method == HTTP_GET || h->method == HTTP_HEAD;

	session_check_load(h);
	if ((h->route->flags & ROUTE_OPEN) == 0) {
		if (h->session == NULL)
			return ERR_UNAUTHENTICATED;
		if (h->session->must_change &&
		    (h->route->flags & ROUTE_FIRST) == 0)
			return ERR_PASSWORD_MUST_CHANGE;
		if (h->session->must_enrol &&
		    (h->route->flags & ROUTE_FIRST) == 0)
			return ERR_TOTP_MUST_ENROL;
		if ((h->route->roles & h->actor.roles) == 0 ||
		    !program_may(h, safe))
			return ERR_FORBIDDEN;
	}
	return safe ? ERR_OK : session_check_csrf(h);
}

/* Whether the body is declared as ${wanted}, whatever its charset. */
static bool
is_media(const struct http *h, const char *wanted)
{
	struct slice rest = slice_of(h->header(h, "CONTENT_TYPE")), type;

	if (!slice_cut(&rest, ';', &type))
		return false;
	type = slice_trim(type);
	return type.n == strlen(wanted) &&
	       strncasecmp(type.p, wanted, type.n) == 0;
}

/* The declared length of the body; -1 when it is no number. */
static long
body_length(const struct http *h)
{
	const char *s = h->header(h, "CONTENT_LENGTH");
	long n = 0;

	for (; s != NULL && *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return -1;
		if (n <= (long)HTTP_SHEET_MAX)
			n = n * 10 + (*s - '0');
	}
	return n;
}

/* Nothing to say, nothing sent. */
static bool
is_nothing(const struct http *h)
{
	return h->route->body != NULL && h->route->body->field->name == NULL &&
	       body_length(h) == 0;
}

/* Whether the body is a table that the row takes. */
static bool
is_sheet(const struct http *h)
{
	return (h->route->flags & ROUTE_SHEET) != 0 && is_media(h, "text/csv");
}

/* How long the body may be; a long one gets the memory to read it. */
static long
body_max(struct http *h)
{
	if (!is_sheet(h) || (h->route->flags & ROUTE_LONG) == 0)
		return (long)HTTP_BODY_MAX;
	h->arena->limit = HTTP_SHEET_ARENA;
	return (long)HTTP_SHEET_MAX;
}

static enum err_code
read_body(struct http *h, struct slice sent)
{
	long length = body_length(h);
	const char *bytes;

	if (is_nothing(h)) {
		h->body = SLICE("{}");
		return ERR_OK;
	}
	if (!is_sheet(h) &&
	    (h->route->body == NULL || !is_media(h, "application/json")))
		return ERR_MEDIA_TYPE;
	if (length > body_max(h))
		return ERR_TOO_LARGE;
	h->err.ref = "body";
	if (length < 0 || sent.n < (size_t)length)
		return ERR_SYNTAX;
	bytes = arena_strndup(h->arena, sent.p, (size_t)length);
	if (bytes == NULL)
		return ERR_NOMEM;
	h->body = (struct slice){bytes, (size_t)length};
	h->err.ref = NULL;
	return ERR_OK;
}

/* A header the row asks for: there, and of the right form. */
static enum err_code
check_header(struct http *h, const char *fcgi_name, const char *name, bool good)
{
	if (good)
		return ERR_OK;
	h->err.ref = name;
	return h->header(h, fcgi_name) == NULL ? ERR_PRECONDITION : ERR_SYNTAX;
}

static enum err_code
check_preconditions(struct http *h)
{
	enum err_code code = ERR_OK;
	int64_t version;

	if (h->route->flags & ROUTE_IDEM)
		code =
		    check_header(h, "HTTP_IDEMPOTENCY_KEY", "Idempotency-Key",
				 http_idem_key(h) != NULL);
	if (code == ERR_OK && (h->route->flags & ROUTE_IF_MATCH))
		code = check_header(h, "HTTP_IF_MATCH", "If-Match",
				    http_if_match(h, &version));
	return code;
}

/* The body into the struct of the row, what it must come with checked. */
static enum err_code
take_input(struct http *h, struct slice sent)
{
	const struct jin_table *table = h->route->body;
	enum err_code body = ERR_OK, code = ERR_OK;

	if (table != NULL || (h->route->flags & ROUTE_SHEET) != 0)
		code = read_body(h, sent);
	if (code != ERR_OK)
		return code;
	if (table != NULL && !is_sheet(h)) {
		h->in = arena_alloc(h->arena, table->size);
		if (h->in == NULL)
			return ERR_NOMEM;
		body = jin_read(table, h->body, h->in, &h->err, h->arena);
		if (body != ERR_OK && body != ERR_FIELDS)
			return body;
	}
	code = check_preconditions(h);
	if (code == ERR_OK)
		return body;
	h->err.fields.n = 0;
	return code;
}

/*
 * What is refused may have been done before, and an answer that was given is
 * given again.  ${headers} were there before the handler.
 */
static enum err_code
look_back(struct http *h, size_t headers, enum err_code refused)
{
	enum err_code code;

	h->status = 0;
	h->out_header_count = headers;
	code = http_replay(h);
	if (code == ERR_OK && h->status == 0)
		return refused;
	h->err = (struct err){0};
	h->problem_more = NULL;
	return code;
}

/* The handler's say, for the row's body as it was ${taken}. */
static enum err_code
handle(struct http *h, enum err_code taken)
{
	bool late = taken == ERR_OK && (h->route->flags & ROUTE_KEY_LATE) != 0;
	size_t headers = h->out_header_count;
	enum err_code code = h->route->handler(h);

	if (code == ERR_OK && h->err.fields.n != 0)
		code = ERR_FIELDS; /* a parameter noted on the way */
	return late && code != ERR_OK ? look_back(h, headers, code) : code;
}

/* All beats in their order; the first that says no ends it. */
static enum err_code
go(struct http *h, struct slice sent)
{
	enum err_code code = http_begin(h);

	if (code == ERR_OK)
		code = find_route(h);
	if (code != ERR_OK || h->route == NULL)
		return code;
	if ((h->route->flags & ROUTE_QUICK) == 0)
		pool_aside(h->app->pool);
	if ((h->route->flags & ROUTE_SLOW) != 0)
		h->use = STORE_LONG;
	code = check_access(h);
	if (code == ERR_OK)
		code = take_input(h, sent);
	/* An answer that was given is given again, whatever has changed. */
	if (code == ERR_OK &&
	    (h->route->flags & (ROUTE_IDEM | ROUTE_KEY_LATE)) == ROUTE_IDEM)
		code = http_replay(h);
	if (h->status != 0)
		return code;
	if (code == ERR_OK ||
	    (code == ERR_FIELDS && (h->route->flags & ROUTE_FORM)))
		code = handle(h, code);
	return code;
}

/* What failed for want of a reader says so, whatever was made of it. */
static enum err_code
end_reading(struct http *h, enum err_code code)
{
	http_reader_back(h);
	if (code == ERR_OK || h->refused == ERR_OK)
		return code;
	h->err = (struct err){0};
	h->problem_more = NULL;
	return h->refused;
}

void
answer_request(struct http *h, struct slice sent)
{
	enum err_code code;

	h->out = BUF(h->arena);
	code = end_reading(h, go(h, sent));
	if (code == ERR_OK && (h->out.failed || h->arena->overflow))
		code = ERR_NOMEM;
	if (code == ERR_OK && h->status == 0)
		code = ERR_INTERNAL;
	h->err.code = code;
	if (code != ERR_OK)
		problem_write(h, code);
}
