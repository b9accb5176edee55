#ifndef TASK_H
#define TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actor.h"
#include "claim.h"
#include "promise.h"

/*
 * A task: somebody is to be called back by those who serve a queue.  Its
 * claim, calls and promise follow the rules of a request.
 */

/* name on the wire */
#define TASK_KINDS(X)                                                          \
	X(CALL_BACK, "call_back")                                              \
	X(REFERRAL, "referral") /* refused at home: where is it done */        \
	X(FEEDBACK, "feedback") /* was not content and may be called */

/* name on the wire, active */
#define TASK_STATES(X)                                                         \
	X(WAITING, "waiting", true)                                            \
	X(CLAIMED, "claimed", true)                                            \
	X(RETRY, "retry", true)                                                \
	X(DONE, "done", false)                                                 \
	X(CANCELLED, "cancelled", false)

enum task_state {
#define X(name, wire, active) TASK_##name,
	TASK_STATES(X)
#undef X
	    TASK_STATE__COUNT
};

#define TASK_ACTIONS(X)                                                        \
	X(CREATE, "create")                                                    \
	X(CLAIM, "claim")                                                      \
	X(TAKEOVER, "takeover") /* of a colleague's live claim */              \
	X(RELEASE, "release")                                                  \
	X(EXPIRE, "expire")     /* the system: the lease ran out */            \
	X(AGAIN, "retry")       /* the system: time for the next call */       \
	X(ATTEMPT, "attempt")   /* reached: stays claimed */                   \
	X(MISS, "miss")         /* a call that reached nobody */               \
	X(HANDOVER, "handover") /* into another queue */                       \
	X(PASS, "pass")         /* to a colleague */                           \
	X(CLOSE, "close")                                                      \
	X(CANCEL, "cancel")                                                    \
	X(UNDO, "undo")         /* of the last change; see below */

enum task_action {
#define X(name, wire) TASK_ACT_##name,
	TASK_ACTIONS(X)
#undef X
	    TASK_ACT__COUNT
};

#define TASK_NAME_MAX 200  /* characters */
#define TASK_NOTE_MAX 1000 /* characters */

/* The last change, while it can be taken back. */
struct task_undo {
	const char *action; /* task_action_name(); NULL: nothing */
	const char *state;  /* back to that one */
	int64_t until_ms;
	int64_t retry_at_ms; /* this and the next two: as they were */
	int64_t contact_ms;
	const char *owner;
};

struct task {
	const char *id; /* UUIDv7 */
	int64_t version;
	const char *queue; /* code */
	const char *kind;
	enum task_state state;
	int64_t created_at_ms;
	const char *created_by;
	int64_t updated_at_ms;
	const char *updated_by;
	const char *phone; /* E.164; NULL: erased */
	const char *name;
	const char *note;    /* what it is about */
	const char *request; /* id of the request it belongs to; or NULL */
	const char *number;  /* of that request */
	const char *call;    /* id of the recorded call; or NULL */
	struct promise promise;
	struct claim claim;
	const char *owner; /* the last who claimed it; NULL: nobody yet */
	int64_t owners;    /* changes of owner, the first one included */
	int64_t handovers;
	int64_t returns; /* claims given back or run out */
	int64_t attempt_count;
	int64_t first_contact_at_ms; /* 0: nobody reached yet */
	int64_t retry_at_ms;         /* 0: none planned */
	int64_t closed_at_ms;        /* 0: open */
	const char *outcome;         /* of the end; NULL: open */
	const char *result;          /* what was done, in words */
	struct task_undo undo;
};

/* One line of the append-only history. */
struct task_event {
	int64_t at_ms;
	const char *by;
	const char *action; /* task_action_name() */
	const char *from;   /* state names; NULL when made */
	const char *to;
	const char *queue;  /* it was in after this */
	const char *whom;   /* passed on to; or NULL */
	const char *reason; /* a code, or the outcome of a call */
	int64_t next_at_ms; /* of a call; 0: none */
	const char *comment;
};

/* Names on the wire; the parser gives TASK_STATE__COUNT for others. */
const char *task_state_name(enum task_state s);
enum task_state task_state_of(const char *name);
bool task_state_active(enum task_state s);
const char *task_action_name(enum task_action a);
bool task_kind_known(const char *name);

/**
 * task_next(from, action, roles, to):
 * The state ${action} leads to from ${from}; one that is not made yet is in
 * TASK_STATE__COUNT.
 * Errors:  ERR_STATE when there is no such step, ERR_FORBIDDEN when there is
 *          but not for these roles.
 */
enum err_code task_next(enum task_state from, enum task_action action,
    unsigned roles, enum task_state *to) MUST_CHECK;

/**
 * task_undoable(action):
 * Whether TASK_ACT_UNDO may take ${action} back: a claim, and both ends.  It
 * leads to the state from before, so task_next() has no row for it.
 */
bool task_undoable(enum task_action action);

/**
 * task_reasons(action, count):
 * The codes of ${action}: why it is handed on or cancelled, how it ended
 * (TASK_ACT_CLOSE).  NULL when it has none.
 */
const char *const *task_reasons(enum task_action action, size_t *count);

/** task_reason_ok(action, code): one of task_reasons(). */
bool task_reason_ok(enum task_action action, const char *code);

/** task_contact_needed(outcome): whether an end needs a live contact. */
bool task_contact_needed(const char *outcome);

/** task_clock(book, queue): by which its promises are made. */
struct promise_clock task_clock(
    const struct rulebook *book, const struct task_queue *queue);

/* Hours of a queue that are not the clinic's. */
struct task_hours {
	unsigned weekdays; /* mask: 1 Monday … 64 Sunday */
	int open_min;
	int close_min;
};

/**
 * task_hours_make(book, own, out):
 * ${own} as service hours: on days that differ from the clinic's week they
 * are cut to the clinic's.
 * Errors:  false when memory of the book was refused.
 */
bool task_hours_make(const struct rulebook *book, const struct task_hours *own,
    struct service_hours *out);

/**
 * task_queue_for(book, kind):
 * Where a task of ${kind} goes when nobody says: the queue that takes them,
 * else the first; NULL: there is none.
 */
const struct task_queue *task_queue_for(
    const struct rulebook *book, const char *kind);

#endif
