#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "jw.h"
#include "report_read.h"
#include "sheet.h"

/* Which reports there are, the columns of each, a row as JSON and as CSV. */

struct report_column;

struct report_table {
	const char *name;
	unsigned with; /* mask of enum report_read_with */
	unsigned by;   /* mask of 1 << enum report_by */
	const struct report_column *column;
	size_t columns;
};

/** report_table_of(name): NULL when there is no such report. */
const struct report_table *report_table_of(const char *name);

/** report_table_columns(w, h, r): "columns": name, kind, title. */
void report_table_columns(
    struct jw *w, const struct http *h, const struct report_table *r);

/** report_table_values(w, r, t): a member for each column. */
void report_table_values(struct jw *w, const struct report_table *r,
    const struct report_tally *t);

/** report_table_head(s, h, r): the titles with their units, as cells. */
void report_table_head(
    struct sheet *s, const struct http *h, const struct report_table *r);

/** report_table_cells(s, r, t): the values as cells; shares in per cent. */
void report_table_cells(struct sheet *s, const struct report_table *r,
    const struct report_tally *t);

#endif
