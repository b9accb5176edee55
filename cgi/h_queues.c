#include "handlers.h"
#include "param.h"
#include "task_json.h"

/* The queues of the back line: how they stand, who serves them. */

enum err_code
h_queues_list(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	const struct op op = http_op(h);
	struct task_queue_now *now;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = task_list_queues(http_reader(h), &op, &now);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < h->book->queue_count; i++)
		task_json_queue(&w, h, &now[i]);
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_queues_colleagues(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct task_colleague *who;
	enum err_code rc;
	size_t n;

	if (rulebook_queue(h->book, h->path_id) == NULL)
		return ERR_NOT_FOUND;
	rc = task_list_colleagues(http_reader(h), h->path_id, &who, &n,
				  h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++) {
		jw_object(&w, NULL);
		jw_text(&w, "login", who[i].login);
		jw_text(&w, "name", who[i].name);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
