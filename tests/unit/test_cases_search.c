#include "unit.h"

#include "casefile.h"
#include "catalog.h"
#include "place.h"
#include "quote.h"
#include "sample.h"

/* The golden cases of search, places and quotes: one row, one question. */

static bool
is_hit(const struct catalog_answer *out, const char *code)
{
	for (size_t i = 0; i < out->hit_count; i++)
		if (strcmp(out->hit[i].service->code, code) == 0)
			return true;
	return false;
}

static void
check_search(const cJSON *row)
{
	const char *verdict = casefile_text(row, "verdict");
	const char *first = casefile_text(row, "first"), *got;
	struct catalog_ask ask = {
	    .query = slice_of(casefile_text(row, "query")),
	    .branch = casefile_text(row, "branch"),
	    .at_ms = SAMPLE_NOW_MS,
	    .limit = CATALOG_HITS_MAX,
	};
	struct catalog_answer out;
	struct arena arena = {0};
	const cJSON *code;

	assert_int_equal(catalog_search(sample_book(), &ask, &out, &arena),
			 ERR_OK);
	got = rulebook_verdict_name(out.verdict);
	casefile_expect(
	    casefile_same(strcmp(verdict, "none") == 0 ? NULL : verdict, got),
	    row, "verdict", got);
	got = out.hit_count != 0 ? out.hit[0].service->code : NULL;
	casefile_expect(first == NULL || casefile_same(first, got), row,
			"first", got);
	cJSON_ArrayForEach(code, cJSON_GetObjectItem(row, "hits"))
	    casefile_expect(is_hit(&out, code->valuestring), row, "hits",
			    "not");
	cJSON_ArrayForEach(code, cJSON_GetObjectItem(row, "not_in_hits"))
	    casefile_expect(!is_hit(&out, code->valuestring), row,
			    "not_in_hits", "it");
	arena_free(&arena);
}

static void
check_place(const cJSON *row)
{
	const char *first = casefile_text(row, "first");
	const char *zone = casefile_text(row, "zone"), *got;
	int hits = casefile_number(row, "hits", -1);
	struct place_answer out;
	struct arena arena = {0};

	assert_int_equal(place_search(sample_book(),
				      slice_of(casefile_text(row, "query")),
				      PLACE_HITS_MAX, &out, &arena),
			 ERR_OK);
	casefile_expect(out.ambiguous == casefile_true(row, "ambiguous"), row,
			"ambiguous", out.ambiguous ? "true" : "false");
	got = out.hit_count != 0 ? out.hit[0].place->code : NULL;
	casefile_expect(first == NULL || casefile_same(first, got), row,
			"first", got);
	got = out.hit_count != 0 ? out.hit[0].zone : NULL;
	casefile_expect(zone == NULL || casefile_same(zone, got), row, "zone",
			got);
	casefile_expect(hits < 0 || out.hit_count == (size_t)hits, row, "hits",
			got);
	casefile_expect(hits == 0 || out.hit_count != 0, row, "hits", got);
	arena_free(&arena);
}

static unsigned
performers_of(const cJSON *row, const char *name)
{
	const cJSON *one;
	unsigned mask = 0;

	cJSON_ArrayForEach(one, cJSON_GetObjectItem(row, name)) mask |=
	    rulebook_performer_of(one->valuestring);
	return mask;
}

static struct quote_ask
quote_ask_of(const cJSON *row)
{
	struct quote_ask ask = {
	    .place = casefile_text(row, "place"),
	    .zone = casefile_text(row, "zone"),
	    .performers = performers_of(row, "performers"),
	    .paid_performers = performers_of(row, "paid"),
	    .bonus_member = casefile_true(row, "bonus"),
	    .at_ms = SAMPLE_NOW_MS,
	};
	const cJSON *one;

	if (casefile_text(row, "at") != NULL)
		ask.at_ms = casefile_time(row, "at");
	cJSON_ArrayForEach(one, cJSON_GetObjectItem(row, "services"))
	    ask.service[ask.service_count++] = one->valuestring;
	return ask;
}

static const char *
error_name(enum err_code code)
{
	static const char *const name[ERR__COUNT] = {
#define ERR(name, status, code) [ERR_##name] = code,
#include "err.def"
#undef ERR
	};

	return name[code];
}

static void
check_quote(const cJSON *row)
{
	struct quote_ask ask = quote_ask_of(row);
	struct field_errors errs = {0};
	struct quote q;
	enum err_code code = quote_price(sample_book(), &ask, &q, &errs);
	const cJSON *lines = cJSON_GetObjectItem(row, "lines"), *line;
	size_t i = 0;

	casefile_expect(
	    casefile_same(casefile_text(row, "error"), error_name(code)), row,
	    "error", error_name(code));
	if (code != ERR_OK)
		return;
	casefile_expect(q.total_kop == casefile_number(row, "total", -1), row,
			"total", "another");
	casefile_expect(q.preliminary == casefile_true(row, "preliminary"), row,
			"preliminary", q.preliminary ? "true" : "false");
	cJSON_ArrayForEach(line, lines)
	{
		casefile_expect(
		    i < q.line_count &&
			casefile_same(q.line[i].code, line->valuestring),
		    row, "lines", "another");
		i++;
	}
	casefile_expect(i == q.line_count, row, "lines", "more");
}

static void
test_search(void **state)
{
	(void)state;
	casefile_run("tests/cases/search.json", 100, check_search);
}

static void
test_places(void **state)
{
	(void)state;
	casefile_run("tests/cases/places.json", 60, check_place);
}

static void
test_quotes(void **state)
{
	(void)state;
	casefile_run("tests/cases/quotes.json", 15, check_quote);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_search),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
