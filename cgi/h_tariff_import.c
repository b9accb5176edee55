#include "cells_json.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "publish_json.h"
#include "tariff_sheet.h"

#define REASON_MAX 500 /* characters */

static const char *const line_is[] = {
    [TARIFF_LINE_NEW] = "new",
    [TARIFF_LINE_SAME] = "same",
    [TARIFF_LINE_WRONG] = "wrong",
};

/* --- what the file would change --------------------------------------- */

static struct cells_json
cells_of(const struct tariff_line *l)
{
	return (struct cells_json){l->line, l->error, l->error_count};
}

static void
put_line(struct jw *w, const struct http *h, const struct tariff_line *l)
{
	const struct tariff_draft *d = &l->draft;
	const struct cells_json cells = cells_of(l);
	enum performer performer = (enum performer)d->performer;
	const struct tariff *now =
	    d->zone != NULL ? tariff_at(h->book, d->zone, performer, h->now_ms)
			    : NULL;
	char date[CIVIL_DATE_LEN + 1];

	jw_object(w, NULL);
	jw_int(w, "line", (int64_t)l->line);
	jw_text(w, "action", line_is[l->is]);
	jw_text(w, "zone", d->zone);
	jw_text(w, "performer",
		d->performer != 0 ? rulebook_performer_name(performer) : NULL);
	if (d->price_kop >= 0)
		jw_money(w, "price", d->price_kop);
	else
		jw_null(w, "price");
	if (now != NULL)
		jw_money(w, "price_now", now->price_kop);
	else
		jw_null(w, "price_now");
	if (d->valid_from.year != 0)
		civil_date_print(d->valid_from, date);
	jw_text(w, "valid_from", d->valid_from.year != 0 ? date : NULL);
	jw_text(w, "reason", d->reason);
	cells_json_put(w, h, &cells);
	jw_end_object(w);
}

static enum err_code
answer_preview(struct http *h, const struct tariff_sheet *sheet)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	int64_t n[sizeof(line_is) / sizeof(*line_is)] = {0};

	jw_object(&w, NULL);
	jw_array(&w, "rows");
	for (size_t i = 0; i < sheet->count; i++) {
		n[sheet->line[i].is]++;
		put_line(&w, h, &sheet->line[i]);
	}
	jw_end_array(&w);
	for (size_t i = 0; i < sizeof(n) / sizeof(*n); i++)
		jw_int(&w, line_is[i], n[i]);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* --- the import itself ------------------------------------------------ */

/* What is wrong with the rows as errors of the body: "/rows/3/price". */
static void
note_wrong(struct http *h, const struct tariff_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct cells_json cells = cells_of(&sheet->line[i]);

		cells_json_note(h, &cells);
	}
}

static enum err_code
import(struct http *h, const struct tariff_sheet *sheet)
{
	struct tariff_draft *draft =
	    ARENA_ARRAY(h->arena, struct tariff_draft, sheet->count + 1);
	size_t n = 0;

	note_wrong(h, sheet);
	if (h->err.fields.n != 0)
		return ERR_FIELDS;
	if (draft == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->line[i].is == TARIFF_LINE_NEW)
			draft[n++] = sheet->line[i].draft;
	if (n != 0)
		return publish_json_write(h, draft, n, true);
	buf_str(&h->out, "{\"items\":[]}"); /* all of it stands already */
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_tariffs_import(struct http *h)
{
	static const char *const known[] = {"dry_run", "confirmed", "reason",
					    NULL};
	bool dry_run = http_param_bool(h, "dry_run");
	struct tariff_sheet sheet = {
	    .reason = param_filled(h, "reason", REASON_MAX),
	    .confirmed = http_param_bool(h, "confirmed"),
	};
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = tariff_sheet_read(h, &sheet);
	if (rc != ERR_OK)
		return rc;
	return dry_run ? answer_preview(h, &sheet) : import(h, &sheet);
}
