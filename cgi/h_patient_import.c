#include "app.h"
#include "body.h"
#include "card_sheet.h"
#include "cells_json.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"

/* POST /patients/import: a spreadsheet or a list, looked at or taken over. */

#define ROWS_MAX 60000
#define LIST_MAX 200 /* of a body in JSON */

/* How many rows of each kind an answer lists. */
static const size_t shown[CARD_LINE__IS] = {
    [CARD_LINE_NEW] = 100,
    [CARD_LINE_CHANGED] = 200,
    [CARD_LINE_WRONG] = 500,
};

/* --- the list as JSON ------------------------------------------------- */

#define TEXT(name_, at)                                                        \
	{                                                                      \
		.name = name_, .type = JIN_TEXT, .flags = JIN_CLEAR,           \
		.offset = offsetof(struct body_card, card.text[at])            \
	}
#define FLAG(name_, at)                                                        \
	{                                                                      \
		.name = name_, .type = JIN_BOOL, .flags = JIN_SEEN,            \
		.offset = offsetof(struct body_card, at),                      \
		.seen_offset = offsetof(struct body_card, has_##at)            \
	}

static const struct jin_field card_field[] = {
    TEXT("card_no", CARD_NO),       TEXT("name", CARD_NAME),
    TEXT("birth_date", CARD_BIRTH), TEXT("phone", CARD_PHONE),
    TEXT("address", CARD_ADDRESS),  TEXT("place", CARD_PLACE),
    FLAG("bonus_member", bonus),    FLAG("debt", debt),
    TEXT("note", CARD_NOTE),        {.name = NULL},
};
static const struct jin_table card_table = {
    .size = sizeof(struct body_card),
    .field = card_field,
};
static const struct jin_field cards_field[] = {
    {.name = "items",
     .type = JIN_LIST,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_cards, item),
     .count_offset = offsetof(struct body_cards, count),
     .max = LIST_MAX,
     .sub = &card_table},
    {.name = NULL},
};
const struct jin_table body_cards = {
    .size = sizeof(struct body_cards),
    .field = cards_field,
};

static enum err_code
take_list(struct http *h, const struct card_sheet_by *by,
	  struct card_sheet *sheet)
{
	const struct body_cards *in = h->in;
	struct card *card = ARENA_ARRAY(h->arena, struct card, in->count + 1);

	if (card == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < in->count; i++) {
		const struct body_card *b = &in->item[i];

		card[i] = b->card;
		if (b->has_bonus)
			card[i].text[CARD_BONUS] =
			    b->bonus ? CARD_YES : CARD_NO_FLAG;
		if (b->has_debt)
			card[i].text[CARD_DEBT] =
			    b->debt ? CARD_YES : CARD_NO_FLAG;
	}
	return card_sheet_take(
	    by, &(struct card_list){card, in->count, h->body}, sheet);
}

/* --- what it would do ------------------------------------------------- */

static struct cells_json
cells_of(const struct card_line *l)
{
	return (struct cells_json){l->line, l->error, l->error_count};
}

static void
put_line(struct jw *w, const struct http *h, const struct card_line *l)
{
	const struct cells_json cells = cells_of(l);

	jw_object(w, NULL);
	jw_int(w, "line", (int64_t)l->line);
	jw_text(w, "action", card_sheet_is(l->is));
	jw_text(w, "card_no", l->card.text[CARD_NO]);
	jw_array(w, "changes");
	for (size_t f = 0; l->is == CARD_LINE_CHANGED && f < CARD__COUNT; f++)
		if (l->changed & 1u << f)
			jw_text(w, NULL, card_field_name((enum card_field)f));
	jw_end_array(w);
	cells_json_put(w, h, &cells);
	jw_end_object(w);
}

/* The rows a person has to see, and how many there are of each kind. */
static void
put_rows(struct jw *w, const struct http *h, const struct card_sheet *sheet)
{
	size_t n[CARD_LINE__IS] = {0};

	jw_array(w, "rows");
	for (size_t i = 0; i < sheet->count; i++) {
		const struct card_line *l = &sheet->line[i];

		if (n[l->is]++ < shown[l->is])
			put_line(w, h, l);
	}
	jw_end_array(w);
	for (int i = 0; i < CARD_LINE__IS; i++)
		jw_int(w, card_sheet_is((enum card_line_is)i),
		       (int64_t)sheet->n[i]);
}

