#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "tariff.h"

static void
put_price(struct jw *w, const struct http *h, const struct zone *zone,
	  enum performer performer)
{
	const struct tariff *t =
	    tariff_at(h->book, zone->code, performer, h->now_ms);
	const char *key = rulebook_performer_name(performer);

	if (t != NULL)
		jw_money(w, key, t->price_kop);
	else
		jw_null(w, key);
}

enum err_code
h_zones_list(struct http *h)
{
	static const char *const known[] = {NULL};
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < h->book->zone_count; i++) {
		const struct zone *zone = &h->book->zone[i];

		jw_object(&w, NULL);
		jw_text(&w, "code", zone->code);
		jw_text(&w, "name", zone->name);
		jw_object(&w, "prices");
		put_price(&w, h, zone, PERFORMER_DOCTOR);
		put_price(&w, h, zone, PERFORMER_NURSE);
		jw_end_object(&w);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
