#include "rezone.h"

/* The performers whose trip is paid with another patient of the group. */
static unsigned
shared(const struct quote *q)
{
	unsigned mask = 0;

	for (size_t i = 0; i < q->line_count; i++)
		if (q->line[i].in_trip_group)
			mask |= quote_line_performer(&q->line[i]);
	return mask;
}

enum err_code
rezone_price(const struct rulebook *book, const struct request *q,
	     const char *zone, struct quote *out, struct field_errors *errs)
{
	const struct quote_ask ask = {
	    .zone = zone,
	    .performers = q->quote.performers,
	    .bonus_member = q->quote.bonus_member,
	    .paid_performers = shared(&q->quote),
	    .at_ms = q->quote.at_ms,
	};

	if (zone == NULL || rulebook_zone(book, zone) == NULL) {
		err_field(errs, "/zone",
			  zone == NULL ? "required" : "unknown_code", NULL);
		return ERR_FIELDS;
	}
	return quote_price(book, &ask, out, errs);
}

bool
rezone_changes(const struct request *q, const struct quote *price)
{
	return request_price(q)->total_kop != price->total_kop;
}
