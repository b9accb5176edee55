#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "units.h"

#define ZONES "/usr/share/zoneinfo/"

static struct arena arena;

static int64_t
at(const char *text)
{
	int64_t ms;

	assert_true(civil_time_parse(text, &ms));
	return ms;
}

static struct civil_zone
zone_of(const char *name)
{
	static unsigned char bytes[64 * 1024];
	struct civil_zone zone;
	char path[128];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), ZONES "%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	n = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	assert_int_equal(civil_zone_parse(name, bytes, n, &zone, &arena),
			 ERR_OK);
	return zone;
}

static void
test_moscow(void **state)
{
	struct civil_zone z = zone_of("Europe/Moscow");
	static const struct {
		const char *utc;
		int32_t offset_s;
	} row[] = {
	    {"2026-11-23T07:05:00Z", 3 * 3600},
	    {"2014-10-25T21:59:59Z", 4 * 3600}, /* the hour before the change */
	    {"2014-10-25T22:00:00Z", 3 * 3600},
	    {"2012-07-01T00:00:00Z", 4 * 3600},
	    {"1850-01-01T00:00:00Z", 9017},
	    {"2400-01-01T00:00:00Z", 3 * 3600},
	};

	(void)state;
	assert_string_equal(z.name, "Europe/Moscow");
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(civil_offset_s(&z, at(row[i].utc)),
				 row[i].offset_s);
}

static void
test_gap_and_fold(void **state)
{
	struct civil_zone z = zone_of("Europe/Helsinki");
	struct civil_date spring = {2026, 3, 29}, autumn = {2026, 10, 25};

	(void)state;
	/* 03:00 → 04:00: what is skipped is the moment after the gap */
	assert_int_equal(civil_ms(&z, spring, 179), at("2026-03-29T00:59:00Z"));
	assert_int_equal(civil_ms(&z, spring, 180), at("2026-03-29T01:00:00Z"));
	assert_int_equal(civil_ms(&z, spring, 210), at("2026-03-29T01:00:00Z"));
	assert_int_equal(civil_ms(&z, spring, 240), at("2026-03-29T01:00:00Z"));
	assert_int_equal(civil_ms(&z, spring, 300), at("2026-03-29T02:00:00Z"));
	/* 04:00 → 03:00: what comes twice is the first */
	assert_int_equal(civil_ms(&z, autumn, 210), at("2026-10-25T00:30:00Z"));
	assert_int_equal(civil_ms(&z, autumn, 239), at("2026-10-25T00:59:00Z"));
	assert_int_equal(civil_ms(&z, autumn, 240), at("2026-10-25T02:00:00Z"));
	/* from 1440 on: the next day */
	assert_int_equal(civil_ms(&z, autumn, 1500),
			 at("2026-10-26T01:00:00+02:00"));
	/* the last change of the file and after */
	assert_int_equal(civil_ms(&z, (struct civil_date){2500, 1, 1}, 0),
			 at("2500-01-01T00:00:00+02:00"));
}

static void
test_date_and_minute(void **state)
{
	struct civil_zone z = zone_of("Europe/Moscow");
	struct civil_zone none = {.first_offset_s = -3600};
	struct civil_date d = civil_date_of(&z, at("2026-11-23T21:30:00Z"));

	(void)state;
	assert_int_equal(d.day, 24);
	assert_int_equal(civil_minute_of(&z, at("2026-11-23T21:30:00Z")), 30);
	d = civil_date_of(&none, 0);
	assert_int_equal(d.year, 1969);
	assert_int_equal(civil_minute_of(&none, 0), 23 * 60);
	assert_int_equal(civil_ms(&none, d, 23 * 60), 0);
	/* moments beyond any clock do no harm */
	(void)civil_date_of(&z, INT64_MAX);
	(void)civil_minute_of(&none, INT64_MIN);
}

