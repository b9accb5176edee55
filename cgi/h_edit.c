#include "body.h"
#include "address_guard.h"
#include "edit_json.h"
#include "edit_publish.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"

/* Reference data an admin keeps: one set of handlers for all its tables. */

#define LIST_MEMORY ((size_t)128 * 1024 * 1024) /* 20,000 services and more */

/* The table the path names: "/api/v1/<table>[/<key>]". */
static enum edit_kind
kind_of(const struct http *h)
{
	struct slice rest = slice_of(h->path + strlen("/api/v1/")), segment;

	return slice_cut(&rest, '/', &segment) ? edit_kind_of(segment)
					       : EDIT__COUNT;
}

static enum err_code
list(struct http *h, enum edit_kind kind)
{
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct edit_row *row;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	h->arena->limit = LIST_MEMORY;
	rc = edit_list(http_reader(h), &op, kind, &row, &n);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		edit_json_put(&w, kind, &row[i]);
	jw_end_array(&w);
	jw_null(&w, "next");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_edit_list(struct http *h)
{
	return list(h, kind_of(h));
}

/* All of every table, also of those whose own path lists less. */
enum err_code
h_edit_rows(struct http *h)
{
	enum edit_kind kind = edit_kind_of(slice_of(h->path_id));

	return kind != EDIT__COUNT ? list(h, kind) : ERR_NOT_FOUND;
}

enum err_code
h_edit_get(struct http *h)
{
	enum edit_kind kind = kind_of(h);
	struct op op = http_op(h);
	struct edit_row row;
	enum err_code rc =
	    edit_find(http_reader(h), &op, kind, h->path_id, &row);

	if (rc != ERR_OK)
		return rc;
	edit_json_row(h, kind, &row);
	h->status = 200;
	return ERR_OK;
}

static enum err_code
render(struct http *h, void *arg)
{
	const struct edit_ask *ask = arg;

	h->status = h->method == HTTP_POST ? 201 : 200;
	if (h->method == HTTP_POST)
		http_add(h, "Location: /api/v1/%s/%s", edit_path(ask->kind),
			 ask->row.key);
	edit_json_row(h, ask->kind, &ask->row);
	return ERR_OK;
}

/*
 * A rulebook that does not hold together names its rows, "/places/3/zone":
 * what is a field of this table is told as one of the row sent.
 */
static void
point_at_body(struct http *h, enum edit_kind kind)
{
	for (size_t i = 0; i < h->err.fields.n; i++) {
		struct field_error *e = &h->err.fields.item[i];
		const char *last = strrchr(e->pointer, '/');
		const struct edit_field *f;
		size_t n;

		f = edit_fields(kind, &n);
		for (size_t j = 0; last != NULL && j < n; j++)
			if (strcmp(last + 1, f[j].name) == 0)
				e->pointer = last;
	}
}

static enum err_code
write_row(struct http *h, store_fn *fn, struct edit_ask *ask, http_render *how)
{
	enum err_code rc;

	ask->publish = edit_publish_of(h);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (h->method != HTTP_POST && !http_if_match(h, &ask->if_version))
		return ERR_PRECONDITION;
	rc = address_guard(http_reader(h), ask);
	if (rc == ERR_OK)
		rc = http_write(h, fn, ask, how);
	if (rc == ERR_FIELDS)
		point_at_body(h, ask->kind);
	return edit_publish_answer(h, ask, rc);
}

enum err_code
h_edit_post(struct http *h)
{
	struct edit_ask ask = {
	    .op = http_op(h),
	    .kind = kind_of(h),
	    .row = *(const struct edit_row *)h->in,
	};

	return write_row(h, edit_create, &ask, render);
}

/* The key stands in the path; a body that names another is a mistake. */
enum err_code
h_edit_patch(struct http *h)
{
	struct edit_ask ask = {
	    .op = http_op(h),
	    .kind = kind_of(h),
	    .row = *(const struct edit_row *)h->in,
	};
	const char *sent = ask.row.key;

	ask.row.key = h->path_id;
	if (sent != NULL && strcmp(sent, h->path_id) != 0)
		param_note(h, edit_key(ask.kind), "fixed", NULL);
	return write_row(h, edit_change, &ask, render);
}

enum err_code
h_edit_delete(struct http *h)
{
	struct edit_ask ask = {
	    .op = http_op(h),
	    .kind = kind_of(h),
	    .row = {.key = h->path_id},
	};
	enum err_code rc = write_row(h, edit_remove, &ask, http_gone);

	return rc == ERR_FIELDS && !param_wrong(h) ? ERR_IN_USE : rc;
}
