#include "body.h"
#include "bulk.h"
#include "handlers.h"
#include "problem.h"
#include "request_json.h"
#include "text.h"

/* One act on many requests: an answer for each. */

/* The token of a claim that is the actor's now: what comes next needs it. */
static void
put_token(struct jw *w, const struct http *h, const struct claim *claim)
{
	if (claim->by != NULL && strcmp(claim->by, h->actor.login) == 0)
		jw_int(w, "token", claim->token);
	else
		jw_null(w, "token");
}

static void
put_item(struct jw *w, struct http *h, const struct bulk_item *item)
{
	bool done = item->code == ERR_OK;

	jw_object(w, NULL);
	jw_text(w, "id", item->id);
	jw_int(w, "status", done ? 200 : problem_status(item->code));
	put_token(w, h, &item->request.claim);
	if (done) {
		request_json_row(w, "request", h, &item->request);
		jw_null(w, "problem");
	} else {
		jw_null(w, "request");
		problem_put(w, "problem", h, &item->err, item->code);
	}
	jw_end_object(w);
}

static enum err_code
render(struct http *h, void *arg)
{
	const struct bulk_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	int64_t done = 0;

	for (size_t i = 0; i < ask->count; i++)
		done += ask->item[i].code == ERR_OK;
	jw_object(&w, NULL);
	jw_int(&w, "done", done);
	jw_int(&w, "refused", (int64_t)ask->count - done);
	jw_array(&w, "items");
	for (size_t i = 0; i < ask->count; i++)
		put_item(&w, h, &ask->item[i]);
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* ${text} in order; NULL when nothing is left of it. */
static const char *
cleaned(const char *text, struct arena *arena)
{
	const char *clean =
	    text != NULL ? text_clean(slice_of(text), arena) : NULL;

	return clean != NULL && *clean != '\0' ? clean : NULL;
}

enum err_code
h_bulk_post(struct http *h)
{
	struct bulk_ask *ask = h->in;

	ask->op = http_op(h);
	ask->reason = cleaned(ask->reason, h->arena);
	ask->comment = cleaned(ask->comment, h->arena);
	return http_write(h, bulk_run, ask, render);
}
