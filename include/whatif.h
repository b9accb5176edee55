#ifndef WHATIF_H
#define WHATIF_H

#include "publish.h"

/*
 * What new prices would have brought: the trips of the last days at the new
 * prices, beside what was charged for them.
 */

#define WHATIF_DAYS_MAX 730

struct whatif_row {
	const char *zone;
	enum performer performer;
	int64_t price_now_kop; /* in force; 0: none */
	int64_t price_new_kop; /* the last of the pair's changes */
	int64_t trips; /* charged, without those that ended before a visit */
	int64_t old_kop;
	int64_t new_kop;
	int64_t declined;    /* callers who said no because of the price */
	int64_t open_quotes; /* told and kept: their callers pay the old price */
};

struct whatif {
	/* in */
	struct op op;
	const struct tariff_draft *draft; /* reason and confirmed: not needed */
	size_t count;
	int64_t days;
	/* out */
	struct civil_date from; /* the first day counted; today is the last */
	struct whatif_row *row; /* one a pair, in the order of the changes */
	size_t row_count;
	struct whatif_row total; /* each caller and quote once */
};

/**
 * whatif_run(db, w):
 * On a reader, from sums kept day by day: no request is read.
 * Errors:  ERR_FIELDS (zone, performer, price of a change); ERR_STORAGE;
 *          ERR_NOMEM.
 */
enum err_code whatif_run(struct db *db, struct whatif *w) MUST_CHECK;

#endif
