#ifndef REQUEST_NUMBER_H
#define REQUEST_NUMBER_H

#include "driver.h"

/**
 * request_number_next(db, year, out, arena):
 * The number of the next request of ${year} into ${out}: "26-000123".  The
 * writer is alone, so the last one is read and moved.
 * Owner:   ${out} lives in ${arena}.
 * Errors:  ERR_STORAGE, ERR_NOMEM.
 */
enum err_code request_number_next(struct db *db, int year, const char **out,
				  struct arena *arena) MUST_CHECK;

#endif
