#ifndef TARIFF_SHEET_H
#define TARIFF_SHEET_H

#include "csv.h"
#include "http.h"
#include "publish.h"

/*
 * Prices as a spreadsheet: one row a price; zone, performer, price,
 * valid_from, reason, by their codes or as people write them.
 */

#define TARIFF_SHEET_ERRORS_MAX 6

enum tariff_line_is { TARIFF_LINE_NEW, TARIFF_LINE_SAME, TARIFF_LINE_WRONG };

struct tariff_line {
	size_t line; /* of the file */
	enum tariff_line_is is;
	struct tariff_draft draft;
	struct field_error error[TARIFF_SHEET_ERRORS_MAX]; /* by column */
	size_t error_count;
};

struct tariff_sheet {
	/* in */
	const char *reason; /* for rows without one; or NULL */
	bool confirmed;
	/* out */
	struct tariff_line *line;
	size_t count;
};

/**
 * tariff_sheet_read(h, sheet):
 * The body of ${h} as prices, each compared with those that stand.
 * Errors:  ERR_FIELDS in h->err when the file is no such table at all; what is
 *          wrong with a row is told in the row.
 */
enum err_code
tariff_sheet_read(struct http *h, struct tariff_sheet *sheet) MUST_CHECK;

/** tariff_sheet_write(h, t, n, at_ms): the answer is the file of these. */
void tariff_sheet_write(struct http *h, const struct tariff *t, size_t n,
    int64_t at_ms);

#endif
