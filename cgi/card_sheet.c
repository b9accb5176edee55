#include "card_sheet.h"

#include <sodium.h>

#include "buf.h"

#define SOURCE_BYTES (CARD_SHEET_SOURCE_LEN / 2)
#define CELL_MAX 8000
#define COLUMNS_MAX 20

/* A sheet being read. */
struct reading {
	const struct card_sheet_by *by;
	struct card_sheet *sheet;
	struct arena scratch;   /* of one row */
	size_t at[CARD__COUNT]; /* columns; SIZE_MAX: it has none */
};

const char *
card_sheet_is(enum card_line_is is)
{
	static const char *const name[] = {
	    [CARD_LINE_NEW] = "new",
	    [CARD_LINE_CHANGED] = "changed",
	    [CARD_LINE_SAME] = "same",
	    [CARD_LINE_WRONG] = "wrong",
	};

	return name[is];
}

/* --- rows ------------------------------------------------------------- */

static void
wrong(struct card_line *l, const char *column, const char *code,
      const char *arg)
{
	l->is = CARD_LINE_WRONG;
	if (l->error_count < CARD_SHEET_ERRORS_MAX)
		l->error[l->error_count++] =
		    (struct field_error){column, code, arg};
}

/* A text a spreadsheet would run is none of a patient. */
static void
check_formula(struct card_line *l, enum card_field f)
{
	const char *text = l->card.text[f];

	if (text != NULL && *text != '\0' && strchr("=@\t\r", *text) != NULL)
		wrong(l, card_field_name(f), "csv_formula", NULL);
}

static enum err_code
check_line(struct reading *r, struct card_line *l)
{
	const struct card_sheet_by *by = r->by;
	struct field_errors errs = {0};
	enum patient_is is = PATIENT_SAME;
	enum err_code code;

	check_formula(l, CARD_ADDRESS);
	check_formula(l, CARD_NOTE);
	code = card_check(by->book, by->now_ms, &l->card, &errs, by->arena);
	for (size_t i = 0; code == ERR_FIELDS && i < errs.n; i++)
		wrong(l, errs.item[i].pointer + 1, errs.item[i].code,
		      errs.item[i].arg);
	if (code == ERR_FIELDS || l->error_count != 0)
		return code == ERR_NOMEM ? code : ERR_OK;
	if (code == ERR_OK)
		code = patient_compare(by->db, &l->card, &is, &l->changed,
				       &r->scratch);
	arena_reset(&r->scratch);
	l->is = (enum card_line_is)is;
	return code;
}

static int
by_card(const void *a, const void *b)
{
	const struct card_line *x = *(struct card_line *const *)a;
	const struct card_line *y = *(struct card_line *const *)b;
	int order = strcmp(x->card.text[CARD_NO], y->card.text[CARD_NO]);

	return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* A card twice in one file: nobody knows which of the two is right. */
static enum err_code
find_repeated(struct reading *r)
{
	struct card_sheet *s = r->sheet;
	struct card_line **line =
	    ARENA_ARRAY(r->by->arena, struct card_line *, s->count + 1);
	size_t n = 0;

	if (line == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < s->count; i++)
		if (s->line[i].card.text[CARD_NO] != NULL)
			line[n++] = &s->line[i];
	qsort(line, n, sizeof(*line), by_card);
	for (size_t i = 1; i < n; i++) {
		struct buf at = BUF(r->by->arena);

		if (strcmp(line[i]->card.text[CARD_NO],
			   line[i - 1]->card.text[CARD_NO]) != 0)
			continue;
		buf_printf(&at, "%zu", line[i - 1]->line);
		wrong(line[i], card_field_name(CARD_NO), "card_twice",
		      buf_text(&at));
	}
	return ERR_OK;
}

/* Check all lines, and count them. */
static enum err_code
check(struct reading *r)
{
	struct card_sheet *s = r->sheet;
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < s->count && code == ERR_OK; i++)
		code = check_line(r, &s->line[i]);
	if (code == ERR_OK)
		code = find_repeated(r);
	for (size_t i = 0; i < s->count; i++)
		s->n[s->line[i].is]++;
	arena_free(&r->scratch);
	return code;
}

