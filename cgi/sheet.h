#ifndef SHEET_H
#define SHEET_H

#include "http.h"

/*
 * Tables for a spreadsheet, RFC 4180 as Excel reads it in Russia: semicolons,
 * UTF-8 with its mark, CRLF; decimal comma but in English.  A text that a
 * spreadsheet would take for a formula is led by an apostrophe.
 */

struct sheet {
	struct buf *out;
	bool point;   /* of decimals: a point, not a comma */
	bool started; /* a cell of the row is written */
};

/** sheet_wanted(h): whether the client takes text/csv. */
bool sheet_wanted(const struct http *h);

/** sheet_begin(h, name): the answer is the file "<name>.csv". */
struct sheet sheet_begin(struct http *h, const char *name);

void sheet_text(struct sheet *s, const char *text); /* NULL: empty */
void sheet_int(struct sheet *s, int64_t v);
void sheet_decimal(struct sheet *s, double v, int digits);
void sheet_end_row(struct sheet *s);

#endif
