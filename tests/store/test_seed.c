#include <stdio.h>

#include "fixture.h"
#include "seed.h"

static void
test_counts(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *sql;
		int64_t n;
	} rows[] = {
	    {"SELECT COUNT(*) FROM service", 98},
	    {"SELECT COUNT(*) FROM service WHERE verdict='not_allowed'", 50},
	    {"SELECT COUNT(*) FROM service WHERE approved=1", 51},
	    {"SELECT COUNT(*) FROM service WHERE performers=3", 5},
	    {"SELECT COUNT(*) FROM service WHERE branch IS NOT NULL", 1},
	    {"SELECT COUNT(*) FROM place", 84},
	    {"SELECT COUNT(*) FROM place WHERE parent IS NULL", 26},
	    {"SELECT COUNT(*) FROM zone", 4},
	    {"SELECT COUNT(*) FROM tariff", 8},
	    {"SELECT SUM(price_kop) FROM tariff", 3510000},
	    {"SELECT COUNT(*) FROM referral", 5},
	    {"SELECT COUNT(*) FROM referral WHERE directions IS NOT NULL", 5},
	    {"SELECT COUNT(*) FROM service_answer", 10},
	    {"SELECT COUNT(*) FROM place WHERE lat_udeg BETWEEN 59000000"
	     " AND 61000000 AND lon_udeg BETWEEN 28000000 AND 32000000"
	     " AND point_source LIKE '%OpenStreetMap%ODbL%'",
	     26},
	    {"SELECT COUNT(*) FROM place WHERE lon_udeg IS NOT NULL", 26},
	    {"SELECT COUNT(*) FROM red_flag WHERE approved=0", 14},
	    {"SELECT COUNT(*) FROM epid_question WHERE approved=0", 10},
	    {"SELECT COUNT(*) FROM script", 12},
	    {"SELECT COUNT(*) FROM script_forbidden", 23},
	    {"SELECT COUNT(*) FROM medic", 9},
	    {"SELECT COUNT(*) FROM search_word", 741},
	    {"SELECT COUNT(*) FROM search_word WHERE scope='services'", 590},
	    {"SELECT COUNT(*) FROM address_rule WHERE active=1", 67},
	    {"SELECT COUNT(*) FROM address_rule WHERE place IS NULL", 7},
	    {"SELECT COUNT(*) FROM address_rule WHERE parity<>'any'", 2},
	    {"SELECT COUNT(*) FROM patient", 8},
	    {"SELECT COUNT(*) FROM audit WHERE action='seed.sample'", 1},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (fixture_count(f->path, rows[i].sql) != rows[i].n)
			fail_msg(
			    "%s is %lld", rows[i].sql,
			    (long long)fixture_count(f->path, rows[i].sql));
}

static void
test_the_rulebook_has_it(void **state)
{
	const struct fixture *f = *state;
	const struct rulebook *b = f->book;
	const struct service *s10;

	assert_int_equal(b->service_count, 98);
	assert_int_equal(b->place_count, 84);
	assert_int_equal(b->tariff_count, 8);
	assert_int_equal(b->tariff_version, 8);
	assert_int_equal(b->script_count, 12);
	assert_int_equal(b->medic_count, 9);
	assert_int_equal(b->word_count, 741);
	assert_int_equal(b->word[b->word_count - 1].scope, WORD_OF_SERVICES);
	assert_int_equal(b->address_rule_count, 67);
	assert_string_equal(b->address_rule[0].code, "sample_street_odd");
	assert_string_equal(b->address_rule[0].place, "pargolovo");
	assert_int_equal(b->address_rule[0].house_to, 99);
	assert_int_equal(b->address_rule[0].parity, PARITY_ODD);
	assert_int_equal(b->address_rule[2].house_to, 0);
	assert_int_equal(b->hours.week[6].open_min, 480);
	assert_int_equal(b->settings.promise_deadline_min, 60);
	assert_int_equal(b->settings.draft_hours, 24);
	assert_string_equal(b->consent_version, "1");
	assert_string_equal(b->clinic_zone.name, "Europe/Moscow");
	assert_int_equal(civil_offset_s(&b->clinic_zone, FIXTURE_NOW),
			 3 * 3600);
	assert_string_equal(b->place[0].code, "admiralteysky");
	assert_int_equal(b->place[0].alias_count, 12);
	assert_string_equal(b->service[1].code, "E02");
	assert_int_equal(b->service[1].verdict, VERDICT_NOT_ALLOWED);
	assert_int_equal(b->service[1].alias_count, 8);
	assert_true(b->service[1].valid_from_ms == INT64_MIN);
	assert_true(b->service[1].valid_to_ms == INT64_MAX);
	assert_int_equal(b->referral[0].service_count, 19);
	assert_non_null(b->referral[0].directions);
	assert_int_equal(b->place[0].point->lat_udeg, 59916700);
	assert_int_equal(b->place[0].point->lon_udeg, 30297400);
	assert_null(rulebook_place(b, "pargolovo")->point);
	assert_int_equal(b->settings.task_keep_hours, 72);
	s10 = rulebook_service(b, "S10");
	assert_int_equal(s10->if_yes.verdict, VERDICT_ALLOWED);
	assert_int_equal(s10->if_no.verdict, VERDICT_NOT_ALLOWED);
	assert_non_null(s10->if_no.say);
	assert_string_equal(rulebook_service(b, "X39")->if_no.instead, "X01");
}

static char broken[64];

static void
note_broken(const char *event, const char *detail)
{
	if (strcmp(event, "rulebook_broken") == 0)
		snprintf(broken, sizeof(broken), "%s", detail);
}

/* A rule that came past every check is refused, with its place in the list. */
static void
test_a_bad_rule_is_named(void **state)
{
	struct fixture *f = *state;
	struct store *store;

	fixture_close(f);
	fixture_sql(f->path, "UPDATE address_rule SET pattern = '(мурино'"
			     " WHERE code = 'sample_street_even'");
	f->config.log = note_broken;
	assert_int_equal(store_open(&f->config, &store, &f->err), ERR_STATE);
	assert_string_equal(f->err.ref, "rulebook");
	assert_string_equal(broken, "/address_rules/1/pattern");
	fixture_sql(f->path, "UPDATE address_rule SET active = 0"
			     " WHERE code = 'sample_street_even'");
	fixture_open(f);
	assert_false(f->book->address_rule[1].active);
}

static void
test_once_only(void **state)
{
	struct fixture *f = *state;
	struct seed_ask ask = {.op = fixture_op(f)};

	assert_int_equal(store_write(f->store, seed_sample, &ask, NULL),
			 ERR_EXISTS);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM service"),
			 98);
}

static void
test_survives_a_restart(void **state)
{
	struct fixture *f = *state;

	fixture_close(f);
	fixture_open(f);
	assert_int_equal(f->book->service_count, 98);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_counts),
	    T(test_the_rulebook_has_it),
	    T(test_a_bad_rule_is_named),
	    T(test_once_only),
	    T(test_survives_a_restart),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
