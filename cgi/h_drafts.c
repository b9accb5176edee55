#include "body.h"
#include "draft.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"

/* What an operator typed and has not posted yet. */

static const struct jin_field draft_field[] = {
    {.name = "text",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct draft, text)},
    {.name = "label",
     .type = JIN_TEXT,
     .offset = offsetof(struct draft, label)},
    {.name = NULL},
};
const struct jin_table body_draft = {
    .size = sizeof(struct draft),
    .field = draft_field,
};

enum err_code
h_drafts_list(struct http *h)
{
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct draft *draft;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = draft_list(http_reader(h), &op, &draft, &n);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++) {
		jw_object(&w, NULL);
		jw_text(&w, "id", draft[i].id);
		jw_int(&w, "version", draft[i].version);
		jw_text(&w, "label", draft[i].label);
		jw_time(&w, "created_at", draft[i].created_at_ms);
		jw_time(&w, "updated_at", draft[i].updated_at_ms);
		jw_time(&w, "expires_at", draft[i].expires_at_ms);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_null(&w, "next");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_drafts_get(struct http *h)
{
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct buf tag = BUF(h->arena);
	struct draft d;
	enum err_code rc = draft_find(http_reader(h), &op, h->path_id, &d);

	if (rc != ERR_OK)
		return rc;
	buf_printf(&tag, "%lld", (long long)d.version);
	if (tag.failed)
		return ERR_NOMEM;
	if (http_not_modified(h, tag.data))
		return ERR_OK;
	jw_object(&w, NULL);
	jw_text(&w, "id", d.id);
	jw_int(&w, "version", d.version);
	jw_text(&w, "label", d.label);
	jw_text(&w, "text", d.text);
	jw_time(&w, "created_at", d.created_at_ms);
	jw_time(&w, "updated_at", d.updated_at_ms);
	jw_time(&w, "expires_at", d.expires_at_ms);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* If-Match may be left out here, but not be broken. */
static enum err_code
read_ask(struct http *h, struct draft_ask *ask)
{
	ask->op = http_op(h);
	ask->draft.id = h->path_id;
	if (h->header(h, "HTTP_IF_MATCH") == NULL ||
	    http_if_match(h, &ask->if_version))
		return ERR_OK;
	h->err.ref = "If-Match";
	return ERR_SYNTAX;
}

/* What was sent is not sent back: a page saves every second or two. */
static enum err_code
render_put(struct http *h, void *arg)
{
	const struct draft_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = ask->created ? 201 : 200;
	http_etag(h, ask->draft.version);
	jw_object(&w, NULL);
	jw_text(&w, "id", ask->draft.id);
	jw_int(&w, "version", ask->draft.version);
	jw_time(&w, "updated_at", ask->draft.updated_at_ms);
	jw_time(&w, "expires_at", ask->draft.expires_at_ms);
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
h_drafts_put(struct http *h)
{
	struct draft_ask ask = {.draft = *(const struct draft *)h->in};
	enum err_code rc = read_ask(h, &ask);

	return rc == ERR_OK ? http_write(h, draft_put, &ask, render_put) : rc;
}

enum err_code
h_drafts_delete(struct http *h)
{
	struct draft_ask ask = {.created = false};
	enum err_code rc = read_ask(h, &ask);

	return rc == ERR_OK ? http_write(h, draft_delete, &ask, http_gone) : rc;
}
