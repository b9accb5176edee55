#ifndef REPORT_DAYS_H
#define REPORT_DAYS_H

#include "report.h"
#include "slice.h"
#include "store.h"

/*
 * A day that is over is packed for the reports, in the background, and packed
 * anew when something of it changes: in this order due, open, make, keep.
 */

#define REPORT_DAYS_MAX 16 /* packed a turn */

struct report_days {
	struct op op;
	size_t count; /* days to pack; 0: all are */
	int64_t day[REPORT_DAYS_MAX];
	int64_t version[REPORT_DAYS_MAX];
	struct slice packed[REPORT_DAYS_MAX];
};

/** report_days_due(db, ask): which days before today are to be packed. */
enum err_code report_days_due(
    struct db *db, struct report_days *ask) MUST_CHECK;

/** report_days_open(db, arg): a store_fn: their changes are noted from now. */
enum err_code report_days_open(struct db *db, void *arg);

/** report_days_make(db, ask): on a reader: pack them. */
enum err_code report_days_make(
    struct db *db, struct report_days *ask) MUST_CHECK;

/** report_days_keep(db, arg): a store_fn: what was packed is kept. */
enum err_code report_days_keep(struct db *db, void *arg);

#endif
