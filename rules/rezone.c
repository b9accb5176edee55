#include "rezone.h"
#include "trip.h"

enum err_code
rezone_price(const struct rulebook *book, const struct request *q,
	     const char *zone, struct quote *out, struct field_errors *errs)
{
	const struct quote_ask ask = {
	    .zone = zone,
	    .performers = q->quote.performers,
	    .bonus_member = q->quote.bonus_member,
	    .paid_performers = trip_lines(request_price(q), true),
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
