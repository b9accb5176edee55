#include "unit.h"

#include "place.h"
#include "sample.h"
#include "starve.h"

static void
test_zone_is_inherited(void **state)
{
	struct arena arena = {0};
	struct rulebook *b = sample_tables(&arena);
	const struct place *p;

	(void)state;
	for (size_t i = 0; i < b->place_count; i++)
		if (strcmp(b->place[i].kind, "settlement") == 0)
			b->place[i].zone = NULL;
	sample_build(b);
	p = rulebook_place(b, "lo_mga");
	assert_string_equal(place_zone(b, p), "oblast");
	/* straight below a pseudo parent: nobody to inherit from */
	p = rulebook_place(b, "lo_sosnovyy_bor");
	assert_null(place_zone(b, p));
	/* its own goes before its district's */
	p = rulebook_place(b, "pargolovo");
	assert_string_equal(place_zone(b, p), "red");
	assert_null(place_zone(b, NULL));
	rulebook_drop(b);
	arena_free(&arena);
}

static void
test_no_zone_is_asked(void **state)
{
	struct arena arena = {0};
	struct rulebook *b = sample_tables(&arena);
	struct place_answer out;

	(void)state;
	for (size_t i = 0; i < b->place_count; i++)
		if (strcmp(b->place[i].code, "lo_sosnovyy_bor") == 0)
			b->place[i].zone = NULL;
	sample_build(b);
	assert_int_equal(
	    place_search(b, SLICE("Сосновый Бор"), 5, &out, &arena), ERR_OK);
	assert_string_equal(out.hit[0].place->code, "lo_sosnovyy_bor");
	assert_null(out.hit[0].zone);
	assert_true(out.ambiguous);
	rulebook_drop(b);
	arena_free(&arena);
}

/* Every name and alias finds its place, and decides or is asked, never
 * gives another zone without asking. */
static void
test_every_name(void **state)
{
	const struct rulebook *b = sample_book();

	(void)state;
	for (size_t i = 0; i < b->place_count; i++) {
		const struct place *p = &b->place[i];
		for (size_t k = 0; k <= p->alias_count; k++) {
			const char *name = k == 0 ? p->name : p->alias[k - 1];
			struct arena arena = {0};
			struct place_answer out;
			assert_int_equal(
			    place_search(b, slice_of(name), 20, &out, &arena),
			    ERR_OK);
			assert_true(out.hit_count != 0);
			if (!out.ambiguous &&
			    strcmp(out.hit[0].zone, place_zone(b, p)) != 0)
				print_error("%s gives %s\n", name,
					    out.hit[0].place->code);
			assert_true(out.ambiguous || out.hit[0].place == p);
			arena_free(&arena);
		}
	}
}

static void
test_limit(void **state)
{
	struct arena arena = {0};
	struct place_answer out;

	(void)state;
	assert_int_equal(
	    place_search(sample_book(), SLICE("красн"), 1, &out, &arena),
	    ERR_OK);
	assert_int_equal(out.hit_count, 1);
	assert_true(out.ambiguous);
	arena_free(&arena);
}

static void
test_points(void **state)
{
	const struct rulebook *b = sample_book();
	const struct nearness_point *own, *above;

	(void)state;
	own = place_point(b, rulebook_place(b, "vyborgsky"));
	assert_int_equal(own->lat_udeg, 60068600);
	above = place_point(b, rulebook_place(b, "pargolovo"));
	assert_ptr_equal(above, own);
	for (size_t i = 0; i < b->place_count; i++)
		assert_non_null(place_point(b, &b->place[i]));
	assert_null(place_point(b, NULL));
	assert_null(
	    place_point(b, &(struct place){.code = "x", .parent = "oblast"}));
}

/* A book that does not build, for its places are in a ring, hangs nobody. */
static void
test_ring(void **state)
{
	static struct err err;
	struct arena arena = {0};
	struct rulebook *b = sample_tables(&arena);
	struct place lone = {.code = "lone"};

	(void)state;
	b->place[0].parent = b->place[1].code;
	b->place[1].parent = b->place[0].code;
	b->place[0].zone = b->place[1].zone = NULL;
	b->place[0].point = b->place[1].point = NULL;
	assert_int_equal(rulebook_build(b, &err), ERR_FIELDS);
	assert_null(place_zone(b, &b->place[0]));
	assert_null(place_point(b, &b->place[0]));
	assert_false(place_contains(b, &b->place[2], &b->place[0]));
	assert_false(place_contains(b, &b->place[2], &lone));
	assert_null(place_zone(b, &lone));
	rulebook_drop(b);
	arena_free(&arena);
}

static bool
searches(void *query)
{
	struct arena own = {0};
	struct place_answer out;
	enum err_code err =
	    place_search(sample_book(), slice_of(query), 5, &out, &own);

	if (err == ERR_OK)
		assert_int_equal(out.hit_count, 1);
	arena_free(&own);
	return err == ERR_OK;
}

static void
test_no_memory(void **state)
{
	static char query[] = "Купчино";

	(void)state;
	(void)sample_book();
	assert_true(starve_each(searches, query) > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_zone_is_inherited),
	    cmocka_unit_test(test_no_zone_is_asked),
	    cmocka_unit_test(test_every_name),
	    cmocka_unit_test(test_limit),
	    cmocka_unit_test(test_points),
	    cmocka_unit_test(test_ring),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
