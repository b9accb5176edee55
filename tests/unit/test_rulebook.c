#include "unit.h"

#include "rulebook.h"
#include "sample.h"
#include "tariff.h"
#include "starve.h"

static void
test_sample_is_whole(void **state)
{
	const struct rulebook *b = sample_book();

	(void)state;
	assert_int_equal(b->zone_count, 4);
	assert_int_equal(b->tariff_count, 8);
	assert_int_equal(b->service_count, 98);
	assert_int_equal(b->place_count, 84);
	assert_non_null(b->form_patterns);
}

static void
test_finders(void **state)
{
	const struct rulebook *b = sample_book();

	(void)state;
	assert_string_equal(rulebook_zone(b, "red")->code, "red");
	assert_string_equal(rulebook_place(b, "lo_mga")->name, "Мга");
	assert_string_equal(rulebook_service(b, "E16")->branch, "на Захарова");
	assert_int_equal(rulebook_medic(b, "m07")->kind, PERFORMER_NURSE);
	assert_false(rulebook_red_flag(b, "RF14")->adult);
	assert_int_equal(rulebook_epid(b, "EA09")->kit_if_yes, 3);
	for (size_t i = 0; i < b->service_count; i++)
		assert_ptr_equal(rulebook_service(b, b->service[i].code),
				 &b->service[i]);
	assert_null(rulebook_zone(b, "blue"));
	assert_null(rulebook_place(b, ""));
	assert_null(rulebook_service(b, NULL));
	assert_null(rulebook_medic(b, "zz"));
	assert_null(rulebook_red_flag(b, "EA01"));
	assert_null(rulebook_epid(b, "RF01"));
	assert_true(rulebook_referral(b, "r02")->own);
	assert_null(rulebook_referral(b, NULL));
}

static void
test_names(void **state)
{
	(void)state;
	for (enum verdict v = VERDICT_ALLOWED; v <= VERDICT_UNKNOWN; v++)
		assert_int_equal(rulebook_verdict_of(rulebook_verdict_name(v)),
				 v);
	assert_null(rulebook_verdict_name(VERDICT_NONE));
	assert_int_equal(rulebook_verdict_of(NULL), VERDICT_NONE);
	assert_int_equal(rulebook_verdict_of("maybe"), VERDICT_NONE);
	for (unsigned p = PERFORMER_DOCTOR; p <= PERFORMER_BOTH; p++)
		assert_int_equal(
		    rulebook_performer_of(rulebook_performer_name(p)), p);
	assert_null(rulebook_performer_name(4));
	assert_int_equal(rulebook_performer_of("driver"), 0);
	assert_int_equal(rulebook_performer_of(NULL), 0);
	for (enum word_class c = WORD_CONTENT; c < WORD__COUNT; c++)
		assert_non_null(rulebook_class_name(c));
	assert_null(rulebook_class_name(WORD__COUNT));
	assert_null(rulebook_verdict_name(VERDICT_UNKNOWN + 1));
}

typedef void broken(struct rulebook *b);

static void
zone_twice(struct rulebook *b)
{
	b->zone[1].code = b->zone[0].code;
}

static void
zone_nameless(struct rulebook *b)
{
	b->zone[1].name = NULL;
}

static void
zone_codeless(struct rulebook *b)
{
	b->zone[1].code = NULL;
}

static void
price_missing(struct rulebook *b)
{
	b->tariff_count--;
}

static void
price_zero(struct rulebook *b)
{
	b->tariff[0].price_kop = 0;
}

static void
price_of_a_palace(struct rulebook *b)
{
	b->tariff[0].price_kop = TARIFF_PRICE_MAX_KOP + 1;
}

static void
price_of_no_zone(struct rulebook *b)
{
	b->tariff[0].zone = "blue";
}

static void
price_of_both(struct rulebook *b)
{
	b->tariff[0].performer = PERFORMER_BOTH;
}

static void
price_twice(struct rulebook *b)
{
	b->tariff[1].performer = PERFORMER_DOCTOR;
}

static void
place_nowhere(struct rulebook *b)
{
	b->place[0].parent = "moon";
}

static void
place_ring(struct rulebook *b)
{
	b->place[0].parent = b->place[1].code;
	b->place[1].parent = b->place[0].code;
}

