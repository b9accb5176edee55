#ifndef REPORT_H
#define REPORT_H

#include "arena.h"
#include "request.h"
#include "spread.h"

/*
 * What the reports count: a request and a call as the few facts that matter,
 * and what becomes of many of them.  DOMAIN §10.
 */

#define REPORT_DAY_MIN 1440 /* a minute of the day is below */

/* --- facts ------------------------------------------------------------ */

enum report_contact {
	REPORT_WAITING, /* nobody reached yet: a breach once deadline_at_ms is
			   over */
	REPORT_REACHED,
	REPORT_MISSED, /* given up, or over after its deadline */
	REPORT_SPARED, /* over before its deadline for another reason */
};

/* A request of a clinic day, without anything that points at a person. */
struct report_request {
	const char *zone; /* where the door is, as known now */
	unsigned performers;
	int64_t minute; /* of the clinic's day, at posting */
	enum request_state state;
	const char *reason; /* of the cancel, decline, failed visit; or NULL */
	enum report_contact contact;
	int64_t deadline_at_ms; /* REPORT_WAITING */
	int64_t contact_min;    /* REPORT_REACHED: open minutes since posting */
	bool in_target;         /* REPORT_REACHED */
	bool in_deadline;       /* REPORT_REACHED */
	bool zone_corrected;
	int64_t handovers;
	int64_t takeovers;
	int64_t moves;
	int64_t returns;
	int64_t total_kop;  /* as spoken */
	int64_t agreed_kop; /* as it is now: another zone, another price */
	bool arrived;      /* the next two are known */
	int64_t door_min;  /* from posting to the door */
	int64_t late_min;  /* against the window: 0 inside, below 0 too early */
	int64_t services;  /* of the catalogue */
};

/* A call that ended without a request. */
struct report_call {
	const char *zone;    /* or NULL: not said */
	unsigned performers; /* 0: not said */
	int64_t minute;
	const char *outcome; /* informed, referred, emergency */
	const char *reason;  /* price, not_done, too_late, other; or NULL */
	const char **service; /* codes asked about */
	size_t service_count;
};

enum report_task_end {
	REPORT_TASK_OPEN,
	REPORT_TASK_SOLVED, /* spoken about with who asked */
	REPORT_TASK_MISSED, /* nobody was reached */
	REPORT_TASK_CANCELLED,
};

/* A call-back of the back line. */
struct report_task {
	const char *queue; /* it is or was in last */
	enum report_task_end end;
	int64_t target_at_ms; /* to be solved by */
	int64_t ended_at_ms;  /* 0: open */
	int64_t handovers;
	int64_t owners; /* who had it one after the other */
};

/* A clinic day. */
struct report_day {
	int64_t day; /* civil_days() */
	struct report_request *request;
	size_t request_count;
	struct report_call *call;
	size_t call_count;
	struct report_task *task;
	size_t task_count;
};

/* What is known of the promise of a request. */
struct report_promise {
	const struct promise *promise;
	int64_t contact_at_ms; /* first live one; 0: none */
	int64_t ended_at_ms;   /* 0: it did not end */
	const char *reason;    /* why it ended; or NULL */
};

/**
 * report_contact(book, p, out):
 * What became of the promise ${p}, into the members of ${out} beside contact.
 * A request that ended without a contact breaks it, unless it ended before the
 * deadline for another reason than that nobody could be reached.
 * Source:  DOMAIN §10: unreached = breach.
 */
void report_contact(const struct rulebook *book,
    const struct report_promise *p, struct report_request *out);

/**
 * report_visit(posted_at_ms, visit, out):
 * When the medic was at the door, against posting and the window.
 */
void report_visit(int64_t posted_at_ms, const struct request_visit *visit,
    struct report_request *out);

/* --- what becomes of many -------------------------------------------- */

/* Codes and how often they came. */
#define REPORT_CODES_MAX 200

struct report_code {
	const char *code;
	int64_t n;
	int64_t referred; /* of them */
};

struct report_codes {
	struct arena *arena; /* keeps the codes */
	size_t count;        /* beyond REPORT_CODES_MAX new ones are dropped */
	struct report_code item[REPORT_CODES_MAX];
};

