#ifndef REPORT_READ_H
#define REPORT_READ_H

#include "report.h"
#include "store.h"

/*
 * Reports over any number of requests: days that are over as they are packed
 * (report_days.h), today and what is not packed from the requests themselves.
 */

/* What is kept beside the counts; of the whole period: codes, grid, terms. */
enum report_read_with {
	REPORT_READ_CONTACT = 1,
	REPORT_READ_DOOR = 2,
	REPORT_READ_CODES = 4,
	REPORT_READ_GRID = 8,
	REPORT_READ_UNKNOWN = 16,
	REPORT_READ_TASKS = 32, /* these instead of requests and calls */
};

#define REPORT_READ_PERIOD_MAX 1100 /* days */
#define REPORT_READ_TERMS_MAX 50

struct report_ask {
	const struct rulebook *book;
	int64_t now_ms;
	int64_t from_day; /* civil_days(); both ends count */
	int64_t to_day;
	enum report_by by;
	unsigned with; /* mask of enum report_read_with */
};

struct report_group {
	int64_t day;      /* its first; 0 of a zone, performer, queue */
	const char *code; /* of these; NULL: not said, or a day */
	struct report_tally tally;
};

struct report_term {
	const char *term;
	int64_t count;
	int64_t last_day;
};

struct report_found {
	struct report_group *group; /* days, weeks, months: all, in order */
	size_t count;
	struct report_tally total;
	struct report_term *term; /* the most frequent first */
	size_t term_count;
};

/**
 * report_read(db, ask, out, arena):
 * Count the requests posted and the calls made on the days of ${ask}, or the
 * tasks made.
 * Errors:  ERR_BUSY: too much is not packed yet; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code report_read(struct db *db, const struct report_ask *ask,
    struct report_found *out, struct arena *arena) MUST_CHECK;

#endif
