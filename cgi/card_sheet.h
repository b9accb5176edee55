#ifndef CARD_SHEET_H
#define CARD_SHEET_H

#include "csv.h"
#include "patient.h"

/*
 * Patients as a spreadsheet: one row a card, its columns by the names of
 * card.h or as people call them; looked at whole, then imported in batches.
 */

#define CARD_SHEET_ERRORS_MAX 4 /* of a row */
#define CARD_SHEET_SOURCE_LEN 32

enum card_line_is {
	CARD_LINE_NEW = PATIENT_NEW,
	CARD_LINE_CHANGED = PATIENT_CHANGED,
	CARD_LINE_SAME = PATIENT_SAME,
	CARD_LINE_WRONG,
	CARD_LINE__IS,
};

struct card_line {
	size_t line; /* of the file, from 1 */
	struct card card;
	enum card_line_is is;
	unsigned changed; /* bits of enum card_field */
	struct field_error error[CARD_SHEET_ERRORS_MAX]; /* by column */
	size_t error_count;
};

struct card_sheet {
	struct card_line *line;
	size_t count;
	size_t n[CARD_LINE__IS]; /* lines by what they are */
	char source[CARD_SHEET_SOURCE_LEN + 1]; /* hash of the file */
};

/* What the reading rests on. */
struct card_sheet_by {
	const struct rulebook *book;
	struct db *db;
	int64_t now_ms;
	size_t rows_max;
	struct arena *arena; /* of the sheet */
};

/**
 * card_sheet_read(by, bytes, out, err):
 * ${bytes} as cards, each checked and compared with the file.
 * Errors:  ERR_FIELDS in ${err} when it is no such table at all; what is wrong
 *          with a row is told in the row.
 */
enum err_code card_sheet_read(const struct card_sheet_by *by,
    struct slice bytes, struct card_sheet *out, struct err *err) MUST_CHECK;

/* Cards somebody has read already, out of ${bytes}. */
struct card_list {
	const struct card *card;
	size_t count;
	struct slice bytes;
};

/** card_sheet_take(by, list, out): the same of these. */
enum err_code card_sheet_take(const struct card_sheet_by *by,
    const struct card_list *list, struct card_sheet *out) MUST_CHECK;

/**
 * card_sheet_batch(sheet, from, ask, arena):
 * The next cards from line number ${from} of ${sheet} for patient_import();
 * none: ${ask}->count is 0.  Gives where the next batch begins.
 */
size_t card_sheet_batch(const struct card_sheet *sheet, size_t from,
    struct patient_import_ask *ask, struct arena *arena);

/** card_sheet_is(is): "new", "changed", "same", "wrong". */
const char *card_sheet_is(enum card_line_is is);

#endif
