#ifndef AUDIT_H
#define AUDIT_H

#include "store.h"

/* The hash chain over everything that was written or looked at. */

struct audit_event {
	const char *action; /* "request.post", "patient.view" … */
	const char *object; /* "request", "tariff" … */
	const char *object_id;
	const char *detail; /* codes and field names, never health text */
};

/** audit_add(db, op, event): in the transaction of the change. */
enum err_code audit_add(struct db *db, const struct op *op,
    const struct audit_event *event) MUST_CHECK;

/**
 * audit_stale(db, op, object, object_id):
 * ERR_STALE, and in ${op}->err who changed the row last, and when.
 */
enum err_code audit_stale(struct db *db, const struct op *op,
    const char *object, const char *object_id) MUST_CHECK;

/* An event alone, as a store_fn: somebody looked at something. */
struct audit_note_ask {
	struct op op;
	struct audit_event event;
};
enum err_code audit_note(struct db *db, void *arg);

/* A row of the chain as it is read. */
struct audit_entry {
	int64_t seq;
	int64_t at_ms;
	const char *actor;
	unsigned roles;
	const char *address;    /* or NULL, as the next four */
	const char *request_id;
	const char *action;
	const char *object;
	const char *object_id;
	const char *number; /* of a request; or NULL */
	const char *detail;
};

/* What to read; NULL and 0: whichever. */
struct audit_filter {
	const char *actor;
	const char *action;
	const char *object;
	const char *object_id; /* only with an object */
	int64_t from_ms;
	int64_t to_ms;     /* before it */
	int64_t before;    /* seq: older than this */
	size_t limit;
};

struct audit_page {
	struct audit_entry *item;
	size_t count;
	int64_t next; /* before, for what follows; 0: that was all */
};

/**
 * audit_list(db, filter, out, arena):
 * The newest first.  A page may be short, or empty, and still have a next: a
 * call looks at so many rows and no more.
 */
enum err_code audit_list(struct db *db, const struct audit_filter *filter,
    struct audit_page *out, struct arena *arena) MUST_CHECK;

#define AUDIT_HASH_BYTES 32

/* How far a chain was verified; zeroes: not begun. */
struct audit_mark {
	int64_t seq;
	unsigned char hash[AUDIT_HASH_BYTES];
};

struct audit_report {
	bool ok;
	bool done;     /* the end was reached */
	int64_t count; /* rows that are right */
	int64_t first_bad; /* seq that is changed or missing; 0: none */
	char head[65];     /* hex */
};

/**
 * audit_verify_some(db, key, mark, max, out):
 * Verify at most ${max} rows after ${mark} and move it; also that the row of
 * ${mark} is still there.  A broken chain is ERR_OK and !${out}->ok.
 */
enum err_code audit_verify_some(struct db *db,
    const unsigned char key[STORE_KEY_BYTES], struct audit_mark *mark,
    size_t max, struct audit_report *out) MUST_CHECK;

/** audit_last(db, out): the seq of the last row, unverified; 0: none. */
enum err_code audit_last(struct db *db, int64_t *out) MUST_CHECK;

/**
 * audit_verify(db, key, out):
 * Walk the chain from its start.  A broken chain is ERR_OK and !${out}->ok; a
 * tail cut off shows only against a count and head kept elsewhere.
 */
enum err_code audit_verify(struct db *db,
    const unsigned char key[STORE_KEY_BYTES], struct audit_report *out) MUST_CHECK;

#endif
