#ifndef TASK_DESK_H
#define TASK_DESK_H

#include "desk.h"
#include "task_list.h"
#include "task_work.h"

/* What is done to tasks, in one line each. */

/** task_desk_do(f, fn, ask): one of their writes, by the actor, now. */
enum err_code
task_desk_do(struct fixture *f, store_fn *fn, struct task_ask *ask);

/** task_desk_make(f, queue, n): a task of the ${n}th caller. */
struct task task_desk_make(struct fixture *f, const char *queue, int n);

/** task_desk_claim(f, id): claim what must be free. */
struct task task_desk_claim(struct fixture *f, const char *id);

/** task_desk_find(f, id): the task as it is stored, as the actor sees it. */
struct task task_desk_find(struct fixture *f, const char *id);

#endif
