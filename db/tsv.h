#ifndef TSV_H
#define TSV_H

#include <stdbool.h>

#include "arena.h"
#include "embed.h"
#include "err.h"
#include "slice.h"

/* Tables of tab-separated text, read strictly: a bad row is an error. */

#define TSV_FIELDS_MAX 10
#define TSV_PARTS_MAX 64

struct tsv {
	struct slice rest;
	size_t fields;  /* columns of the header */
	size_t line;    /* number of the row last read */
	bool broken;    /* set by tsv_open() and tsv_next() */
	struct arena *arena;
	const char *field[TSV_FIELDS_MAX]; /* NULL: empty */
};

/**
 * tsv_open(t, file, header, arena):
 * Start reading ${file}, whose first line must be ${header}.
 * Owner:   the fields live in ${arena}.
 */
void tsv_open(struct tsv *t, const struct embed *file, const char *header,
    struct arena *arena);

/** tsv_next(t): the next row; false at the end and when it is broken. */
bool tsv_next(struct tsv *t);

/**
 * tsv_split(t, text, sep, out):
 * The trimmed parts of ${text} between ${sep}; returns how many.  NULL has
 * none; an empty part breaks ${t}.
 */
size_t tsv_split(
    struct tsv *t, const char *text, char sep, const char *out[TSV_PARTS_MAX]);

#endif
