#include "body.h"
#include "handlers.h"
#include "param.h"
#include "shift_edit.h"
#include "shift_json.h"

/* When medics work. */

enum err_code
h_shifts_list(struct http *h)
{
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct shift *shift;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = shift_edit_list(http_reader(h), &op, h->path_id, &shift, &n);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		shift_json(&w, NULL, &shift[i]);
	jw_end_array(&w);
	jw_null(&w, "next");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static enum err_code
render(struct http *h, void *arg)
{
	const struct shift_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = h->method == HTTP_POST ? 201 : 200;
	if (h->method == HTTP_POST)
		http_add(h, "Location: /api/v1/shifts/%s", ask->shift.id);
	http_etag(h, ask->shift.version);
	shift_json(&w, NULL, &ask->shift);
	return ERR_OK;
}

enum err_code
h_shifts_get(struct http *h)
{
	struct shift_ask ask;
	enum err_code rc =
	    shift_edit_find(http_reader(h), h->path_id, &ask.shift, h->arena);

	return rc == ERR_OK ? render(h, &ask) : rc;
}

enum err_code
h_shifts_post(struct http *h)
{
	struct shift_ask *ask = h->in;

	ask->op = http_op(h);
	ask->shift.medic = h->path_id;
	return http_write(h, shift_edit_create, ask, render);
}

enum err_code
h_shifts_patch(struct http *h)
{
	struct shift_ask *ask = h->in;

	ask->op = http_op(h);
	ask->id = h->path_id;
	if (!http_if_match(h, &ask->if_version))
		return ERR_PRECONDITION;
	return http_write(h, shift_edit_change, ask, render);
}

enum err_code
h_shifts_delete(struct http *h)
{
	struct shift_ask ask = {.op = http_op(h), .id = h->path_id};

	if (!http_if_match(h, &ask.if_version))
		return ERR_PRECONDITION;
	return http_write(h, shift_edit_remove, &ask, http_gone);
}
