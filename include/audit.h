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

struct audit_report {
	bool ok;
	int64_t count;
	int64_t first_bad; /* seq that is changed or missing; 0: none */
	char head[65];     /* hex */
};

/**
 * audit_verify(db, key, out):
 * Walk the chain from its start.  A broken chain is ERR_OK and !${out}->ok; a
 * tail cut off shows only against a count and head kept elsewhere.
 */
enum err_code audit_verify(struct db *db,
    const unsigned char key[STORE_KEY_BYTES], struct audit_report *out) MUST_CHECK;

#endif
