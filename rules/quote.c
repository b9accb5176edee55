#include "place.h"
#include "quote.h"
#include "tariff.h"
#include "units.h"

/* Doctor first: the order of the lines. */
static const struct {
	enum performer performer;
	const char *code;
} trip[] = {
    {PERFORMER_DOCTOR, "trip_doctor"},
    {PERFORMER_NURSE, "trip_nurse"},
};

/* The pointer of the service at ${i}; QUOTE_SERVICES_MAX of them. */
static const char *
service_pointer(size_t i)
{
#define P(n) "/services/" #n
	static const char *const pointer[QUOTE_SERVICES_MAX] = {
	    P(0),  P(1),  P(2),  P(3),  P(4),  P(5),  P(6),
	    P(7),  P(8),  P(9),  P(10), P(11), P(12), P(13),
	    P(14), P(15), P(16), P(17), P(18), P(19)};
#undef P

	return pointer[i];
}

static enum err_code
find_zone(const struct rulebook *book, const struct quote_ask *ask,
	  struct quote *out)
{
	const struct zone *asked = NULL;
	const struct place *place;
	const char *zone;

	if (ask->zone != NULL) {
		asked = rulebook_zone(book, ask->zone);
		if (asked == NULL)
			return ERR_ZONE_UNKNOWN;
		out->zone = asked->code;
	}
	if (ask->place != NULL) {
		place = rulebook_place(book, ask->place);
		if (place == NULL)
			return ERR_PLACE_UNKNOWN;
		zone = place_zone(book, place);
		if (zone == NULL ||
		    (asked != NULL && strcmp(zone, asked->code) != 0))
			return ERR_ZONE_UNKNOWN;
		out->place = place->code;
		out->zone = zone;
	}
	return out->zone != NULL ? ERR_OK : ERR_ZONE_UNKNOWN;
}

unsigned
quote_performers(const unsigned *need, size_t n)
{
	unsigned needed = 0;
	bool either = false;

	for (size_t i = 0; i < n; i++)
		if (need[i] == PERFORMER_BOTH)
			either = true;
		else
			needed |= need[i];
	if (needed != 0)
		return needed;
	return either ? PERFORMER_NURSE : PERFORMER_DOCTOR;
}

unsigned
quote_line_performer(const struct quote_line *line)
{
	for (size_t i = 0; i < sizeof(trip) / sizeof(*trip); i++)
		if (strcmp(line->code, trip[i].code) == 0)
			return trip[i].performer;
	return 0;
}

void
quote_share(struct quote *q, unsigned paid)
{
	for (size_t i = 0; i < q->line_count; i++) {
		struct quote_line *line = &q->line[i];

		if ((quote_line_performer(line) & paid) == 0)
			continue;
		q->total_kop -= line->price_kop;
		line->price_kop = 0;
		line->in_trip_group = true;
	}
}

/* Who comes: as asked, else as the services need. */
static unsigned
performers_of(const struct rulebook *book, const struct quote_ask *ask,
	      struct field_errors *errs)
{
	unsigned need[QUOTE_SERVICES_MAX] = {0};

	for (size_t i = 0; i < ask->service_count; i++) {
		const struct service *s =
		    rulebook_service(book, ask->service[i]);
		if (s != NULL)
			need[i] = s->performers;
		else
			err_field(errs, service_pointer(i), "unknown_code",
				  ask->service[i]);
	}
	return ask->performers != 0
		   ? ask->performers
		   : quote_performers(need, ask->service_count);
}

static enum err_code
add_lines(const struct rulebook *book, const struct quote_ask *ask,
	  struct quote *out)
{
	for (size_t i = 0; i < sizeof(trip) / sizeof(*trip); i++) {
		const struct tariff *t;
		struct quote_line *line;
		if ((out->performers & trip[i].performer) == 0)
			continue;
		t = tariff_at(book, out->zone, trip[i].performer, ask->at_ms);
		if (t == NULL)
			return ERR_TARIFF_MISSING;
		line = &out->line[out->line_count++];
		line->code = trip[i].code;
		line->price_kop = t->price_kop;
		if (!units_add(out->total_kop, line->price_kop,
			       &out->total_kop))
			return ERR_INTERNAL;
	}
	return ERR_OK;
}

enum err_code
quote_price(const struct rulebook *book, const struct quote_ask *ask,
	    struct quote *out, struct field_errors *errs)
{
	size_t before = errs->n;
	enum err_code err;

	*out = (struct quote){
	    .bonus_member = ask->bonus_member,
	    .tariff_version = book->tariff_version,
	    .at_ms = ask->at_ms,
	};
	if ((ask->performers & ~(unsigned)PERFORMER_BOTH) != 0)
		err_field(errs, "/performers", "choice", "doctor, nurse");
	if (ask->service_count > QUOTE_SERVICES_MAX) {
		err_field(errs, "/services", "too_many", NULL);
		return ERR_FIELDS;
	}
	out->performers = performers_of(book, ask, errs);
	if (errs->n != before)
		return ERR_FIELDS;
	err = find_zone(book, ask, out);
	if (err != ERR_OK)
		return err;
	out->preliminary = out->performers == PERFORMER_BOTH;
	err = add_lines(book, ask, out);
	quote_share(out, ask->paid_performers);
	return err;
}