static void
place_of_no_zone(struct rulebook *b)
{
	b->place[0].zone = "blue";
}

static void
service_undecided(struct rulebook *b)
{
	b->service[0].verdict = VERDICT_UNKNOWN;
}

static void
service_without_verdict(struct rulebook *b)
{
	b->service[0].verdict = VERDICT_NONE;
}

static void
service_by_nobody(struct rulebook *b)
{
	b->service[51].performers = 0;
}

static void
service_no_question(struct rulebook *b)
{
	for (size_t i = 0; i < b->service_count; i++)
		b->service[i].condition = NULL;
}

static void
answer_undecided(struct rulebook *b)
{
	b->service[27].if_no.verdict = VERDICT_CONDITIONAL;
}

static void
answer_instead_of_none(struct rulebook *b)
{
	b->service[27].if_yes.instead = "Q99";
}

static void
service_never(struct rulebook *b)
{
	b->service[0].valid_to_ms = b->service[0].valid_from_ms;
}

static void
referral_of_no_place(struct rulebook *b)
{
	b->referral[0].place = "moon";
}

static void
referral_of_no_service(struct rulebook *b)
{
	b->referral[0].service[0] = "Q99";
}

static void
medic_of_both_kinds(struct rulebook *b)
{
	b->medic[0].kind = PERFORMER_BOTH;
}

static void
medic_of_no_zone(struct rulebook *b)
{
	b->medic[0].zone[0] = "blue";
}

static void
kit_too_high(struct rulebook *b)
{
	b->epid[0].kit_if_yes = 4;
}

static void
word_of_two(struct rulebook *b)
{
	b->word[0].text = "на дому";
}

static void
word_of_none(struct rulebook *b)
{
	b->word[0].text = NULL;
}

static void
word_same_as_two(struct rulebook *b)
{
	b->word[1].same_as = "на дому";
}

static void
rule_without_pattern(struct rulebook *b)
{
	b->address_rule[0].pattern = NULL;
}

static void
rule_of_no_place(struct rulebook *b)
{
	b->address_rule[0].place = "moon";
}

static void
rule_twice(struct rulebook *b)
{
	b->address_rule[1].code = b->address_rule[0].code;
}

static void
rule_from_minus(struct rulebook *b)
{
	b->address_rule[0].house_from = -1;
}

static void
rule_to_minus(struct rulebook *b)
{
	b->address_rule[0].house_to = -1;
}

static void
rule_backwards(struct rulebook *b)
{
	b->address_rule[0].house_from = 100;
}

static void
rule_half_odd(struct rulebook *b)
{
	b->address_rule[0].parity = rulebook_parity_of("half");
}

static void
rule_broken(struct rulebook *b)
{
	b->address_rule[1].pattern = "(";
}

static void
service_unheard_of(struct rulebook *b)
{
	b->service[0].verdict = VERDICT_UNKNOWN;
}

static void
service_by_a_third(struct rulebook *b)
{
	b->service[0].performers = PERFORMER_BOTH + 1;
}

static void
answer_of_no_kind(struct rulebook *b)
{
	b->service[27].if_yes.verdict = VERDICT_CONDITIONAL;
}

static void
kit_below_none(struct rulebook *b)
{
	b->epid[0].kit_if_yes = -1;
}

/* The one way there is, from ${from} to ${to}. */
static void
way(struct rulebook *b, const char *from, const char *to, int64_t minutes)
{
	static struct travel one;

	one = (struct travel){"x", from, to, minutes};
	b->travel = &one;
	b->travel_count = 1;
}

static void
way_from_nowhere(struct rulebook *b)
{
	way(b, "moon", "green", 30);
}

static void
way_to_nowhere(struct rulebook *b)
{
	way(b, "green", "moon", 30);
}

static void
way_back_in_time(struct rulebook *b)
{
	way(b, "green", "red", -1);
}

/* The one queue there is. */
static void
queue(struct rulebook *b, const char *name, int64_t target, int64_t deadline)
{
	static struct task_queue one;

	one = (struct task_queue){.code = "advice",
				  .name = name,
				  .target_min = target,
				  .deadline_min = deadline};
	b->queue = &one;
	b->queue_count = 1;
}

