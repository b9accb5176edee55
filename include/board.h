#ifndef BOARD_H
#define BOARD_H

#include "request.h"
#include "store.h"

/* Reading requests: the board, one request, its history. */

#define BOARD_LIMIT_MAX 200

struct board_ask {
	unsigned states;          /* mask of 1 << enum request_state; 0: active,
	                             with q or a day any */
	const char *zone;         /* or NULL */
	const char *claimed_by;   /* "mine" of a dispatcher; or NULL */
	const char *created_by;   /* own requests of an operator; or NULL */
	const char *place;        /* code; or NULL */
	const char *medic;        /* of the visit, code; or NULL */
	const char *reason;       /* of the end, code; or NULL */
	bool overdue;
	int64_t created_day;      /* clinic day of posting, civil_days(); 0: any */
	const char *q;            /* number, or start of it; or NULL */
	const char *cursor;       /* from the page before; or NULL */
	size_t limit;             /* 1..BOARD_LIMIT_MAX */
	int64_t now_ms;
};

struct board_page {
	struct request *item; /* what a line shows: the rest is not read */
	size_t count;
	const char *next; /* cursor, or NULL at the end */
};

/**
 * board_list(db, ask, out, arena):
 * Active requests ordered by promise deadline, ties by posting; with a final
 * state, a day or a number asked for, the newest first.
 * Errors:  ERR_SYNTAX for a cursor that is none; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code board_list(struct db *db, const struct board_ask *ask,
    struct board_page *out, struct arena *arena) MUST_CHECK;

#define BOARD_PICK_MAX 50

/**
 * board_pick(db, ask, ids, out, arena):
 * Those of the comma-separated ${ids} there are, in their order, as lines;
 * of ${ask} created_by alone counts, and limit, which they must fit.
 * Errors:  ERR_STORAGE; ERR_NOMEM.
 */
enum err_code board_pick(struct db *db, const struct board_ask *ask,
    const char *ids, struct board_page *out, struct arena *arena) MUST_CHECK;

/** board_find(db, id, out, arena): whole; ERR_NOT_FOUND. */
enum err_code board_find(struct db *db, const char *id, struct request *out,
    struct arena *arena) MUST_CHECK;

/**
 * board_similar(db, id, out, arena):
 * The same with what looks like it now as its matches, not as at posting.
 */
enum err_code board_similar(struct db *db, const char *id,
    struct request *out, struct arena *arena) MUST_CHECK;

/** board_find_number(db, number, out, arena): "26-000123". */
enum err_code board_find_number(struct db *db, const char *number,
    struct request *out, struct arena *arena) MUST_CHECK;

/**
 * board_find_phone(db, phone, max, out, arena):
 * The active requests of the patient or the caller with ${phone} (E.164), the
 * newest first, ${max} at most; what a line of the board shows of them.
 */
enum err_code board_find_phone(struct db *db, const char *phone, size_t max,
    struct board_page *out, struct arena *arena) MUST_CHECK;

/** board_history(db, id, out, count, arena): oldest first. */
enum err_code board_history(struct db *db, const char *id,
    struct request_event **out, size_t *count, struct arena *arena) MUST_CHECK;

/** board_counts(db, now_ms, out): open requests per state and overdue. */
struct board_counts {
	int64_t by_state[REQUEST_STATE__COUNT]; /* active ones only */
	int64_t overdue;
};
enum err_code board_counts(
    struct db *db, int64_t now_ms, struct board_counts *out) MUST_CHECK;

#endif
