#include "handlers.h"
#include "tariff_json.h"
#include "whatif.h"

#define DAYS 90 /* unless said otherwise */

static void
put_sums(struct jw *w, const struct whatif_row *row)
{
	jw_int(w, "count", row->trips);
	jw_money(w, "old", row->old_kop);
	jw_money(w, "new", row->new_kop);
	jw_money(w, "difference", row->new_kop - row->old_kop);
}

static void
put_row(struct jw *w, const struct whatif_row *row)
{
	jw_object(w, NULL);
	jw_text(w, "zone", row->zone);
	jw_text(w, "performer", rulebook_performer_name(row->performer));
	jw_money(w, "price_now", row->price_now_kop);
	jw_money(w, "price_new", row->price_new_kop);
	put_sums(w, row);
	jw_int(w, "declined_for_price", row->declined);
	jw_int(w, "open_quotes", row->open_quotes);
	jw_end_object(w);
}

static void
put_effect(struct jw *w, const struct whatif *effect)
{
	char from[CIVIL_DATE_LEN + 1];

	civil_date_print(effect->from, from);
	jw_object(w, NULL);
	jw_int(w, "days", effect->days);
	jw_text(w, "from", from);
	jw_array(w, "rows");
	for (size_t i = 0; i < effect->row_count; i++)
		put_row(w, &effect->row[i]);
	jw_end_array(w);
	jw_object(w, "total");
	put_sums(w, &effect->total);
	jw_end_object(w);
	jw_int(w, "declined_for_price", effect->total.declined);
	jw_int(w, "open_quotes", effect->total.open_quotes);
	jw_end_object(w);
}

enum err_code
h_tariffs_preview(struct http *h)
{
	const struct body_preview *in = h->in;
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct tariff_draft *draft;
	struct whatif effect;
	enum err_code rc =
	    tariff_json_drafts(h, in->change, in->change_count, &draft);

	if (rc != ERR_OK)
		return rc;
	effect = (struct whatif){
	    .op = http_op(h),
	    .draft = draft,
	    .count = in->change_count,
	    .days = in->days != 0 ? in->days : DAYS,
	};
	rc = whatif_run(http_reader(h), &effect);
	if (rc != ERR_OK)
		return rc;
	put_effect(&w, &effect);
	h->status = 200;
	return ERR_OK;
}
