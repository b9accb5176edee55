#include "body.h"
#include "edit_json.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "quote_json.h"
#include "zone.h"

enum err_code
h_zones_list(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	if (!param_none(h))
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

/* --- a new one --------------------------------------------------------- */

#define PRICE(at, member)                                                      \
	{                                                                      \
		.name = at, .type = JIN_MONEY,                                 \
		.offset = offsetof(struct body_new_zone, member)               \
	}

static const struct jin_field price_field[] = {
    PRICE("doctor", doctor_kop),
    PRICE("nurse", nurse_kop),
    {.name = NULL},
};

static const struct jin_table body_prices = {
    .size = sizeof(struct body_new_zone),
    .field = price_field,
};

static const struct jin_field zone_field[] = {
    {.name = "code",
     .type = JIN_TEXT,
     .offset = offsetof(struct body_new_zone, code)},
    {.name = "name",
     .type = JIN_TEXT,
     .offset = offsetof(struct body_new_zone, name),
     .max = 100},
    {.name = "sort",
     .type = JIN_INT,
     .offset = offsetof(struct body_new_zone, sort),
     .max = 100000},
    {.name = "prices",
     .type = JIN_OBJECT,
     .count_offset = JIN_NONE,
     .sub = &body_prices},
    {.name = NULL},
};

const struct jin_table body_new_zone = {
    .size = sizeof(struct body_new_zone),
    .field = zone_field,
};

static enum err_code
render(struct http *h, void *arg)
{
	const struct zone_ask *ask = arg;

	h->status = 201;
	http_add(h, "Location: /api/v1/zones/%s", ask->edit.row.key);
	edit_json_row(h, EDIT_ZONE, &ask->edit.row);
	return ERR_OK;
}

enum err_code
h_zones_post(struct http *h)
{
	const struct body_new_zone *in = h->in;
	struct zone_ask ask = {
	    .edit = {.op = http_op(h),
		     .publish = EDIT_PUBLISH_ANYWAY,
		     .row = {.key = in->code}},
	    .doctor_kop = in->doctor_kop,
	    .nurse_kop = in->nurse_kop,
	};

	if (!param_none(h))
		return ERR_FIELDS;
	edit_set(EDIT_ZONE, &ask.edit.row, "name")->text = in->name;
	edit_set(EDIT_ZONE, &ask.edit.row, "sort")->number = in->sort;
	return http_write(h, zone_create, &ask, render);
}