static enum err_code
answer_preview(struct http *h, const struct card_sheet *sheet)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	put_rows(&w, h, sheet);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* --- the import itself ------------------------------------------------ */

struct import {
	struct http *h;
	const struct card_sheet *sheet;
	struct patient_import_ask ask; /* the batch at work */
	int64_t n[PATIENT__IS];        /* of those before it */
	size_t line;                   /* up to which all of it is done */
};

static void
put_wrong(struct jw *w, const void *arg)
{
	const struct import *im = arg;

	put_rows(w, im->h, im->sheet);
}

/* What was done before a batch failed: it stays done. */
static void
put_done(struct jw *w, const void *arg)
{
	const struct import *im = arg;

	jw_object(w, "done");
	for (int i = 0; i < PATIENT__IS; i++)
		jw_int(w, card_sheet_is((enum card_line_is)i), im->n[i]);
	jw_int(w, "line", (int64_t)im->line);
	jw_end_object(w);
}

static enum err_code
refuse(struct http *h, struct import *im)
{
	for (size_t i = 0; i < im->sheet->count; i++) {
		const struct cells_json cells = cells_of(&im->sheet->line[i]);

		cells_json_note(h, &cells);
	}
	h->problem_more = put_wrong;
	h->problem_arg = im;
	return ERR_FIELDS;
}

static enum err_code
render(struct http *h, void *arg)
{
	const struct import *im = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	for (int i = 0; i < PATIENT__IS; i++)
		jw_int(&w, card_sheet_is((enum card_line_is)i),
		       im->n[i] + im->ask.n[i]);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* A store_fn: the batch of a struct import. */
static enum err_code
write_batch(struct db *db, void *arg)
{
	struct import *im = arg;

	return patient_import(db, &im->ask);
}

/* Batch after batch; the answer is kept with the last one. */
static enum err_code
import(struct http *h, struct import *im)
{
	struct arena scratch = {0};
	enum err_code code = ERR_OK;

	for (size_t at = 0, next; code == ERR_OK && h->status == 0; at = next) {
		arena_reset(&scratch);
		im->ask.op = http_op(h);
		im->ask.op.arena = &scratch;
		next = card_sheet_batch(im->sheet, at, &im->ask, &scratch);
		if (scratch.overflow)
			code = ERR_NOMEM;
		else if (next == im->sheet->count)
			code = http_write(h, write_batch, im, render);
		else
			code = http_commit(h, write_batch, im);
		for (int i = 0; code == ERR_OK && i < PATIENT__IS; i++)
			im->n[i] += im->ask.n[i];
		if (code == ERR_OK && next != 0)
			im->line = im->sheet->line[next - 1].line;
	}
	arena_free(&scratch);
	if (code != ERR_OK) {
		h->problem_more = put_done;
		h->problem_arg = im;
	}
	return code;
}

enum err_code
h_patients_import(struct http *h)
{
	static const char *const known[] = {"dry_run", NULL};
	bool dry_run = http_param_bool(h, "dry_run");
	const struct card_sheet_by by = {h->book, http_reader(h), h->now_ms,
					 ROWS_MAX, h->arena};
	struct card_sheet *sheet = ARENA_NEW(h->arena, struct card_sheet);
	struct import *im = ARENA_NEW(h->arena, struct import);
	enum err_code code;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (sheet == NULL || im == NULL)
		return ERR_NOMEM;
	code = h->in != NULL ? take_list(h, &by, sheet)
			     : card_sheet_read(&by, h->body, sheet, &h->err);
	if (code != ERR_OK)
		return code;
	if (dry_run)
		return answer_preview(h, sheet);
	*im = (struct import){.h = h, .sheet = sheet};
	return sheet->n[CARD_LINE_WRONG] != 0 ? refuse(h, im) : import(h, im);
}
