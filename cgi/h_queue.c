#include "board.h"
#include "body.h"
#include "dispatch.h"
#include "handlers.h"
#include "request_json.h"
#include "route.h"

/* What the dispatcher does with a request; each a write with its rules. */

static enum err_code
render(struct http *h, void *arg)
{
	struct dispatch_ask *ask = arg;

	return request_json_answer(h, &ask->request);
}

static enum err_code
act_by(struct http *h, http_writer *write, store_fn *fn)
{
	struct dispatch_ask *ask = h->in;
	enum err_code rc;

	ask->op = http_op(h);
	ask->id = h->path_id;
	body_actions_clean(ask, h->arena);
	if ((h->route->flags & ROUTE_IF_MATCH) != 0 &&
	    !http_if_match(h, &ask->if_version))
		return ERR_PRECONDITION;
	rc = write(h, fn, ask, render);
	if (rc == ERR_VISIT_OVERLAP) {
		h->problem_more = request_json_colliding;
		h->problem_arg = ask;
	}
	return rc;
}

static enum err_code
act(struct http *h, store_fn *fn)
{
	return act_by(h, http_write, fn);
}

enum err_code
h_queue_next(struct http *h)
{
	enum err_code rc = act_by(h, http_write_repeatable, dispatch_next);

	if (rc != ERR_NOT_FOUND)
		return rc;
	h->status = 204;
	return ERR_OK;
}

enum err_code
h_queue_claim(struct http *h)
{
	return act_by(h, http_write_repeatable, dispatch_claim);
}

enum err_code
h_queue_takeover(struct http *h)
{
	return act(h, dispatch_takeover);
}

enum err_code
h_queue_heartbeat(struct http *h)
{
	return act(h, dispatch_heartbeat);
}

enum err_code
h_queue_release(struct http *h)
{
	return act(h, dispatch_release);
}

enum err_code
h_queue_handover(struct http *h)
{
	return act(h, dispatch_handover);
}

enum err_code
h_queue_attempt(struct http *h)
{
	return act(h, dispatch_attempt);
}

enum err_code
h_queue_schedule(struct http *h)
{
	return act(h, dispatch_schedule);
}

enum err_code
h_queue_replan(struct http *h)
{
	return act(h, dispatch_replan);
}

enum err_code
h_queue_depart(struct http *h)
{
	return act(h, dispatch_depart);
}

enum err_code
h_queue_arrive(struct http *h)
{
	return act(h, dispatch_arrive);
}

enum err_code
h_queue_finish(struct http *h)
{
	return act(h, dispatch_finish);
}

enum err_code
h_queue_revisit(struct http *h)
{
	return act(h, dispatch_revisit);
}

enum err_code
h_queue_close(struct http *h)
{
	return act(h, dispatch_close);
}

enum err_code
h_queue_confirm_price(struct http *h)
{
	return act(h, dispatch_price);
}

/* An operator ends only what is their own; who posted never changes. */
static enum err_code
check_owner(struct http *h)
{
	struct request *r = ARENA_NEW(h->arena, struct request);
	enum err_code rc;

	if (h->actor.roles & ROLE_DISPATCHER)
		return ERR_OK;
	if (r == NULL)
		return ERR_NOMEM;
	rc = board_find(http_reader(h), h->path_id, r, h->arena);
	if (rc == ERR_OK && strcmp(r->created_by, h->actor.login) != 0)
		rc = ERR_FORBIDDEN;
	return rc;
}

static enum err_code
end(struct http *h, store_fn *fn)
{
	enum err_code rc = check_owner(h);

	return rc == ERR_OK ? act(h, fn) : rc;
}

enum err_code
h_queue_cancel(struct http *h)
{
	return end(h, dispatch_cancel);
}

enum err_code
h_queue_decline(struct http *h)
{
	return end(h, dispatch_decline);
}

enum err_code
h_queue_refer(struct http *h)
{
	return end(h, dispatch_refer);
}

enum err_code
h_queue_mark_duplicate(struct http *h)
{
	return end(h, dispatch_duplicate);
}

enum err_code
h_queue_emergency(struct http *h)
{
	return end(h, dispatch_emergency);
}

enum err_code
h_queue_undo(struct http *h)
{
	return end(h, dispatch_undo);
}