static void
queue_nameless(struct rulebook *b)
{
	queue(b, NULL, 30, 60);
}

static void
queue_at_once(struct rulebook *b)
{
	queue(b, "Советы", 0, 60);
}

static void
queue_too_late(struct rulebook *b)
{
	queue(b, "Советы", 30, 29);
}

static void
test_parity_is_named(void **state)
{
	(void)state;
	for (enum parity p = PARITY_ANY; p < PARITY__COUNT; p++)
		assert_int_equal(rulebook_parity_of(rulebook_parity_name(p)),
				 p);
	assert_int_equal(rulebook_parity_of(NULL), PARITY__COUNT);
	assert_null(rulebook_parity_name(PARITY__COUNT));
}

static void
test_words_are_named(void **state)
{
	struct word w;

	(void)state;
	assert_true(rulebook_word_named("places", "join", &w));
	assert_int_equal(w.scope, WORD_OF_PLACES);
	assert_int_equal(w.class, WORD_JOIN);
	assert_false(rulebook_word_named("patients", "join", &w));
	assert_false(rulebook_word_named("places", "loud", &w));
	assert_false(rulebook_word_named(NULL, "noise", &w));
	assert_false(rulebook_word_named("places", NULL, &w));
}

static void
test_faults_are_named(void **state)
{
	static const struct {
		broken *how;
		const char *pointer;
		const char *code;
	} row[] = {
	    {zone_twice, "/zones/1/code", "not_unique"},
	    {zone_codeless, "/zones/1/code", "required"},
	    {zone_nameless, "/zones/1/name", "required"},
	    {price_missing, "/zones/3/nurse", "tariff_missing"},
	    {price_zero, "/tariffs/0/price", "out_of_range"},
	    {price_of_a_palace, "/tariffs/0/price", "out_of_range"},
	    {price_of_no_zone, "/tariffs/0/zone", "unknown_code"},
	    {price_of_both, "/tariffs/1/performer", "choice"},
	    {price_twice, "/tariffs/1/valid_from", "not_unique"},
	    {place_nowhere, "/places/0/parent", "unknown_code"},
	    {place_ring, "/places/0/parent", "ring"},
	    {place_of_no_zone, "/places/0/zone", "unknown_code"},
	    {service_undecided, "/services/0/verdict", "choice"},
	    {service_without_verdict, "/services/0/verdict", "choice"},
	    {service_by_nobody, "/services/51/performer", "choice"},
	    {service_no_question, "/services/27/condition", "required"},
	    {answer_undecided, "/services/27/if_no", "choice"},
	    {answer_instead_of_none, "/services/27/if_yes", "unknown_code"},
	    {service_never, "/services/0/valid_to", "order"},
	    {referral_of_no_place, "/referrals/0/place", "unknown_code"},
	    {referral_of_no_service, "/referrals/0/services", "unknown_code"},
	    {medic_of_both_kinds, "/medics/0/kind", "choice"},
	    {medic_of_no_zone, "/medics/0/zones", "unknown_code"},
	    {kit_too_high, "/epid/0/kit_if_yes", "out_of_range"},
	    {word_of_two, "/words/0/word", "invalid"},
	    {word_of_none, "/words/0/word", "invalid"},
	    {word_same_as_two, "/words/1/same_as", "invalid"},
	    {rule_without_pattern, "/address_rules/0/pattern", "required"},
	    {rule_of_no_place, "/address_rules/0/place", "unknown_code"},
	    {rule_twice, "/address_rules/1/code", "not_unique"},
	    {rule_from_minus, "/address_rules/0/house_from", "out_of_range"},
	    {rule_to_minus, "/address_rules/0/house_to", "out_of_range"},
	    {rule_backwards, "/address_rules/0/house_to", "order"},
	    {rule_half_odd, "/address_rules/0/parity", "choice"},
	    {service_unheard_of, "/services/0/verdict", "choice"},
	    {service_by_a_third, "/services/0/performer", "choice"},
	    {answer_of_no_kind, "/services/27/if_yes", "choice"},
	    {kit_below_none, "/epid/0/kit_if_yes", "out_of_range"},
	    {way_from_nowhere, "/travel/0/from", "unknown_code"},
	    {way_to_nowhere, "/travel/0/to", "unknown_code"},
	    {way_back_in_time, "/travel/0/minutes", "out_of_range"},
	    {queue_nameless, "/queues/0/name", "required"},
	    {queue_at_once, "/queues/0/target_min", "out_of_range"},
	    {queue_too_late, "/queues/0/deadline_min", "order"},
	    {rule_broken, "/address_rules/1/pattern", "pattern"},
	};
	static struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct arena arena = {0};
		struct rulebook *b = sample_tables(&arena);
		bool named = false;
		row[i].how(b);
		assert_int_equal(rulebook_build(b, &err), ERR_FIELDS);
		assert_int_equal(err.code, ERR_FIELDS);
		for (size_t k = 0; k < err.fields.n; k++)
			named = named || (strcmp(err.fields.item[k].pointer,
						 row[i].pointer) == 0 &&
					  strcmp(err.fields.item[k].code,
						 row[i].code) == 0);
		if (!named)
			print_error("no %s: %s\n", row[i].pointer, row[i].code);
		assert_true(named);
		rulebook_drop(b);
		arena_free(&arena);
	}
}

