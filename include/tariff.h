#ifndef TARIFF_H
#define TARIFF_H

#include "err.h"
#include "rulebook.h"
#include "units.h"

/* Prices of the trip by zone and performer, each in force until the next. */

#define TARIFF_PRICE_MAX_KOP (INT64_C(1000000) * RUBLE_KOP)

/**
 * tariff_at(book, zone, performer, at_ms):
 * The price of ${zone} for the single ${performer} in force at ${at_ms};
 * NULL when there was none yet.
 */
const struct tariff *tariff_at(const struct rulebook *book, const char *zone,
    enum performer performer, int64_t at_ms);

/* A price to publish, as an admin gives it. */
struct tariff_draft {
	const char *zone;
	unsigned performer; /* exactly one of enum performer */
	int64_t price_kop;
	struct civil_date valid_from; /* in force from 00:00 clinic time */
	const char *reason;           /* obligatory */
};

/**
 * tariff_check(book, draft, now_ms, errs):
 * Note in ${errs} everything that forbids publishing ${draft}: unknown zone,
 * not one performer, price not above 0, not whole rubles or over
 * TARIFF_PRICE_MAX_KOP, a date that is not in the future, a moment that already has a
 * price for the pair, no reason.
 */
void tariff_check(const struct rulebook *book, const struct tariff_draft *draft,
    int64_t now_ms, struct field_errors *errs);

#endif
