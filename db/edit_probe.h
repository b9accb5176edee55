#ifndef EDIT_PROBE_H
#define EDIT_PROBE_H

#include "driver.h"
#include "edit.h"

/* A service as it was, empty when it is new, and as it was written. */
struct edit_pair {
	const struct edit_row *old;
	const struct edit_row *now;
	size_t of; /* the caller's: which of the rows it was given */
};

struct edit_pairs {
	struct edit_pair *pair;
	size_t count;
	size_t at; /* out: the one that is wrong; count: none by itself */
};

/**
 * edit_probe_services(db, op, services, probe):
 * After ${services} were written, before their commit: refuse an alias some
 * other service has, and ask the stored queries of the catalogue as it was and
 * as it is now; what changes goes to ${probe}.
 * Errors:  ERR_FIELDS; as book_load().
 */
enum err_code edit_probe_services(struct db *db, const struct op *op,
    struct edit_pairs *services, struct edit_probe *probe) MUST_CHECK;

/**
 * edit_probe_run(db, ask, old):
 * The same for the one row ${ask} wrote over ${old}, to ${ask}->probe, unless
 * it is one of many.  Tables that no search reads pass.
 * Errors:  those; ERR_VERDICTS: not to be published.
 */
enum err_code edit_probe_run(struct db *db, struct edit_ask *ask,
    const struct edit_row *old) MUST_CHECK;

#endif
