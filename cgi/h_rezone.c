#include "board.h"
#include "body.h"
#include "dispatch.h"
#include "handlers.h"
#include "param.h"
#include "request_json.h"
#include "rezone.h"
#include "route.h"
#include "say.h"

/* A request in another zone: what it would cost, and putting it there. */

/* What it costs, what it would cost, and how that is said. */
struct told {
	const struct http *h;
	const struct request *request;
	const struct quote *price;
};

static void
put_price(struct jw *w, const void *arg)
{
	const struct told *a = arg;
	const struct http *h = a->h;

	jw_object(w, "price");
	jw_text(w, "zone", a->price->zone);
	jw_money(w, "old", request_price(a->request)->total_kop);
	jw_money(w, "new", a->price->total_kop);
	jw_bool(w, "changes", rezone_changes(a->request, a->price));
	jw_text(w, "say",
		say_rezone(h->lang, h->book, request_price(a->request),
			   a->price, h->arena));
	jw_end_object(w);
}

enum err_code
h_rezone_price(struct http *h)
{
	static const char *const known[] = {"zone", NULL};
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct request *r = ARENA_NEW(h->arena, struct request);
	const char *zone = param_zone(h, "zone");
	struct quote price;
	enum err_code rc;

	if (r == NULL)
		return ERR_NOMEM;
	http_params_known(h, known);
	if (zone == NULL && !param_wrong(h))
		param_note(h, "zone", "required", NULL);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = board_find(http_reader(h), h->path_id, r, h->arena);
	if (rc == ERR_OK)
		rc = rezone_price(h->book, r, zone, &price, &h->err.fields);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	put_price(&w, &(struct told){h, r, &price});
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static enum err_code
render(struct http *h, void *arg)
{
	struct dispatch_ask *ask = arg;

	return request_json_answer(h, &ask->request);
}

enum err_code
h_rezone_post(struct http *h)
{
	struct dispatch_ask *ask = h->in;
	struct told *told = ARENA_NEW(h->arena, struct told);
	enum err_code rc;

	if (told == NULL)
		return ERR_NOMEM;
	ask->op = http_op(h);
	ask->id = h->path_id;
	body_actions_clean(ask, h->arena);
	if (!http_if_match(h, &ask->if_version))
		return ERR_PRECONDITION;
	rc = http_write(h, dispatch_zone, ask, render);
	if (rc == ERR_FIELDS && err_has(&h->err.fields, "/consent") &&
	    ask->request.id != NULL) {
		*told = (struct told){h, &ask->request, &ask->price};
		h->problem_more = put_price;
		h->problem_arg = told;
	}
	if (rc == ERR_VISIT_OVERLAP) {
		h->problem_more = request_json_colliding;
		h->problem_arg = ask;
	}
	return rc;
}
