#ifndef TASK_LIST_H
#define TASK_LIST_H

#include "store.h"
#include "task.h"

/* Reading queues and their tasks. */

#define TASK_LIST_MAX 200

struct task_list_ask {
	const char *login; /* who looks: sees what they serve or have made */
	unsigned states;   /* mask of 1 << enum task_state; 0: active */
	const char *queue; /* code; or NULL */
	const char *claimed_by; /* "mine"; or NULL */
	const char *created_by; /* or NULL */
	const char *cursor;     /* id of the first one of the page; or NULL */
	size_t limit;           /* 1..TASK_LIST_MAX */
};

struct task_page {
	struct task *item;
	size_t count;
	const char *next; /* cursor, or NULL at the end */
};

/**
 * task_list(db, ask, out, arena):
 * Open tasks ordered by promise deadline, ties by making; with an end asked
 * for, the newest first.
 * Errors:  ERR_SYNTAX for a cursor that is none; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code task_list(struct db *db, const struct task_list_ask *ask,
    struct task_page *out, struct arena *arena) MUST_CHECK;

/**
 * task_list_find(db, id, login, out, arena):
 * Errors:  ERR_NOT_FOUND; ERR_FORBIDDEN when ${login} neither serves its
 *          queue nor has made it.
 */
enum err_code task_list_find(struct db *db, const char *id, const char *login,
    struct task *out, struct arena *arena) MUST_CHECK;

/** task_list_history(db, id, out, count, arena): oldest first. */
enum err_code task_list_history(struct db *db, const char *id,
    struct task_event **out, size_t *count, struct arena *arena) MUST_CHECK;

/* One queue as it stands. */
struct task_queue_now {
	const struct task_queue *queue;
	bool serves;  /* who looks */
	int64_t by_state[TASK_STATE__COUNT]; /* open ones */
	int64_t overdue;
	int64_t deadline_at_ms; /* of the most urgent; 0: none is open */
};

/**
 * task_list_queues(db, op, out, arena):
 * Every queue of the book as it stands for the actor of ${op}.
 * Shapes:  ${out} has book->queue_count entries.
 */
enum err_code task_list_queues(struct db *db, const struct op *op,
    struct task_queue_now **out) MUST_CHECK;

/* Somebody a task can be passed to. */
struct task_colleague {
	const char *login;
	const char *name;
};

/** task_list_colleagues(db, queue, out, count, arena): who serve ${queue}. */
enum err_code task_list_colleagues(struct db *db, const char *queue,
    struct task_colleague **out, size_t *count,
    struct arena *arena) MUST_CHECK;

#endif
