#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "units.h"

#define YEAR_MAX 9999

/* --- moments and the clock on the wall -------------------------------- */

/* How many changes of ${zone} are at or before ${at_ms}. */
static size_t
changes_until(const struct civil_zone *zone, int64_t at_ms)
{
	size_t low = 0, high = zone->change_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (zone->change[mid].at_ms <= at_ms)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The offset after the first ${n} changes. */
static int32_t
offset_after(const struct civil_zone *zone, size_t n)
{
	return n == 0 ? zone->first_offset_s : zone->change[n - 1].offset_s;
}

int32_t
civil_offset_s(const struct civil_zone *zone, int64_t at_ms)
{
	return offset_after(zone, changes_until(zone, at_ms));
}

/* ${at_ms} plus the offset: the wall clock as if it were UTC. */
static int64_t
wall_ms(const struct civil_zone *zone, int64_t at_ms)
{
	int64_t wall = at_ms;

	(void)units_add(at_ms, civil_offset_s(zone, at_ms) * SECOND_MS, &wall);
	return wall;
}

struct civil_date
civil_date_of(const struct civil_zone *zone, int64_t at_ms)
{
	return civil_from_days(units_floor_div(wall_ms(zone, at_ms), DAY_MS));
}

int
civil_minute_of(const struct civil_zone *zone, int64_t at_ms)
{
	int64_t minutes = units_floor_div(wall_ms(zone, at_ms), MINUTE_MS);

	return (int)(minutes - units_floor_div(minutes, 1440) * 1440);
}

int64_t
civil_ms(const struct civil_zone *zone, struct civil_date date, int minute)
{
	int64_t wall = civil_days(date) * DAY_MS + minute * MINUTE_MS;
	size_t i = changes_until(zone, wall - 2 * DAY_MS);

	/* The first moment whose wall clock shows ${wall} or later. */
	for (;; i++) {
		int64_t utc = wall - offset_after(zone, i) * SECOND_MS;

		if (i != 0 && utc < zone->change[i - 1].at_ms)
			return zone->change[i - 1].at_ms;
		if (i == zone->change_count || utc < zone->change[i].at_ms)
			return utc;
	}
}

/* --- the calendar ----------------------------------------------------- */

#define DAYS_400_YEARS 146097
#define DAYS_TO_1970 719468 /* from 0000-03-01 */

/* Years begin in March here, so that the leap day is their last. */
int64_t
civil_days(struct civil_date d)
{
	int64_t year = d.month > 2 ? d.year : d.year - 1;
	int64_t month = (d.month + 9) % 12;
	int64_t days = year * 365 + units_floor_div(year, 4) -
		       units_floor_div(year, 100) + units_floor_div(year, 400);

	return days + (month * 153 + 2) / 5 + d.day - 1 - DAYS_TO_1970;
}

struct civil_date
civil_from_days(int64_t days)
{
	int64_t since = days + DAYS_TO_1970;
	int64_t era = units_floor_div(since, DAYS_400_YEARS);
	int64_t day = since - era * DAYS_400_YEARS;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t month;

	day -= year * 365 + year / 4 - year / 100;
	month = (day * 5 + 2) / 153;
	year += era * 400 + (month >= 10);
	return (struct civil_date){
	    .year = (int)year,
	    .month = (int)(month < 10 ? month + 3 : month - 9),
	    .day = (int)(day - (month * 153 + 2) / 5 + 1),
	};
}

int
civil_weekday(struct civil_date date)
{
	int64_t days = civil_days(date) + 3; /* 1970-01-01 was a Thursday */

	return (int)(days - units_floor_div(days, 7) * 7) + 1;
}

bool
civil_valid(struct civil_date d)
{
	if (d.year < 1 || d.year > YEAR_MAX || d.month < 1 || d.month > 12 ||
	    d.day < 1 || d.day > 31)
		return false;
	/* A day the month has not comes back as one of the next month. */
	return civil_from_days(civil_days(d)).day == d.day;
}

int
civil_compare(struct civil_date a, struct civil_date b)
{
	int64_t diff = civil_days(a) - civil_days(b);

	return (diff > 0) - (diff < 0);
}

/* --- as text ---------------------------------------------------------- */

/* Take exactly ${width} digits off ${s}. */
static bool
take_number(const char **s, int width, int *out)
{
	*out = 0;
	for (; width > 0; width--, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*out = *out * 10 + (**s - '0');
	}
	return true;
}

static bool
take_one_of(const char **s, const char *set)
{
	if (**s == '\0' || strchr(set, **s) == NULL)
		return false;
	(*s)++;
	return true;
}

static bool
take_date(const char **s, struct civil_date *out)
{
	return take_number(s, 4, &out->year) && take_one_of(s, "-") &&
	       take_number(s, 2, &out->month) && take_one_of(s, "-") &&
	       take_number(s, 2, &out->day) && civil_valid(*out);
}

/* "10:05:00" and a fraction, of which the milliseconds are kept. */
static bool
take_clock(const char **s, int64_t *out_ms)
{
	int hour, minute, second, digit, scale = 100, ms = 0;

	if (!take_number(s, 2, &hour) || !take_one_of(s, ":") ||
	    !take_number(s, 2, &minute) || !take_one_of(s, ":") ||
	    !take_number(s, 2, &second) || hour > 23 || minute > 59 ||
	    second > 59)
		return false;
	if (take_one_of(s, ".")) {
		if (**s < '0' || **s > '9')
			return false;
		for (; take_number(s, 1, &digit); scale /= 10)
			ms += digit * scale;
	}
	*out_ms = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
	return true;
}

static bool
take_offset(const char **s, int64_t *out_ms)
{
	int sign = **s == '-' ? -1 : 1;
	int hour, minute;

	*out_ms = 0;
	if (take_one_of(s, "Zz"))
		return true;
	if (!take_one_of(s, "+-") || !take_number(s, 2, &hour) ||
	    !take_one_of(s, ":") || !take_number(s, 2, &minute) || hour > 23 ||
	    minute > 59)
		return false;
	*out_ms = sign * (hour * HOUR_MS + minute * MINUTE_MS);
	return true;
}

bool
civil_date_parse(const char *s, struct civil_date *out)
{
	struct civil_date date;

	if (s == NULL || !take_date(&s, &date) || *s != '\0')
		return false;
	*out = date;
	return true;
}

bool
civil_date_typed(const char *s, struct civil_date *out)
{
	char iso[CIVIL_DATE_LEN + 1];

	if (civil_date_parse(s, out))
		return true;
	if (s == NULL || strlen(s) != CIVIL_DATE_LEN || s[2] != '.' ||
	    s[5] != '.')
		return false;
	(void)snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", s + 6, s + 3, s);
	return civil_date_parse(iso, out);
}

bool
civil_time_parse(const char *s, int64_t *out_ms)
{
	struct civil_date date;
	int64_t clock_ms, offset_ms;

	if (s == NULL || !take_date(&s, &date) || !take_one_of(&s, "Tt") ||
	    !take_clock(&s, &clock_ms) || !take_offset(&s, &offset_ms) ||
	    *s != '\0')
		return false;
	*out_ms = civil_days(date) * DAY_MS + clock_ms - offset_ms;
	return true;
}

/* Write ${width} digits of ${v} and what stands between, ${after}. */
static char *
put_number(char *p, int64_t v, int width, char after)
{
	for (int i = width - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	p[width] = after;
	return p + width + 1;
}

void
civil_date_print(struct civil_date date, char out[CIVIL_DATE_LEN + 1])
{
	out = put_number(out, date.year, 4, '-');
	out = put_number(out, date.month, 2, '-');
	put_number(out, date.day, 2, '\0');
}

void
civil_time_print(const struct civil_zone *zone, int64_t at_ms,
		 char out[CIVIL_TIME_LEN + 1])
{
	/* Old offsets have seconds, which RFC 3339 cannot say. */
	int64_t offset = units_floor_div(civil_offset_s(zone, at_ms), 60);
	int64_t wall = at_ms + offset * MINUTE_MS;
	int64_t day = units_floor_div(wall, DAY_MS);
	int64_t ms = wall - day * DAY_MS;
	char sign = offset < 0 ? '-' : '+';

	civil_date_print(civil_from_days(day), out);
	out[CIVIL_DATE_LEN] = 'T';
	out += CIVIL_DATE_LEN + 1;
	out = put_number(out, ms / HOUR_MS, 2, ':');
	out = put_number(out, ms / MINUTE_MS % 60, 2, ':');
	out = put_number(out, ms / SECOND_MS % 60, 2, '.');
	if (ms % SECOND_MS != 0)
		out = put_number(out, ms % SECOND_MS, 3, sign);
	else
		out[-1] = sign;
	offset = offset < 0 ? -offset : offset;
	out = put_number(out, offset / 60, 2, ':');
	put_number(out, offset % 60, 2, '\0');
}
