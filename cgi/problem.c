#include "problem.h"

#include "jw.h"
#include "msg.h"

#define RETRY_AFTER_S 1

static const struct {
	int status;
	const char *code;
} problems[ERR__COUNT] = {
#define ERR(name, status, code) [ERR_##name] = {status, code},
#include "err.def"
#undef ERR
};

int
problem_status(enum err_code code)
{
	return problems[code].status;
}

const char *
problem_code(enum err_code code)
{
	return problems[code].code;
}

/* The text ${prefix}${name}${suffix}; NULL when there is none. */
static const char *
text(const struct http *h, const char *prefix, const char *name,
     const char *suffix)
{
	char key[96];
	const char *found;
	const struct msg_arg args[] = {
	    {"ref", h->err.ref},
	    {"by", h->err.by},
	};

	(void)snprintf(key, sizeof(key), "%s%s%s", prefix, name, suffix);
	found = msg_format(h->lang, key, args, 2, h->arena);
	return strcmp(found, key) != 0 ? found : NULL;
}

void
problem_errors(struct jw *w, const struct http *h, const char *where,
	       const struct field_error *error, size_t count)
{
	char key[96];

	jw_array(w, "errors");
	for (size_t i = 0; i < count; i++) {
		const struct field_error *e = &error[i];
		const struct msg_arg arg = {"arg", e->arg};

		(void)snprintf(key, sizeof(key), "field.%s", e->code);
		jw_object(w, NULL);
		jw_text(w, where, e->pointer);
		jw_text(w, "code", e->code);
		jw_text(w, "message",
			msg_format(h->lang, key, &arg, 1, h->arena));
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
write_fields(struct jw *w, const struct http *h)
{
	const struct field_errors *fields = &h->err.fields;

	if (fields->n != 0)
		problem_errors(w, h, "pointer", fields->item, fields->n);
}

/* Who, since when and what stands in the way. */
static void
write_cause(struct jw *w, const struct http *h)
{
	if (h->err.by != NULL)
		jw_text(w, "by", h->err.by);
	if (h->err.since_ms != 0 && w->zone != NULL)
		jw_time(w, "since", h->err.since_ms);
	if (h->err.ref != NULL)
		jw_text(w, "ref", h->err.ref);
}

/* What every problem says of itself; the object stays open. */
static void
open_problem(struct jw *w, const char *key, const struct http *h,
	     enum err_code code)
{
	const char *name = problems[code].code;
	const char *title = text(h, "problem.", name, "");
	const char *detail = text(h, "problem.", name, ".detail");
	struct buf type = BUF(h->arena);

	buf_str(&type, "urn:problem-type:homevisit:");
	buf_str(&type, name);
	jw_object(w, key);
	jw_text(w, "type", buf_text(&type));
	jw_text(w, "title", title != NULL ? title : name);
	jw_int(w, "status", problems[code].status);
	if (detail != NULL)
		jw_text(w, "detail", detail);
	jw_text(w, "code", name);
	write_cause(w, h);
	write_fields(w, h);
}

void
problem_put(struct jw *w, const char *key, struct http *h,
	    const struct err *err, enum err_code code)
{
	const struct err own = h->err;

	h->err = *err;
	open_problem(w, key, h, code);
	jw_end_object(w);
	h->err = own;
}

static void
write_body(struct http *h, enum err_code code)
{
	struct jw w = JW(&h->out, h->book ? &h->book->clinic_zone : NULL);

	open_problem(&w, NULL, h, code);
	jw_text(&w, "instance", h->path != NULL ? h->path : "");
	jw_text(&w, "request_id", h->request_id);
	if (h->problem_more != NULL)
		h->problem_more(&w, h->problem_arg);
	jw_end_object(&w);
}

/* Leaves of the headers those that explain a refusal. */
static void
keep_headers(struct http *h)
{
	size_t kept = 0;

	for (size_t i = 0; i < h->out_header_count; i++)
		if (strncmp(h->out_header[i], "Allow: ", 7) == 0)
			h->out_header[kept++] = h->out_header[i];
	h->out_header_count = kept;
}

/* What is said when there is no memory left to say more. */
static void
write_short(struct http *h)
{
	static char body[] = "{\"title\":\"out of memory\",\"status\":503,"
			     "\"code\":\"out_of_memory\"}";

	h->status = 503;
	h->out = (struct buf){.data = body, .n = sizeof(body) - 1};
}

void
problem_write(struct http *h, enum err_code code)
{
	int wait_s = h->err.retry_after_s;

	if (code <= ERR_OK || code >= ERR__COUNT)
		code = ERR_INTERNAL;
	h->status = problems[code].status;
	h->content_type = "application/problem+json";
	h->out = BUF(h->arena);
	keep_headers(h);
	if (h->status == 429 || h->status == 503)
		http_add(h, "Retry-After: %d",
			 wait_s > 0 ? wait_s : RETRY_AFTER_S);
	if (h->status == 401)
		http_add(h, "WWW-Authenticate: Session realm=\"homevisit\"");
	write_body(h, code);
	if (h->out.failed)
		write_short(h);
}
