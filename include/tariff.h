#ifndef TARIFF_H
#define TARIFF_H

#include "err.h"
#include "rulebook.h"
#include "units.h"

/* Prices of the trip by zone and performer, each in force until the next. */

#define TARIFF_PRICE_MAX_KOP (INT64_C(1000000) * RUBLE_KOP)
#define TARIFF_ODD_TIMES 3 /* dearer or cheaper than now by more: a slip? */

/**
 * tariff_pick(list, n, zone, performer, at_ms):
 * The price of ${zone} for the single ${performer} in force at ${at_ms} among
 * the ${n} of ${list}, which are in the order of tariff_known(); NULL when
 * there was none yet.
 */
const struct tariff *tariff_pick(const struct tariff *list, size_t n,
    const char *zone, enum performer performer, int64_t at_ms);

/** tariff_at(book, zone, performer, at_ms): the same of the rulebook. */
const struct tariff *tariff_at(const struct rulebook *book, const char *zone,
    enum performer performer, int64_t at_ms);

/**
 * tariff_known(list, n, known_ms):
 * Leave of ${list}, ordered by zone, performer, valid_from_ms, those that were
 * approved and stood at ${known_ms} (INT64_MAX: stand now); how many they are.
 */
size_t tariff_known(struct tariff *list, size_t n, int64_t known_ms);

#define TARIFF_STATES(X)                                                       \
	X(PAST, "past")           /* was in force, or was replaced before */   \
	X(CURRENT, "current")                                                  \
	X(FUTURE, "future")                                                    \
	X(PROPOSED, "proposed")   /* waits for another admin */                \
	X(LAPSED, "lapsed")       /* its day came and nobody approved it */    \
	X(WITHDRAWN, "withdrawn")

enum tariff_state {
#define X(name, wire) TARIFF_##name,
	TARIFF_STATES(X)
#undef X
};

const char *tariff_state_name(enum tariff_state state);

/**
 * tariff_state(current, t, at_ms):
 * Where ${t} stands at ${at_ms}, when ${current} is in force for its pair
 * (NULL: none).
 */
enum tariff_state tariff_state(const struct tariff *current,
    const struct tariff *t, int64_t at_ms);

/* A price to publish, as an admin gives it. */
struct tariff_draft {
	const char *zone;
	unsigned performer; /* exactly one of enum performer */
	int64_t price_kop;
	struct civil_date valid_from; /* in force from 00:00 clinic time */
	const char *reason;           /* obligatory */
	bool confirmed; /* kopecks, or a price far off, are meant */
};

/**
 * tariff_check(book, draft, now_ms, errs):
 * Note in ${errs} everything that forbids publishing ${draft}: unknown zone,
 * not one performer, price not above 0 or over TARIFF_PRICE_MAX_KOP, a date
 * that is not in the future, a moment that already has a price for the pair,
 * no reason; unless it is confirmed a price that is not of whole rubles
 * ("whole_rubles"), or TARIFF_ODD_TIMES off the one of now ("price_unusual").
 */
void tariff_check(const struct rulebook *book, const struct tariff_draft *draft,
    int64_t now_ms, struct field_errors *errs);

#endif
