#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../db/ids.h"
#include "../../db/lists.h"

static int
setup(void **state)
{
	static struct arena arena;

	*state = &arena;
	return 0;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* What goes in comes out, whatever it is made of. */
static void
test_fields(void **state)
{
	static const char *const text[] = {
	    "plain", "a\tb", "a\nb", "\\", "\\t", "\\\\n", "\t\n\\", "ё ✓",
	};
	struct arena *arena = *state;
	struct buf out = BUF(arena);
	const char *field[3];
	size_t n = sizeof(text) / sizeof(text[0]);
	struct pack p;

	for (size_t i = 0; i < n; i++)
		pack_row(&out, (const char *[]){text[i], NULL, text[n - 1 - i]},
			 3);
	assert_int_equal(pack_count(pack_text(&out)), n);
	p = pack_of(pack_text(&out), arena);
	for (size_t i = 0; i < n; i++) {
		assert_true(pack_next(&p, field, 3));
		assert_string_equal(field[0], text[i]);
		assert_null(field[1]);
		assert_string_equal(field[2], text[n - 1 - i]);
	}
	assert_false(pack_next(&p, field, 3));
}

static void
test_empty(void **state)
{
	struct pack p = pack_of(NULL, *state);
	struct buf out = BUF(*state);
	const char *field[1];

	assert_null(pack_text(&out));
	assert_false(pack_next(&p, field, 1));
	p = pack_of("", *state);
	assert_false(pack_next(&p, field, 1));
}

/* Written by another version, or broken: read as far as it goes. */
static void
test_foreign(void **state)
{
	struct pack p = pack_of("a\n\nb\tc\td\nlast\\", *state);
	const char *field[2];

	assert_true(pack_next(&p, field, 2));
	assert_string_equal(field[0], "a");
	assert_null(field[1]);
	assert_true(pack_next(&p, field, 2));
	assert_null(field[0]);
	assert_true(pack_next(&p, field, 2));
	assert_string_equal(field[1], "c");
	assert_true(pack_next(&p, field, 2));
	assert_string_equal(field[0], "last\\");
	assert_false(pack_next(&p, field, 2));
	assert_int_equal(pack_int("12x"), 12);
	assert_int_equal(pack_int(NULL), 0);
}

static void
test_lists(void **state)
{
	struct arena *arena = *state;
	struct request_service service[] = {
	    {.code = "X01"},
	    {.code = "S10", .condition_met = TRI_YES, .condition = "?"},
	    {.text = "что-то\tсвоё"},
	};
	struct request_answer answer[] = {
	    {"EA01", ANSWER_YES, "38,6"},
	    {"EA02", ANSWER_DONT_KNOW, NULL},
	};
	struct request_form in = {.service = service, .service_count = 3}, out;
	struct quote quote = {
	    .line = {{"trip_doctor", 390000, false}, {"trip_nurse", 0, true}},
	    .line_count = 2,
	};
	struct quote priced = {0};
	struct request_answer *back;
	size_t n;

	lists_take_services(lists_pack_services(&in, arena), &out, arena);
	assert_int_equal(out.service_count, 3);
	assert_string_equal(out.service[1].code, "S10");
	assert_int_equal(out.service[1].condition_met, TRI_YES);
	assert_string_equal(out.service[1].condition, "?");
	assert_null(out.service[0].condition);
	assert_null(out.service[2].code);
	assert_string_equal(out.service[2].text, "что-то\tсвоё");
	back =
	    lists_take_answers(lists_pack_answers(answer, 2, arena), &n, arena);
	assert_int_equal(n, 2);
	assert_string_equal(back[0].comment, "38,6");
	assert_int_equal(back[1].answer, ANSWER_DONT_KNOW);
	assert_null(back[1].comment);
	lists_take_lines(lists_pack_lines(&quote, arena), &priced, arena);
	assert_int_equal(priced.line_count, 2);
	assert_int_equal(priced.line[0].price_kop, 390000);
	assert_true(priced.line[1].in_trip_group);
}

/* Ids grow though the clock stands, jumps back and the counter runs over. */
static void
test_ids(void **state)
{
	const int64_t now_ms = INT64_C(1795417500000);
	const char *last = ids_make(now_ms, *state);

	assert_int_equal(strlen(last), 36);
	assert_int_equal(last[14], '7');
	assert_non_null(strchr("89ab", last[19]));
	assert_memory_equal(last, "01a2", 4);
	for (int i = 0; i < 10000; i++) {
		const char *id = ids_make(now_ms - 7200000 * (i % 3), *state);

		assert_true(strcmp(id, last) > 0);
		last = id;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fields),  cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_foreign), cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_ids),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
