#ifndef QUOTE_H
#define QUOTE_H

#include "arena.h"
#include "err.h"
#include "rulebook.h"

/* The spoken price of a visit. */

#define QUOTE_LINES_MAX 8
#define QUOTE_SERVICES_MAX 20

struct quote_line {
	const char *code; /* "trip_doctor", "trip_nurse" */
	int64_t price_kop;
	bool in_trip_group; /* 0 because the group's first visit pays it */
};

struct quote_ask {
	const char *place;   /* code; or NULL */
	const char *zone;    /* code; or NULL.  With a place they must agree */
	unsigned performers; /* mask; 0: both are quoted apart by the screen */
	const char *service[QUOTE_SERVICES_MAX]; /* codes, for performers */
	size_t service_count;
	bool bonus_member;
	unsigned paid_performers; /* already charged in this trip group */
	int64_t at_ms;
};

struct quote {
	const char *id; /* set by the store when kept; else NULL */
	const char *zone;
	const char *place; /* or NULL */
	unsigned performers;
	struct quote_line line[QUOTE_LINES_MAX];
	size_t line_count;
	bool bonus_member;     /* shown as a discount of 0 with the reason */
	int64_t total_kop;
	bool preliminary;      /* doctor and nurse: the dispatcher confirms */
	int64_t tariff_version;
	int64_t at_ms;
	int64_t valid_until_ms; /* 0 until kept */
};

/**
 * quote_performers(need, n):
 * Who must come for ${n} services that need ${need}[i] (masks; 0: nobody,
 * PERFORMER_BOTH: either): doctor when any needs one, nurse when any needs
 * one; a service either may do adds nobody unless it stands alone (then the
 * nurse); without any need the doctor.
 */
unsigned quote_performers(const unsigned *need, size_t n);

/** quote_line_performer(line): whose trip it is; 0: no trip. */
unsigned quote_line_performer(const struct quote_line *line);

/**
 * quote_share(q, paid):
 * The trips of the performers ${paid} are charged in the trip group already:
 * here they cost nothing.
 */
void quote_share(struct quote *q, unsigned paid);

/**
 * quote_price(book, ask, out, errs):
 * Price the trip ${ask} with the tariffs in force at ${ask}->at_ms.  With
 * performers 0 they follow from the services as quote_performers() says.
 * Shapes:  one line per performer, doctor first.
 * Units:   kopecks; UTC milliseconds.
 * Owner:   strings of ${out} are those of ${book} or ${ask}.
 * Errors:  ERR_PLACE_UNKNOWN, ERR_ZONE_UNKNOWN (also: a place with none, zone
 *          and place disagree), ERR_TARIFF_MISSING; ERR_FIELDS in ${errs} for
 *          an unknown service ("/services/0") or performer.
 * Source:  DOMAIN §1, §4.
 */
enum err_code quote_price(const struct rulebook *book,
    const struct quote_ask *ask, struct quote *out,
    struct field_errors *errs) MUST_CHECK;

#endif
