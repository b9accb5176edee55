#include "unit.h"

#include "ask.h"
#include "casefile.h"
#include "sample.h"
#include "starve.h"

static struct arena arena = {.limit = (size_t)64 * 1024 * 1024};

static int
reset(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct ask_answer *
read_in(const struct rulebook *book, struct catalog_ask ask)
{
	static struct ask_answer out;

	ask.at_ms = SAMPLE_NOW_MS;
	if (ask.limit == 0)
		ask.limit = CATALOG_HITS_MAX;
	assert_int_equal(ask_read(book, &ask, &out, &arena), ERR_OK);
	return &out;
}

static struct ask_answer *
read_line(const char *line)
{
	return read_in(sample_book(),
		       (struct catalog_ask){.query = slice_of(line)});
}

static const char *
place_of(const struct ask_answer *out)
{
	const struct place_hit *hit = ask_place(out);

	if (out->place_text == NULL)
		return NULL;
	return hit == NULL ? "?" : hit->place->code;
}

static void
check_service(const cJSON *row, const cJSON *want, const struct ask_service *s)
{
	const char *verdict = rulebook_verdict_name(s->answer.verdict);
	const char *code = casefile_text(want, "code"), *got = NULL;

	if (s->answer.hit_count != 0)
		got = s->answer.hit[0].service->code;
	casefile_expect(casefile_same(casefile_text(want, "verdict"),
				      verdict != NULL ? verdict : "none"),
			row, s->text, verdict);
	casefile_expect(code == NULL || casefile_same(code, got), row, s->text,
			got);
}

static void
check_line(const cJSON *row)
{
	const struct ask_answer *out = read_line(casefile_text(row, "line"));
	const cJSON *one, *services = cJSON_GetObjectItem(row, "services");
	const cJSON *left = cJSON_GetObjectItem(row, "left");
	size_t n = 0;

	casefile_expect(
	    casefile_same(casefile_text(row, "place"), place_of(out)), row,
	    "place", place_of(out));
	casefile_expect(
	    (size_t)cJSON_GetArraySize(services) == out->service_count, row,
	    "services", out->service_count != 0 ? out->service[0].text : NULL);
	cJSON_ArrayForEach(one, services)
	{
		if (n < out->service_count)
			check_service(row, one, &out->service[n]);
		n++;
	}
	casefile_expect((size_t)cJSON_GetArraySize(left) == out->left_count,
			row, "left",
			out->left_count != 0 ? out->left[0] : NULL);
	n = 0;
	cJSON_ArrayForEach(one, left)
	{
		if (n < out->left_count)
			casefile_expect(
			    casefile_same(one->valuestring, out->left[n]), row,
			    "left", out->left[n]);
		n++;
	}
	reset(NULL);
}

static void
test_cases(void **state)
{
	(void)state;
	casefile_run("tests/cases/asks.json", 60, check_line);
}

/* What one search answers comes out as it does. */
static void
check_plain_service(const cJSON *row)
{
	const char *query = casefile_text(row, "query");
	struct catalog_ask ask = {
	    .query = slice_of(query),
	    .branch = casefile_text(row, "branch"),
	    .at_ms = SAMPLE_NOW_MS,
	    .limit = CATALOG_HITS_MAX,
	};
	const struct ask_answer *out;
	const struct catalog_answer *got;
	struct catalog_answer plain;

	if (casefile_true(row, "two")) /* questions */
		return;
	out = read_in(sample_book(), ask);
	got = &out->service[0].answer;
	assert_int_equal(catalog_search(sample_book(), &ask, &plain, &arena),
			 ERR_OK);
	casefile_expect(out->place_text == NULL, row, "place", out->place_text);
	casefile_expect(out->service_count == 1 && out->left_count == 0, row,
			"parts", "more");
	casefile_expect(plain.verdict == got->verdict &&
			    plain.hit_count == got->hit_count,
			row, "verdict", rulebook_verdict_name(got->verdict));
	for (size_t i = 0; i < plain.hit_count && i < got->hit_count; i++)
		casefile_expect(plain.hit[i].service == got->hit[i].service &&
				    plain.hit[i].score >= got->hit[i].score &&
				    plain.hit[i].score <= got->hit[i].score,
				row, "hit", got->hit[i].service->code);
	reset(NULL);
}

static void
check_plain_place(const cJSON *row)
{
	const char *query = casefile_text(row, "query");
	const struct ask_answer *out = read_line(query);
	struct place_answer plain;

	assert_int_equal(place_search(sample_book(), slice_of(query),
				      CATALOG_HITS_MAX, &plain, &arena),
			 ERR_OK);
	if (plain.hit_count == 0) {
		casefile_expect(out->place_text == NULL, row, "place",
				out->place_text);
		reset(NULL);
		return;
	}
	casefile_expect(out->place_text != NULL, row, "place", NULL);
	casefile_expect(out->service_count == 0 && out->left_count == 0, row,
			"parts", "more");
	casefile_expect(plain.ambiguous == out->place.ambiguous &&
			    plain.hit_count == out->place.hit_count &&
			    plain.hit[0].place == out->place.hit[0].place,
			row, "hit", out->place_text);
	reset(NULL);
}

static void
test_plain_services(void **state)
{
	(void)state;
	casefile_run("tests/cases/search.json", 100, check_plain_service);
}

static void
test_plain_places(void **state)
{
	(void)state;
	casefile_run("tests/cases/places.json", 60, check_plain_place);
}

/* Who must come for what is done at home, undecided services left out. */
static void
test_performers(void **state)
{
	static const struct {
		const char *line;
		unsigned performers;
	} row[] = {
	    {"терапевт", PERFORMER_DOCTOR},
	    {"кровь, мурино", PERFORMER_NURSE},
	    {"терапевт и кровь, мурино", PERFORMER_BOTH},
	    {"терапевт, узи сердца", PERFORMER_DOCTOR},
	    {"травматолог", PERFORMER_DOCTOR},
	    {"узи сердца купчино", 0},
	    {"узи", 0},
	    {"купчино", 0},
	    {"привет", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(ask_performers(read_line(row[i].line)),
				 row[i].performers);
}

static void
test_understood(void **state)
{
	(void)state;
	assert_true(ask_understood(read_line("терапевт")));
	assert_true(ask_understood(read_line("узи")));
	assert_true(ask_understood(read_line("купчино")));
	assert_true(ask_understood(read_line("нарколог купчино")));
	assert_true(ask_understood(read_line("терапевт, кровь")));
	assert_false(ask_understood(read_line("привет")));
	assert_false(ask_understood(read_line("")));
	assert_null(ask_hit(&read_line("узи")->service[0]));
	assert_string_equal(
	    ask_hit(&read_line("терапевт")->service[0])->service->code, "X01");
}

/* More than there is room for is left over, not lost. */
static void
test_many(void **state)
{
	const struct ask_answer *out =
	    read_line("экг, ээг, кт, мрт, фвд, нсг, смад, лор, пцр, маг");

	(void)state;
	assert_int_equal(out->service_count, ASK_SERVICES_MAX);
	assert_int_equal(out->left_count, 2);
	assert_string_equal(out->left[1], "маг");
}

static void
test_branch_and_limit(void **state)
{
	const struct ask_answer *out =
	    read_in(sample_book(),
		    (struct catalog_ask){.query = SLICE("холтер купчино"),
					 .branch = "на Примерной",
					 .limit = 1});

	(void)state;
	assert_string_equal(out->place_text, "купчино");
	assert_int_equal(out->service[0].answer.verdict, VERDICT_NONE);
	assert_int_equal(out->service[0].answer.hit_count, 1);
	assert_int_equal(out->place.hit_count, 1);
}

static void
test_odd_lines(void **state)
{
	static char longest[4096];
	static const char *const line[] = {
	    "",         " ",
	    ",",        "и",
	    "и и и",    ", купчино ,",
	    "\xFF\xFE", "?!",
	    "на",       "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ"};

	(void)state;
	for (size_t i = 0; i < COUNT(line); i++) {
		const struct ask_answer *out = read_line(line[i]);
		assert_true(out->place_text != NULL || out->service_count != 0);
	}
	memset(longest, 'a', sizeof(longest) - 1);
	assert_int_equal(read_line(longest)->service[0].answer.verdict,
			 VERDICT_UNKNOWN);
}

/* A place without a zone is as far from another as from any. */
static void
test_places_of_no_zone(void **state)
{
	struct rulebook *b = sample_tables(&arena);
	static const char *const line[] = {"мурино, купчино, терапевт",
					   "купчино, мурино, терапевт"};

	(void)state;
	for (size_t i = 0; i < b->place_count; i++)
		if (strcmp(b->place[i].code, "lo_murino") == 0)
			b->place[i].ask = true;
	sample_build(b);
	for (size_t i = 0; i < COUNT(line); i++)
		assert_true(
		    read_in(b, (struct catalog_ask){.query = slice_of(line[i])})
			->place.ambiguous);
	rulebook_drop(b);
}

/* What joins services is no place, though one is called so. */
static void
test_join_is_no_place(void **state)
{
	static const char *plus[] = {"плюс"};
	struct rulebook *b = sample_tables(&arena);
	const struct ask_answer *out;

	(void)state;
	b->place[0].alias = plus;
	b->place[0].alias_count = 1;
	sample_build(b);
	out = read_in(b, (struct catalog_ask){
			     .query = SLICE("терапевт плюс кровь, купчино")});
	assert_int_equal(out->service_count, 2);
	assert_string_equal(ask_place(out)->place->code, "frunzensky");
	rulebook_drop(b);
}

/* A NUL is no mark that parts. */
static void
test_nul_between_words(void **state)
{
	const struct ask_answer *out = read_in(
	    sample_book(),
	    (struct catalog_ask){.query = {"узи\0сердца", 3 * 2 + 1 + 6 * 2}});

	(void)state;
	assert_int_equal(out->service_count, 1);
	assert_string_equal(out->service[0].answer.hit[0].service->code, "E05");
}

static bool
reads_line(void *line)
{
	struct catalog_ask ask = {
	    .query = slice_of(line), .at_ms = SAMPLE_NOW_MS, .limit = 5};
	static struct ask_answer out;
	struct arena own = {0};
	enum err_code err = ask_read(sample_book(), &ask, &out, &own);

	arena_free(&own);
	return err == ERR_OK;
}

static void
test_no_memory(void **state)
{
	static char line[][100] = {"узи почек и сердца, купчино петроградка",
				   "терапевт кровь", "терапевт, сантехник"};

	(void)state;
	(void)sample_book();
	for (size_t i = 0; i < COUNT(line); i++)
		assert_true(starve_each(reads_line, line[i]) > 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cases),
	    cmocka_unit_test(test_plain_services),
	    cmocka_unit_test(test_plain_places),
	    cmocka_unit_test_teardown(test_performers, reset),
	    cmocka_unit_test_teardown(test_understood, reset),
	    cmocka_unit_test_teardown(test_many, reset),
	    cmocka_unit_test_teardown(test_branch_and_limit, reset),
	    cmocka_unit_test_teardown(test_odd_lines, reset),
	    cmocka_unit_test_teardown(test_places_of_no_zone, reset),
	    cmocka_unit_test_teardown(test_join_is_no_place, reset),
	    cmocka_unit_test_teardown(test_nul_between_words, reset),
	    cmocka_unit_test_teardown(test_no_memory, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
