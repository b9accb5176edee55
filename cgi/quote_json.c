#include "msg.h"
#include "promise_json.h"
#include "quote_json.h"
#include "say.h"
#include "tariff.h"

void
quote_json_prices(struct jw *w, const struct http *h, const char *zone)
{
	jw_object(w, "prices");
	for (unsigned one = PERFORMER_DOCTOR; one <= PERFORMER_NURSE;
	     one <<= 1) {
		const struct tariff *t =
		    tariff_at(h->book, zone, one, h->now_ms);

		if (t != NULL)
			jw_money(w, rulebook_performer_name(one), t->price_kop);
		else
			jw_null(w, rulebook_performer_name(one));
	}
	jw_end_object(w);
}

void
quote_json_performers(struct jw *w, const char *key, unsigned mask)
{
	jw_array(w, key);
	for (unsigned one = PERFORMER_DOCTOR; one <= PERFORMER_NURSE; one <<= 1)
		if (mask & one)
			jw_text(w, NULL, rulebook_performer_name(one));
	jw_end_array(w);
}

static void
put_lines(struct jw *w, enum lang lang, const struct quote *q)
{
	jw_array(w, "lines");
	for (size_t i = 0; i < q->line_count; i++) {
		const struct quote_line *line = &q->line[i];

		jw_object(w, NULL);
		jw_text(w, "code", line->code);
		jw_text(w, "title", say_line(lang, line->code));
		jw_money(w, "price", line->price_kop);
		jw_bool(w, "in_trip_group", line->in_trip_group);
		jw_end_object(w);
	}
	jw_end_array(w);
}

/* The Bonus programme gives nothing off a home visit: said, not left out. */
static void
put_discounts(struct jw *w, enum lang lang, const struct quote *q)
{
	jw_array(w, "discounts");
	if (q->bonus_member) {
		jw_object(w, NULL);
		jw_text(w, "code", "bonus");
		jw_int(w, "amount", 0);
		jw_text(w, "reason", msg_get(lang, "quote.discount.bonus"));
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_quote(struct jw *w, struct http *h, const struct quote *q)
{
	if (q->id != NULL)
		jw_text(w, "id", q->id);
	jw_text(w, "zone", q->zone);
	jw_text(w, "place", q->place);
	quote_json_performers(w, "performers", q->performers);
	put_lines(w, h->lang, q);
	put_discounts(w, h->lang, q);
	jw_money(w, "total", q->total_kop);
	jw_bool(w, "preliminary", q->preliminary);
	jw_int(w, "tariff_version", q->tariff_version);
	jw_time(w, "at", q->at_ms);
	if (q->valid_until_ms != 0)
		jw_time(w, "valid_until", q->valid_until_ms);
	jw_text(w, "say", say_quote(h->lang, h->book, q, h->arena));
}

void
quote_json(struct jw *w, const char *key, struct http *h, const struct quote *q)
{
	jw_object(w, key);
	put_quote(w, h, q);
	jw_end_object(w);
}

void
quote_json_ahead(struct jw *w, struct http *h, const struct quote *q)
{
	jw_object(w, NULL);
	put_quote(w, h, q);
	promise_json_ahead(w, h, q->at_ms);
	jw_end_object(w);
}
