#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "quote_json.h"

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
		quote_json_prices(&w, h, zone->code);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
