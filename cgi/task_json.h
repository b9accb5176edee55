#ifndef TASK_JSON_H
#define TASK_JSON_H

#include "http.h"
#include "jw.h"
#include "task_list.h"

/* Queues and their tasks as the API shows them; lists are masked. */

/** task_json_item(w, h, t): its line in a list. */
void task_json_item(struct jw *w, struct http *h, const struct task *t);

/** task_json_full(w, h, t): the whole of it. */
void task_json_full(struct jw *w, struct http *h, const struct task *t);

/** task_json_answer(h, t): answer with the whole of it. */
enum err_code
task_json_answer(struct http *h, const struct task *t) MUST_CHECK;

/** task_json_event(w, event): one line of the history. */
void task_json_event(struct jw *w, const struct task_event *event);

/** task_json_queue(w, h, now): a queue as it stands. */
void task_json_queue(struct jw *w, struct http *h,
		     const struct task_queue_now *now);

#endif