/* --- a file ----------------------------------------------------------- */

static enum err_code
refuse(struct err *err, const char *code, const char *arg)
{
	err_field(&err->fields, "", code, arg);
	return ERR_FIELDS;
}

static enum err_code
read_header(struct reading *r, const struct csv *csv, struct err *err)
{
	if (csv->count == 0)
		return refuse(err, "csv_empty", NULL);
	for (size_t c = 0; c < CARD__COUNT; c++)
		r->at[c] = SIZE_MAX;
	for (size_t i = 0; i < csv->row[0].count; i++) {
		enum card_field f =
		    card_field_called(csv->row[0].cell[i], r->by->arena);

		if (f != CARD__COUNT && r->at[f] == SIZE_MAX)
			r->at[f] = i;
	}
	for (size_t c = 0; c < CARD__COUNT; c++)
		if (card_field_needed((enum card_field)c) &&
		    r->at[c] == SIZE_MAX)
			return refuse(err, "csv_column",
				      card_field_name((enum card_field)c));
	return ERR_OK;
}

static void
read_row(const struct reading *r, const struct csv_row *row,
	 struct card_line *l)
{
	*l = (struct card_line){.line = row->line};
	for (size_t c = 0; c < CARD__COUNT; c++)
		if (r->at[c] != SIZE_MAX)
			l->card.text[c] =
			    r->at[c] < row->count ? row->cell[r->at[c]] : "";
}

static void
name_source(struct card_sheet *s, struct slice bytes)
{
	unsigned char hash[SOURCE_BYTES];

	(void)crypto_generichash(hash, sizeof(hash),
				 (const unsigned char *)bytes.p, bytes.n, NULL,
				 0);
	(void)sodium_bin2hex(s->source, sizeof(s->source), hash, sizeof(hash));
}

enum err_code
card_sheet_read(const struct card_sheet_by *by, struct slice bytes,
		struct card_sheet *out, struct err *err)
{
	const struct csv_limits limits = {
	    .rows = by->rows_max + 1, .columns = COLUMNS_MAX, .cell = CELL_MAX};
	struct reading r = {.by = by, .sheet = out};
	struct buf at = BUF(by->arena);
	struct csv_fault why;
	struct csv csv;
	enum err_code code = csv_read(bytes, &limits, &csv, &why, by->arena);

	*out = (struct card_sheet){0};
	if (code == ERR_SYNTAX) {
		buf_printf(&at, "%zu", why.line);
		return refuse(err, why.code, buf_text(&at));
	}
	if (code == ERR_OK)
		code = read_header(&r, &csv, err);
	if (code != ERR_OK)
		return code;
	name_source(out, bytes);
	out->line = ARENA_ARRAY(by->arena, struct card_line, csv.count);
	if (out->line == NULL)
		return ERR_NOMEM;
	for (size_t i = 1; i < csv.count; i++)
		read_row(&r, &csv.row[i], &out->line[out->count++]);
	return check(&r);
}

enum err_code
card_sheet_take(const struct card_sheet_by *by, const struct card_list *list,
		struct card_sheet *out)
{
	struct reading r = {.by = by, .sheet = out};

	*out = (struct card_sheet){.count = list->count};
	name_source(out, list->bytes);
	out->line = ARENA_ARRAY(by->arena, struct card_line, list->count + 1);
	if (out->line == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < list->count; i++)
		out->line[i] =
		    (struct card_line){.line = i + 1, .card = list->card[i]};
	return check(&r);
}

/* --- writing ---------------------------------------------------------- */

size_t
card_sheet_batch(const struct card_sheet *sheet, size_t from,
		 struct patient_import_ask *ask, struct arena *arena)
{
	size_t n = sheet->count - from;
	struct card *card;

	if (n > PATIENT_BATCH)
		n = PATIENT_BATCH;
	card = ARENA_ARRAY(arena, struct card, n + 1);
	for (size_t i = 0; card != NULL && i < n; i++)
		card[i] = sheet->line[from + i].card;
	ask->card = card;
	ask->count = card != NULL ? n : 0;
	ask->source = sheet->source;
	return from + ask->count;
}
