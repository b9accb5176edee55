#include <sodium.h>
#include <stdlib.h>
#include <time.h>

#include "app.h"
#include "audit.h"
#include "board.h"
#include "handlers.h"
#include "headfile.h"
#include "jw.h"
#include "param.h"
#include "roles.h"
#include "told.h"
#include "units.h"

/* The trail: searched, and verified a few seconds' worth at a time. */

#define TEXT_MAX 64
#define LIMIT_DEFAULT 50
#define LIMIT_MAX 200

/* --- GET /audit ------------------------------------------------------- */

static void
put_entry(struct jw *w, struct arena *arena, const struct audit_entry *e)
{
	jw_object(w, NULL);
	jw_int(w, "seq", e->seq);
	jw_time(w, "at", e->at_ms);
	jw_text(w, "actor", e->actor);
	roles_put_list(w, "roles", e->roles);
	jw_text(w, "address", e->address);
	jw_text(w, "request_id", e->request_id);
	jw_text(w, "action", e->action);
	jw_text(w, "object", e->object);
	jw_text(w, "object_id", e->object_id);
	jw_text(w, "number", e->number);
	told_put(w, arena, e->detail);
	jw_end_object(w);
}

static enum err_code
put_page(struct http *h, const struct audit_filter *f)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct buf next = BUF(h->arena);
	struct audit_page page;
	enum err_code rc = audit_list(http_reader(h), f, &page, h->arena);

	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < page.count; i++)
		put_entry(&w, h->arena, &page.item[i]);
	jw_end_array(&w);
	buf_printf(&next, "%lld", (long long)page.next);
	jw_text(&w, "next", page.next != 0 ? buf_text(&next) : NULL);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* A day as "to" is meant with all of it. */
static int64_t
end_of(struct http *h)
{
	const char *s = http_param(h, "to");
	struct civil_date date;

	if (s == NULL || !civil_date_parse(s, &date))
		return http_param_time(h, "to", 0);
	return civil_ms(&h->book->clinic_zone, date, 24 * 60);
}

/* A request is named by its number as well; one nobody has finds nothing. */
static enum err_code
by_number(struct http *h, struct audit_filter *f)
{
	struct request *r = ARENA_NEW(h->arena, struct request);
	enum err_code rc;

	if (f->object_id == NULL || strcmp(f->object, "request") != 0)
		return ERR_OK;
	if (r == NULL)
		return ERR_NOMEM;
	rc = board_find_number(http_reader(h), f->object_id, r, h->arena);
	if (rc == ERR_OK)
		f->object_id = r->id;
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

enum err_code
h_audit_list(struct http *h)
{
	static const char *const known[] = {"actor",     "action", "object",
					    "object_id", "from",   "to",
					    "cursor",    "limit",  NULL};
	struct audit_filter f = {
	    .actor = param_filled(h, "actor", TEXT_MAX),
	    .action = param_filled(h, "action", TEXT_MAX),
	    .object = param_filled(h, "object", TEXT_MAX),
	    .object_id = param_filled(h, "object_id", TEXT_MAX),
	    .from_ms = http_param_time(h, "from", 0),
	    .to_ms = end_of(h),
	    .before = http_param_int(h, "cursor", 1, UNITS_INT_MAX, 0),
	    .limit =
		(size_t)http_param_int(h, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT),
	};
	enum err_code rc;

	http_params_known(h, known);
	if (f.object_id != NULL && f.object == NULL)
		param_note(h, "object", "required", NULL);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = by_number(h, &f);
	return rc == ERR_OK ? put_page(h, &f) : rc;
}

/* --- GET /audit/verify ------------------------------------------------ */

#define SLICE_ROWS 5000
#define BUDGET_MS 1500 /* of a call; the rest is for the next one */
#define HASH_HEX (AUDIT_HASH_BYTES * 2)
#define CURSOR_MAX (24 + HASH_HEX)

static int64_t
steady_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

/* "seq-hash", as put_report() gave it; none: from the start. */
static bool
read_cursor(struct http *h, struct audit_mark *mark)
{
	const char *s = param_filled(h, "cursor", CURSOR_MAX);
	struct slice rest = slice_of(s), seq;
	size_t n = 0;

	*mark = (struct audit_mark){0};
	if (s == NULL)
		return !param_wrong(h);
	if (!slice_cut(&rest, '-', &seq) || rest.n != HASH_HEX ||
	    sodium_hex2bin(mark->hash, AUDIT_HASH_BYTES, rest.p, rest.n, NULL,
			   &n, NULL) != 0 ||
	    n != AUDIT_HASH_BYTES || (mark->seq = strtoll(s, NULL, 10)) < 1) {
		param_note(h, "cursor", "invalid", NULL);
		return false;
	}
	return true;
}

static void
put_report(struct http *h, const struct audit_report *r, int64_t total)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct buf next = BUF(h->arena);
	bool known = r->done || !r->ok;

	buf_printf(&next, "%lld-%s", (long long)r->count, r->head);
	jw_object(&w, NULL);
	if (known)
		jw_bool(&w, "ok", r->ok);
	else
		jw_null(&w, "ok");
	jw_int(&w, "count", r->count);
	jw_int(&w, "total", total > r->count ? total : r->count);
	jw_text(&w, "head", r->head);
	if (r->ok)
		jw_null(&w, "first_bad");
	else
		jw_int(&w, "first_bad", r->first_bad);
	jw_text(&w, "next", known ? NULL : buf_text(&next));
	jw_end_object(&w);
	h->status = 200;
}

enum err_code
h_audit_verify(struct http *h)
{
	static const char *const known[] = {"cursor", NULL};
	int64_t until_ms = steady_ms() + BUDGET_MS, total;
	char path[4096];
	struct audit_report report;
	struct audit_mark mark;
	enum err_code rc;

	http_params_known(h, known);
	if (!read_cursor(h, &mark) || param_wrong(h))
		return ERR_FIELDS;
	rc = audit_last(http_reader(h), &total);
	do {
		if (rc == ERR_OK)
			rc =
			    audit_verify_some(http_reader(h), h->app->audit_key,
					      &mark, SLICE_ROWS, &report);
		http_reader_back(h); /* others come in between */
	} while (rc == ERR_OK && report.ok && !report.done &&
		 steady_ms() < until_ms);
	if (rc != ERR_OK)
		return rc;
	if (report.done &&
	    headfile_path(h->app->config.key_path, path, sizeof(path)))
		headfile_check(path, h->app->audit_key, &report);
	put_report(h, &report, total);
	return ERR_OK;
}
