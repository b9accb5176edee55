#ifndef TASK_WORK_H
#define TASK_WORK_H

#include "store.h"
#include "task.h"

/*
 * The writes of the back line.  All are store_fns over their argument; all
 * load the task, ask task_next(), write row, history and audit.
 *
 * Errors of all: ERR_NOT_FOUND; ERR_FORBIDDEN when the actor does not serve
 * the queue; ERR_STALE, ERR_CLAIMED and ERR_TOKEN_STALE with by and since, as
 * of requests; ERR_STATE with ref the state; ERR_FIELDS.
 */

/* A task to be made.  Absent texts are NULL. */
struct task_new {
	const char *queue; /* code; NULL: the one its kind goes to */
	const char *kind;  /* NULL: call_back */
	const char *phone; /* as typed */
	const char *name;
	const char *note;
	const char *request; /* id */
	const char *call;    /* id; by the service alone */
};

/**
 * task_open(db, op, in, out):
 * In the transaction of whatever asks for the call: check ${in}, note all
 * that is wrong with it, make the task.
 */
enum err_code task_open(struct db *db, const struct op *op,
    const struct task_new *in, struct task *out) MUST_CHECK;

struct task_ask {
	struct op op;
	struct task_new new; /* create */
	const char *id;
	const char *queue;   /* next: NULL: any served; handover: into it */
	int64_t if_version;  /* 0: not asked for (heartbeats) */
	int64_t token;       /* 0: none given */
	const char *reason;  /* takeover, handover, cancel */
	const char *outcome; /* attempt, close */
	const char *comment;
	int64_t next_at_ms; /* attempt; 0: the default */
	const char *to;     /* handover: a login */
	struct task task;   /* out: as stored after the write */
};

enum err_code task_create(struct db *db, void *arg);
/** Claim the most urgent that is served; ERR_NOT_FOUND: nothing to do. */
enum err_code task_claim_next(struct db *db, void *arg);
/** Claim ${id}; repeated by its owner it answers the same claim. */
enum err_code task_claim(struct db *db, void *arg);
/** Claim ${id} from a colleague who holds it, for a reason. */
enum err_code task_takeover(struct db *db, void *arg);
enum err_code task_heartbeat(struct db *db, void *arg);
enum err_code task_release(struct db *db, void *arg);
enum err_code task_attempt(struct db *db, void *arg);
/** Into another queue, or to a colleague, who has its claim at once. */
enum err_code task_handover(struct db *db, void *arg);
enum err_code task_close(struct db *db, void *arg);
/** By its holder, or by who made it while it waits. */
enum err_code task_cancel(struct db *db, void *arg);
/** Take the last change back, a claim or an end, within UNDO_S.
 * Errors:  ERR_UNDO_OVER; ERR_FORBIDDEN: it is another's. */
enum err_code task_undo(struct db *db, void *arg);

struct task_sweep_ask {
	struct op op;  /* actor: the system */
	int64_t count; /* out: how many */
};

/** Return expired claims and due retries to their queues. */
enum err_code task_sweep(struct db *db, void *arg);

/** Forget who was called back in tasks that ended long enough ago. */
enum err_code task_forget(struct db *db, void *arg);

/** task_due(db, op, due): on a reader: whether task_sweep() has work. */
enum err_code task_due(struct db *db, const struct op *op, bool *due) MUST_CHECK;

/** task_forget_due(db, op, due): on a reader: whether task_forget() has. */
enum err_code task_forget_due(
    struct db *db, const struct op *op, bool *due) MUST_CHECK;

#endif