/* When people call: by weekday (0 Monday) and hour. */
struct report_grid {
	int64_t days[7]; /* of the period, such weekdays */
	int64_t posted[7][24];
	int64_t calls[7][24]; /* without a request */
};

/* name: how many, of requests and calls */
#define REPORT_COUNTS(X)                                                       \
	X(posted)                                                              \
	X(asked)       /* posted, or informed only */                          \
	X(due)         /* whose promise is decided: kept or broken */          \
	X(waiting)     /* promised, and the promise still runs */              \
	X(spared)      /* over before its deadline, nobody to call */          \
	X(reached)                                                             \
	X(missed)      /* unreached: a breach */                               \
	X(in_target)                                                           \
	X(in_deadline)                                                         \
	X(one_owner)   /* reached in time by one, never given on */            \
	X(handovers)                                                           \
	X(takeovers)                                                           \
	X(moves)                                                               \
	X(returns)                                                             \
	X(corrected)   /* zones put right after the quote */                   \
	X(spoken_kop)                                                          \
	X(done)                                                                \
	X(done_kop)                                                            \
	X(not_done)                                                            \
	X(arrived)                                                             \
	X(on_time)                                                             \
	X(early)                                                               \
	X(late)                                                                \
	X(calls)                                                               \
	X(informed)                                                            \
	X(price)       /* this and the next three: informed, and why */        \
	X(refusal)                                                             \
	X(too_late)                                                            \
	X(other)                                                               \
	X(declined)    /* requests the clinic said no to */                    \
	X(cancelled)                                                           \
	X(refused)     /* calls and requests: not done at home */              \
	X(referred)    /* of those: sent to where it is done */                \
	X(emergencies)                                                         \
	X(found)       /* services asked for that the catalogue has */         \
	X(unknown)     /* searches without a hit */                            \
	X(searches)    /* both */

struct report_tally {
#define X(name) int64_t name;
	REPORT_COUNTS(X)
#undef X
	/* kept where the report asks for it; else NULL */
	struct spread *contact;
	struct spread *door;
	struct report_codes *reasons;  /* why not: requests and calls */
	struct report_codes *services; /* refused ones */
	struct report_grid *grid;
};

/* A visit begun so much before or after its window is on time. */
#define REPORT_ON_TIME_MIN 15

/** report_add_request(t, q, weekday, now_ms): ${weekday} 1 Monday … 7. */
void report_add_request(struct report_tally *t, const struct report_request *q,
    int weekday, int64_t now_ms);

/** report_add_call(t, c, weekday): likewise. */
void report_add_call(
    struct report_tally *t, const struct report_call *c, int weekday);

/**
 * report_add_task(t, k, now_ms):
 * A task counts as what a request is: posted, due, in_target when it was
 * solved in time, one_owner when by one alone.
 * Source:  DOMAIN §10: solved by one expert within 30 minutes.
 */
void report_add_task(
    struct report_tally *t, const struct report_task *k, int64_t now_ms);

/** report_add_unknown(t, n): ${n} searches without a hit. */
void report_add_unknown(struct report_tally *t, int64_t n);

/* --- shares, periods --------------------------------------------------- */

/**
 * report_interval(part, whole, low, high):
 * Wilson's 95 % interval of the share ${part} of ${whole}; 0..1 of none.
 */
void report_interval(int64_t part, int64_t whole, double *low, double *high);

/* name on the wire */
#define REPORT_GROUPINGS(X)                                                    \
	X(DAY, "day")                                                          \
	X(WEEK, "week")                                                        \
	X(MONTH, "month")                                                      \
	X(ZONE, "zone")                                                        \
	X(PERFORMER, "performer")                                              \
	X(QUEUE, "queue")

enum report_by {
#define X(name, wire) REPORT_BY_##name,
	REPORT_GROUPINGS(X)
#undef X
	    REPORT_BY__COUNT
};

const char *report_by_name(enum report_by by);

/** report_by_of(name): REPORT_BY__COUNT when it is none. */
enum report_by report_by_of(const char *name);

/** report_group_day(by, day): the first day of the week or month of ${day};
 * ${day} itself by anything else. */
int64_t report_group_day(enum report_by by, int64_t day);

#endif