static void
test_answer_may_be_to_ask(void **state)
{
	struct arena arena = {.limit = SIZE_MAX / 2};
	struct rulebook *b = sample_tables(&arena);

	(void)state;
	b->service[27].if_no.verdict = VERDICT_ASK_DISPATCHER;
	sample_build(b);
	rulebook_drop(b);
	arena_free(&arena);
}

static void
test_empty_book_builds(void **state)
{
	static struct err err;
	struct arena arena = {0};
	struct rulebook b = {.arena = &arena};

	(void)state;
	assert_int_equal(rulebook_build(&b, &err), ERR_OK);
	assert_null(rulebook_zone(&b, "green"));
	rulebook_drop(&b);
	rulebook_drop(NULL);
	arena_free(&arena);
}

/* The sample with little in each table. */
static struct rulebook *
little_book(struct arena *arena)
{
	struct rulebook *b = sample_tables(arena);

	b->place_count = 3;
	for (size_t i = 0; i < b->place_count; i++)
		b->place[i].parent = NULL;
	b->service_count = 2;
	b->referral_count = 0;
	b->address_rule_count = 1;
	b->address_rule[0].place = NULL;
	b->medic_count = 0;
	b->word[0] = b->word[b->word_count - 1]; /* of places */
	b->word[1] = b->word[0];
	b->word[1].text = "остров";
	b->word[1].class = WORD_CONTENT;
	b->word_count = 6;
	return b;
}

/* A build that is to end with ${wanted}, or for want of memory. */
struct build {
	struct rulebook *book;
	enum err_code wanted;
};

static bool
builds(void *arg)
{
	const struct build *build = arg;
	static struct err err;
	struct rulebook *b = build->book;
	struct arena own = {.limit = SIZE_MAX / 2};
	enum err_code code;

	b->arena = &own;
	code = rulebook_build(b, &err);
	assert_int_equal(err.code, code);
	if (code != build->wanted)
		assert_int_equal(code, ERR_NOMEM);
	rulebook_drop(b);
	arena_free(&own);
	return code == build->wanted;
}

/* Whatever is refused is told, and nothing leaks. */
static void
test_no_memory(void **state)
{
	struct arena arena = {.limit = SIZE_MAX / 2};
	struct build build = {little_book(&arena), ERR_OK};

	(void)state;
	assert_true(starve_each(builds, &build) > 100);
	build.wanted = ERR_FIELDS;
	build.book->address_rule[0].pattern = "(";
	assert_true(starve_each(builds, &build) > 100);
	build.book->zone[0].name = NULL;
	assert_true(starve_each(builds, &build) > 10);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sample_is_whole),
	    cmocka_unit_test(test_finders),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_faults_are_named),
	    cmocka_unit_test(test_parity_is_named),
	    cmocka_unit_test(test_words_are_named),
	    cmocka_unit_test(test_answer_may_be_to_ask),
	    cmocka_unit_test(test_empty_book_builds),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
