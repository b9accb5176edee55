#include "body.h"
#include "handlers.h"
#include "param.h"
#include "route.h"
#include "task_json.h"
#include "task_work.h"
#include "viewed.h"

/* People to be called back: the list, one of them, what is done with it. */

#define LIMIT_DEFAULT 50
#define CURSOR_MAX 64

enum err_code
h_tasks_list(struct http *h)
{
	static const char *const known[] = {"queue", "state",  "mine", "own",
					    "limit", "cursor", NULL};
	const char *login = h->actor.login;
	const struct task_list_ask ask = {
	    .login = login,
	    .states = param_task_states(h, "state"),
	    .queue = param_queue(h, "queue"),
	    .claimed_by = http_param_bool(h, "mine") ? login : NULL,
	    .created_by = http_param_bool(h, "own") ? login : NULL,
	    .cursor = param_filled(h, "cursor", CURSOR_MAX),
	    .limit = (size_t)http_param_int(h, "limit", 1, TASK_LIST_MAX,
					    LIMIT_DEFAULT),
	};
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct task_page page;
	enum err_code rc = ERR_FIELDS;

	http_params_known(h, known);
	if (!param_wrong(h))
		rc = task_list(http_reader(h), &ask, &page, h->arena);
	if (rc == ERR_SYNTAX) {
		param_note(h, "cursor", "invalid", NULL);
		rc = ERR_FIELDS;
	}
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < page.count; i++)
		task_json_item(&w, h, &page.item[i]);
	jw_end_array(&w);
	jw_text(&w, "next", page.next);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* The task asked for; that somebody looked at whom it is about is told. */
static enum err_code
look(struct http *h, struct task *out)
{
	enum err_code rc = task_list_find(http_reader(h), h->path_id,
					  h->actor.login, out, h->arena);

	if (rc == ERR_OK)
		viewed_note(h, "task.view", "task", out->id);
	return rc;
}

enum err_code
h_tasks_get(struct http *h)
{
	struct task t;
	enum err_code rc = look(h, &t);

	return rc == ERR_OK ? task_json_answer(h, &t) : rc;
}

enum err_code
h_tasks_history(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct task_event *event;
	struct task t;
	size_t n;
	enum err_code rc = look(h, &t);

	if (rc == ERR_OK)
		rc = task_list_history(http_reader(h), t.id, &event, &n,
				       h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		task_json_event(&w, &event[i]);
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* --- writes ----------------------------------------------------------- */

static enum err_code
render(struct http *h, void *arg)
{
	const struct task_ask *ask = arg;

	return task_json_answer(h, &ask->task);
}

static enum err_code
render_made(struct http *h, void *arg)
{
	const struct task_ask *ask = arg;
	enum err_code rc = render(h, arg);

	h->status = 201;
	http_add(h, "Location: /api/v1/tasks/%s", ask->task.id);
	return rc;
}

static enum err_code
act(struct http *h, store_fn *fn)
{
	struct task_ask *ask = h->in;

	ask->op = http_op(h);
	ask->id = h->path_id;
	body_task_clean(ask, h->arena);
	if ((h->route->flags & ROUTE_IF_MATCH) != 0 &&
	    !http_if_match(h, &ask->if_version))
		return ERR_PRECONDITION;
	return http_write(h, fn, ask, fn == task_create ? render_made : render);
}

enum err_code
h_tasks_post(struct http *h)
{
	return act(h, task_create);
}

enum err_code
h_tasks_next(struct http *h)
{
	enum err_code rc = act(h, task_claim_next);

	if (rc != ERR_NOT_FOUND)
		return rc;
	h->status = 204;
	return ERR_OK;
}

enum err_code
h_tasks_claim(struct http *h)
{
	return act(h, task_claim);
}

enum err_code
h_tasks_takeover(struct http *h)
{
	return act(h, task_takeover);
}

enum err_code
h_tasks_heartbeat(struct http *h)
{
	return act(h, task_heartbeat);
}

enum err_code
h_tasks_release(struct http *h)
{
	return act(h, task_release);
}

enum err_code
h_tasks_attempt(struct http *h)
{
	return act(h, task_attempt);
}

enum err_code
h_tasks_handover(struct http *h)
{
	return act(h, task_handover);
}

enum err_code
h_tasks_close(struct http *h)
{
	return act(h, task_close);
}

enum err_code
h_tasks_cancel(struct http *h)
{
	return act(h, task_cancel);
}

enum err_code
h_tasks_undo(struct http *h)
{
	return act(h, task_undo);
}
