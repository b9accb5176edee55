#ifndef MIGRATE_H
#define MIGRATE_H

#include "connection.h"

/* The schema, step by step; steps are numbered from 1 without a gap. */

/** migrate_newest(): the schema this program works with. */
int migrate_newest(void);

/**
 * migrate_run(db, from, to):
 * Apply the steps ${db} has not seen, one transaction each.
 * Errors:  ERR_STATE when the database is newer than the program;
 *          ERR_STORAGE.
 */
enum err_code migrate_run(struct db *db, int *from, int *to) MUST_CHECK;

#endif
