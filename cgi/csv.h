#ifndef CSV_H
#define CSV_H

#include "arena.h"
#include "err.h"
#include "slice.h"

/*
 * A table as spreadsheets save it, RFC 4180 and what people do to it: UTF-8
 * with or without its mark, or windows-1251; semicolons, commas or tabs; any
 * line ends.  Pure: bytes in, rows out; how they are written: sheet.h.
 */

struct csv_limits {
	size_t rows; /* with the header */
	size_t columns;
	size_t cell; /* bytes of one */
};

struct csv_row {
	size_t line; /* of the file, from 1 */
	const char **cell; /* trimmed unless quoted; "" when empty */
	size_t count;
};

struct csv {
	struct csv_row *row; /* those with nothing in them are left out */
	size_t count;
};

/* Why a file is refused. */
struct csv_fault {
	const char *code; /* "csv_encoding", "csv_quote", "csv_too_large" */
	size_t line;      /* 0: the whole */
};

/**
 * csv_read(bytes, max, out, why, arena):
 * Owner:   the cells live in ${arena}.
 * Errors:  ERR_SYNTAX with ${why}; ERR_NOMEM.
 */
enum err_code csv_read(struct slice bytes, const struct csv_limits *max,
    struct csv *out, struct csv_fault *why, struct arena *arena) MUST_CHECK;

#endif
