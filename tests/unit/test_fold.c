#include "unit.h"

#include <utf8proc.h>

#include "../../rules/fold.h"
#include "buf.h"
#include "starve.h"

static struct arena arena;

#define FOLD (UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)
static const char other[] = "\u2192"; /* it takes the long way */

/* Whether ${points}, told by their UTF-8, come out the same with ${other}. */
static void
check(const struct fold *points, unsigned options)
{
	struct fold alone, beside;
	struct buf b = BUF(&arena);

	buf_str(&b, fold_text(points, &arena));
	assert_true(fold_points(slice_of(b.data), options, &arena, &alone));
	buf_str(&b, other);
	assert_true(fold_points(slice_of(b.data), options, &arena, &beside));
	assert_int_equal(beside.n, alone.n + 1);
	assert_memory_equal(beside.cp, alone.cp, alone.n * sizeof(*alone.cp));
	arena_reset(&arena);
}

/* The short way for what is mostly typed ends where the long one does. */
static void
test_ways_agree(void **state)
{
	(void)state;
	for (int32_t a = 1; a < 0x800; a++) {
		int32_t mark = 0x306;
		struct fold one = {&a, 1}, two = {(int32_t[]){a, mark}, 2};

		check(&one, 0);
		check(&one, FOLD);
		check(&two, 0);
	}
	for (int32_t a = 0x400; a < 0x460; a++)
		for (int32_t b = 0x400; b < 0x460; b++)
			check(&(struct fold){(int32_t[]){a, b}, 2}, 0);
}

static void
test_kinds(void **state)
{
	(void)state;
	for (int32_t cp = 0x400; cp < 0x460; cp++) {
		assert_true(utf8proc_category(cp) == UTF8PROC_CATEGORY_LU ||
			    utf8proc_category(cp) == UTF8PROC_CATEGORY_LL);
		assert_true(fold_is_word(cp));
		assert_false(fold_is_space(cp));
	}
	assert_false(fold_is_word(0x482)); /* the thousands sign */
	assert_false(fold_is_word(0x2014));
	assert_false(fold_is_word(0x378)); /* nothing yet */
	assert_true(fold_is_space(0xA0));
	assert_false(fold_is_space('a'));
}

static void
test_broken(void **state)
{
	static const char *const row[] = {
	    "\xD0", "\xD0x", "\x90\x90", "\xD0\xD0", "a\xC0\xAF", "\xFF",
	};
	struct fold f;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_false(fold_points(slice_of(row[i]), 0, &arena, &f));
	arena_free(&arena);
}

static bool
folds(void *text)
{
	struct arena own = {0};
	struct fold f;
	bool ran = fold_make(slice_of(text), &own, &f);

	arena_free(&own);
	return ran;
}

/* One character that becomes many takes memory twice. */
static void
test_no_memory(void **state)
{
	static char text[2 * 20 + 1];

	(void)state;
	for (size_t i = 0; i < 20; i++)
		memcpy(text + 2 * i, "\u0390", 3);
	assert_int_equal(starve_each(folds, text), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ways_agree),
	    cmocka_unit_test(test_kinds),
	    cmocka_unit_test(test_broken),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
