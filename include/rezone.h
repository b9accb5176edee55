#ifndef REZONE_H
#define REZONE_H

#include "request.h"
#include "rulebook.h"

/* A request whose zone was wrong: what the visit costs in the right one. */

/**
 * rezone_price(book, q, zone, out, errs):
 * The price of ${q} as it would have been spoken for ${zone}: by the tariffs
 * of the moment the first price was spoken, a shared trip stays shared.
 * Errors:  ERR_FIELDS "/zone": unknown; those of quote_price().
 * Source:  DOMAIN §3, §4.
 */
enum err_code rezone_price(const struct rulebook *book,
    const struct request *q, const char *zone, struct quote *out,
    struct field_errors *errs) MUST_CHECK;

/** rezone_changes(q, price): whether ${price} is not what was agreed upon. */
bool rezone_changes(const struct request *q, const struct quote *price);

#endif
