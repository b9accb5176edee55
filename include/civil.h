#ifndef CIVIL_H
#define CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

/* Civil time in the clinic's zone.  Pure: the zone comes in as data. */

#define CIVIL_DATE_LEN 10 /* "2026-11-23" */
#define CIVIL_TIME_LEN 29 /* "2026-11-23T10:05:00.000+03:00" */

struct civil_date {
	int year;  /* 1..9999 */
	int month; /* 1..12 */
	int day;   /* 1..31 */
};

/* A change of the offset: from at_ms on, local = UTC + offset_s. */
struct civil_change {
	int64_t at_ms;
	int32_t offset_s;
};

struct civil_zone {
	const char *name;                  /* "Europe/Moscow" */
	const struct civil_change *change; /* ascending by at_ms */
	size_t change_count;
	int32_t first_offset_s; /* before the first change */
};

/**
 * civil_zone_parse(name, tzif, n, out, arena):
 * Read the ${n} bytes of a TZif file (RFC 8536, version 1 to 4) into ${out}.
 * After the last change its offset goes on; the footer is not read.
 * Owner:   ${out} keeps copies in ${arena}.
 * Errors:  ERR_SYNTAX on anything that is not TZif, and on a file that counts
 *          leap seconds ("right/…"); ERR_NOMEM.
 */
enum err_code civil_zone_parse(const char *name, const unsigned char *tzif,
    size_t n, struct civil_zone *out, struct arena *arena) MUST_CHECK;

/** civil_offset_s(zone, at_ms): seconds to add to UTC at ${at_ms}. */
int32_t civil_offset_s(const struct civil_zone *zone, int64_t at_ms);

/** civil_date_of(zone, at_ms): the clinic's date at ${at_ms}. */
struct civil_date civil_date_of(const struct civil_zone *zone, int64_t at_ms);

/** civil_minute_of(zone, at_ms): minutes since local midnight, 0..1439. */
int civil_minute_of(const struct civil_zone *zone, int64_t at_ms);

/**
 * civil_ms(zone, date, minute):
 * The UTC moment when clocks show ${minute} minutes after midnight of
 * ${date}; from 1440 on that is the day after.  A minute
 * skipped by a change of the clock gives the moment after the gap, a minute
 * that comes twice gives the first.
 */
int64_t civil_ms(
    const struct civil_zone *zone, struct civil_date date, int minute);

/** civil_days(date): days since 1970-01-01; civil_from_days is its inverse. */
int64_t civil_days(struct civil_date date);
struct civil_date civil_from_days(int64_t days);

/** civil_weekday(date): 1 Monday … 7 Sunday. */
int civil_weekday(struct civil_date date);

/** civil_valid(date): whether the day exists (29.02, 31.04, year 1..9999). */
bool civil_valid(struct civil_date date);

/** civil_compare(a, b): negative, 0, positive as a is before, at, after b. */
int civil_compare(struct civil_date a, struct civil_date b);

/** civil_date_parse(s, out): "YYYY-MM-DD" of an existing day, nothing else. */
bool civil_date_parse(const char *s, struct civil_date *out);

/** civil_date_typed(s, out): the same, or "DD.MM.YYYY" of a spreadsheet. */
bool civil_date_typed(const char *s, struct civil_date *out);

/** civil_date_print(date, out): "YYYY-MM-DD" and a NUL. */
void civil_date_print(struct civil_date date, char out[CIVIL_DATE_LEN + 1]);

/**
 * civil_time_parse(s, out_ms):
 * RFC 3339 with an offset or Z; of a fraction the milliseconds are kept, a
 * leap second (:60) is refused.
 */
bool civil_time_parse(const char *s, int64_t *out_ms);

/**
 * civil_time_print(zone, at_ms, out):
 * RFC 3339 with the offset of ${zone}; milliseconds only when not zero.
 * ${at_ms} must lie within the years 1..9999.
 */
void civil_time_print(const struct civil_zone *zone, int64_t at_ms,
    char out[CIVIL_TIME_LEN + 1]);

#endif