/* Every day of five centuries against plain counting. */
static void
test_calendar(void **state)
{
	static const int length[] = {31, 28, 31, 30, 31, 30,
				     31, 31, 30, 31, 30, 31};
	struct civil_date d = {1600, 1, 1};
	int64_t days = civil_days(d);

	(void)state;
	assert_int_equal(civil_days((struct civil_date){1970, 1, 1}), 0);
	assert_int_equal(civil_weekday((struct civil_date){2026, 11, 23}), 1);
	assert_int_equal(civil_weekday((struct civil_date){1969, 12, 28}), 7);
	for (; d.year < 2100; days++) {
		bool leap =
		    (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
		int last = length[d.month - 1] + (leap && d.month == 2);

		assert_int_equal(civil_days(d), days);
		assert_int_equal(civil_compare(civil_from_days(days), d), 0);
		assert_true(civil_valid(d));
		if (++d.day <= last)
			continue;
		assert_false(civil_valid(d));
		d.day = 1;
		if (++d.month <= 12)
			continue;
		assert_false(civil_valid(d));
		d.month = 1;
		d.year++;
	}
}

static void
test_compare(void **state)
{
	struct civil_date a = {2026, 1, 31}, b = {2026, 2, 1};

	(void)state;
	assert_true(civil_compare(a, b) < 0);
	assert_true(civil_compare(b, a) > 0);
	assert_true(civil_compare(a, a) == 0);
}

static void
test_date_text(void **state)
{
	static const char *const refused[] = {
	    "",           "2026-11-2",   "2026-11-231", "2026-1-23",
	    "26-11-23",   "2026/11/23",  "2026-02-29",  "2026-04-31",
	    "2026-13-01", "2026-00-10",  "2026-01-00",  "0000-01-01",
	    "2026-01-32", " 2026-11-23", "2026-11-23T", "2026-11/23",
	    "٢٠٢٦-11-23",
	};
	struct civil_date d = {0}, bad = {0, 1, 1}, worse = {10000, 1, 1};
	char text[CIVIL_DATE_LEN + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		assert_false(civil_date_parse(refused[i], &d));
	assert_false(civil_date_parse(NULL, &d));
	assert_int_equal(d.year, 0);
	assert_false(civil_date_typed("29.02.2026", &d));
	assert_false(civil_date_typed("1.2.2026", &d));
	assert_false(civil_date_typed("01.02.20266", &d));
	assert_false(civil_date_typed("01/02.2026", &d));
	assert_false(civil_date_typed("01.02/2026", &d));
	assert_false(civil_date_typed(NULL, &d));
	assert_int_equal(d.year, 0);
	assert_true(civil_date_typed("28.02.2024", &d));
	assert_int_equal(d.day, 28);
	assert_true(civil_date_typed("2024-02-28", &d));
	assert_true(civil_date_parse("2024-02-29", &d));
	civil_date_print(d, text);
	assert_string_equal(text, "2024-02-29");
	assert_true(civil_valid((struct civil_date){1, 1, 1}));
	assert_true(civil_valid((struct civil_date){9999, 12, 31}));
	assert_false(civil_valid(bad));
	assert_false(civil_valid(worse));
}

static void
test_time_text(void **state)
{
	static const struct {
		const char *text;
		const char *printed; /* in Moscow; NULL: refused */
	} row[] = {
	    {"2026-11-23T10:05:00+03:00", "2026-11-23T10:05:00+03:00"},
	    {"2026-11-23t07:05:00z", "2026-11-23T10:05:00+03:00"},
	    {"2026-11-23T07:05:07Z", "2026-11-23T10:05:07+03:00"},
	    {"2026-11-23T07:05:00.05Z", "2026-11-23T10:05:00.050+03:00"},
	    {"2026-11-24T07:04:00+23:59", "2026-11-23T10:05:00+03:00"},
	    {"2026-11-23T02:45:00-04:20", "2026-11-23T10:05:00+03:00"},
	    {"2026-11-23T07:05:00.25Z", "2026-11-23T10:05:00.250+03:00"},
	    {"2026-11-23T07:05:00.2509999Z", "2026-11-23T10:05:00.250+03:00"},
	    {"2026-11-23T01:05:00-06:00", "2026-11-23T10:05:00+03:00"},
	    {"1850-01-01T00:00:00Z", "1850-01-01T02:30:00+02:30"},
	    {"2026-11-23T10:05:00", NULL},
	    {"2026-11-23 10:05:00Z", NULL},
	    {"2026-11-23T10:05Z", NULL},
	    {"2026-11-23T10:5:00Z", NULL},
	    {"2026-11-23T1x:05:00Z", NULL},
	    {"2026-11-23T10:05:xxZ", NULL},
	    {"2026-11-23T10-05:00Z", NULL},
	    {"2026-11-23T24:00:00Z", NULL},
	    {"2026-11-23T10:60:00Z", NULL},
	    {"2026-11-23T23:59:60Z", NULL},
	    {"2026-11-23T10:05:00.Z", NULL},
	    {"2026-11-23T10:05:00.", NULL},
	    {"2026-11-23T10:05:00+3:00", NULL},
	    {"2026-11-23T10:05:00+0300", NULL},
	    {"2026-11-23T10:05:00+03:0", NULL},
	    {"2026-11-23T10:05:00+24:00", NULL},
	    {"2026-11-23T10:05:00+03:60", NULL},
	    {"2026-11-23T10:05:00Zx", NULL},
	    {"2026-02-30T10:05:00Z", NULL},
	    {NULL, NULL},
	};
	struct civil_zone z = zone_of("Europe/Moscow");
	struct civil_zone west = {.first_offset_s = -(3 * 3600 + 1800)};
	char text[CIVIL_TIME_LEN + 1];
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		bool ok = civil_time_parse(row[i].text, &ms);

		assert_int_equal(ok, row[i].printed != NULL);
		if (!ok)
			continue;
		civil_time_print(&z, ms, text);
		assert_string_equal(text, row[i].printed);
	}
	civil_time_print(&west, -1, text);
	assert_string_equal(text, "1969-12-31T20:29:59.999-03:30");
	west.first_offset_s = 0;
	civil_time_print(&west, 0, text);
	assert_string_equal(text, "1970-01-01T00:00:00+00:00");
}

/* --- made-up zone files ----------------------------------------------- */

/* A TZif file of two types, UTC+1 and UTC+2, and one change at 1000 s. */
struct tzif {
	unsigned char byte[512];
	size_t n;
};

static void
put(struct tzif *t, uint64_t v, int width)
{
	while (width-- > 0)
		t->byte[t->n++] = (unsigned char)(v >> (8 * width));
}

static void
put_block(struct tzif *t, unsigned char version, int width, int64_t first)
{
	memcpy(t->byte + t->n, "TZif", 4);
	t->byte[t->n + 4] = version;
	t->n += 20;
	for (int i = 0; i < 3; i++)
		put(t, 0, 4); /* isut, isstd, leap */
	put(t, 2, 4);         /* changes */
	put(t, 2, 4);         /* types */
	put(t, 4, 4);         /* abbreviation bytes */
	put(t, (uint64_t)first, width);
	put(t, 1000, width);
	put(t, 0, 1);
	put(t, 1, 1);
	put(t, 3600, 4);
	put(t, 0, 2);
	put(t, 7200, 4);
	put(t, 1 << 8, 2);
	put(t, 0x41424300, 4);
}

#define COUNT_AT(field)                                                        \
	(20 + 4 * (field)) /* isut isstd leap time type char                   \
			    */
#define BLOCK_1 (44 + 2 * 5 + 12 + 4)

static enum err_code
parse(const struct tzif *t, struct civil_zone *z)
{
	/* exactly n bytes, so that a read past the end is seen */
	unsigned char *copy = malloc(t->n + 1);
	enum err_code rc;

	memcpy(copy + 1, t->byte, t->n);
	rc = civil_zone_parse("Test/Zone", copy + 1, t->n, z, &arena);
	free(copy);
	return rc;
}

static void
test_tzif_versions(void **state)
{
	struct civil_zone z;

	(void)state;
	for (unsigned char v = 0; v <= '5'; v = v ? v + 1 : '1') {
		struct tzif t = {.n = 0};

		put_block(&t, v, 4, 0);
		if (v != 0)
			put_block(&t, v, 8, -(INT64_C(1) << 59));
		if (v == '1' || v == '5') {
			assert_int_equal(parse(&t, &z), ERR_SYNTAX);
			continue;
		}
		assert_int_equal(parse(&t, &z), ERR_OK);
		assert_int_equal(z.change_count, 2);
		assert_true(z.change[0].at_ms == (v ? INT64_MIN : 0));
		assert_int_equal(civil_offset_s(&z, 999 * SECOND_MS), 3600);
		assert_int_equal(civil_offset_s(&z, 1000 * SECOND_MS), 7200);
		assert_int_equal(z.first_offset_s, 3600);
	}
}

static void
test_tzif_broken(void **state)
{
	struct tzif good = {.n = 0}, t;
	struct civil_zone z;

	(void)state;
	put_block(&good, '2', 4, 0);
	put_block(&good, '2', 8, 0);
	for (size_t n = 0; n < good.n; n++) {
		t = good;
		t.n = n;
		assert_int_equal(parse(&t, &z), ERR_SYNTAX);
	}
#define BROKEN(where, value)                                                   \
	t = good;                                                              \
	t.byte[where] = value;                                                 \
	assert_int_equal(parse(&t, &z), ERR_SYNTAX)
	BROKEN(0, 'X');
	BROKEN(BLOCK_1, 'X');
	BROKEN(BLOCK_1 + COUNT_AT(3), 0xff);  /* more changes than bytes */
	BROKEN(BLOCK_1 + COUNT_AT(4) + 3, 0); /* no type */
	BROKEN(BLOCK_1 + 44 + 16, 2);         /* a type there is not */
	BROKEN(BLOCK_1 + 44 + 18, 0x7f);      /* an offset of years */
	BROKEN(BLOCK_1 + 44 + 18, 0x80);      /* and before */
	BROKEN(BLOCK_1 + 44 + 24, 0x7f);      /* in another type */
	BROKEN(BLOCK_1 + 44, 1);              /* changes out of order */
#undef BROKEN
	/* leap seconds with their bytes, as "right/" files have them */
	t = good;
	t.byte[BLOCK_1 + COUNT_AT(2) + 3] = 1;
	t.n += 12;
	assert_int_equal(parse(&t, &z), ERR_SYNTAX);
	/* the offset of a type without changes counts as well */
	t = (struct tzif){.n = 0};
	put_block(&t, 0, 4, 0);
	t.byte[COUNT_AT(3) + 3] = 0;
	t.byte[44] = 0x7f;
	assert_int_equal(parse(&t, &z), ERR_SYNTAX);
}

static void
test_tzif_memory(void **state)
{
	struct arena none = {.limit = 1}, little = {.limit = ARENA_BLOCK};
	struct tzif t = {.n = 0};
	struct civil_zone z;

	(void)state;
	put_block(&t, 0, 4, 0);
	assert_int_equal(civil_zone_parse("x", t.byte, t.n, &z, &none),
			 ERR_NOMEM);
	(void)arena_alloc(&little, ARENA_BLOCK - 32);
	assert_int_equal(civil_zone_parse("x", t.byte, t.n, &z, &little),
			 ERR_NOMEM);
	arena_free(&little);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_moscow),
	    cmocka_unit_test(test_gap_and_fold),
	    cmocka_unit_test(test_date_and_minute),
	    cmocka_unit_test(test_calendar),
	    cmocka_unit_test(test_compare),
	    cmocka_unit_test(test_date_text),
	    cmocka_unit_test(test_time_text),
	    cmocka_unit_test(test_tzif_versions),
	    cmocka_unit_test(test_tzif_broken),
	    cmocka_unit_test(test_tzif_memory),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
