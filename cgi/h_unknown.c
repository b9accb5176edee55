#include "body.h"
#include "edit_publish.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "unknown.h"

#define TERM_MAX 200 /* characters, as a search may have */

/* Searches nobody could answer, and what becomes of them. */

static const struct jin_field settle_field[] = {
    {.name = "term",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_settle, term),
     .max = TERM_MAX},
    {.name = "service",
     .type = JIN_TEXT,
     .offset = offsetof(struct body_settle, service)},
    {.name = "again",
     .type = JIN_BOOL,
     .offset = offsetof(struct body_settle, again)},
    {.name = NULL},
};

const struct jin_table body_settle = {
    .size = sizeof(struct body_settle),
    .field = settle_field,
};

enum err_code
h_unknown_list(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct unknown_term *term;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = unknown_list(http_reader(h), h->arena, &term, &n);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++) {
		jw_object(&w, NULL);
		jw_text(&w, "term", term[i].term);
		jw_int(&w, "count", term[i].count);
		jw_time(&w, "first_at", term[i].first_at_ms);
		jw_time(&w, "last_at", term[i].last_at_ms);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static enum err_code
render(struct http *h, void *arg)
{
	const struct unknown_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_text(&w, "term", ask->term);
	jw_text(&w, "service", ask->edit.row.key);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_unknown_settle(struct http *h)
{
	const struct body_settle *in = h->in;
	struct unknown_ask ask = {
	    .edit = {.op = http_op(h),
		     .publish = edit_publish_of(h),
		     .row = {.key = in->service}},
	    .term = in->term,
	    .again = in->again,
	};
	enum err_code rc;

	if (in->service != NULL &&
	    rulebook_service(h->book, in->service) == NULL)
		param_note(h, "service", "unknown_code", in->service);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = http_write(h, unknown_settle, &ask, render);
	return edit_publish_answer(h, &ask.edit, rc);
}
