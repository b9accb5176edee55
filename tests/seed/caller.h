#ifndef CALLER_H
#define CALLER_H

#include "../../db/request_row.h"
#include "life.h"

/* Callers: what they ask for and what they are told. */

/**
 * caller_post(l, row):
 * Somebody calls: the request as an operator posts it, not written yet; some
 * have a price kept first.
 * Errors:  all are faults of the generator.
 */
enum err_code caller_post(struct life *l, struct request_row *row) MUST_CHECK;

/** caller_informed(l): somebody asks and leaves it at that. */
enum err_code caller_informed(struct life *l) MUST_CHECK;

#endif
