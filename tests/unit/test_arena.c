#undef ARENA_TWIN /* blocks as the service has them */
#include "unit.h"

#include <string.h>

#include "buf.h"

static struct arena arena;

static int
reset(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* Sizes no memory has, and those that would wrap around. */
static void
test_too_much(void **state)
{
	static const size_t most = SIZE_MAX;
	struct buf b = BUF(&arena);

	(void)state;
	assert_null(arena_alloc(&arena, most));
	assert_true(arena.overflow);
	arena_free(&arena);
	assert_null(arena_array(&arena, most / 4, 8));
	assert_true(arena.overflow);
	arena_free(&arena);
	assert_non_null(arena_array(&arena, most, 0));
	assert_null(arena_strndup(&arena, "", most));
	assert_null(arena_alloc(&arena, ARENA_LIMIT));
	assert_true(arena.overflow);
	buf_put(&b, "", ARENA_LIMIT + 1);
	assert_true(b.failed);
}

/* One block serves many, and the next request as well. */
static void
test_block_is_shared(void **state)
{
	char *a, *b;

	(void)state;
	arena_reset(&arena); /* there is nothing yet */
	a = arena_alloc(&arena, 1);
	b = arena_alloc(&arena, 1);
	assert_ptr_equal(b, a + 16);
	a[0] = b[0] = 'x';
	assert_non_null(arena_alloc(&arena, 2 * ARENA_BLOCK));
	assert_int_equal(arena.total, 3 * ARENA_BLOCK);
	arena_reset(&arena);
	assert_int_equal(arena.total, ARENA_BLOCK);
	assert_ptr_equal(arena_alloc(&arena, 1), a);
	assert_int_equal(a[0], '\0');
}

/* The last thing taken may grow where it is, as far as its block goes. */
static void
test_grows_in_place(void **state)
{
	static const char row[100] = "x";
	struct buf b = BUF(&arena);
	const char *first;

	(void)state;
	assert_false(arena_extend(&arena, NULL, 0, 1));
	buf_put(&b, row, sizeof(row));
	first = b.data;
	for (int i = 0; i < 10; i++)
		buf_put(&b, row, sizeof(row));
	assert_ptr_equal(b.data, first);
	assert_int_equal(b.n, 11 * sizeof(row));
	assert_non_null(arena_alloc(&arena, 1)); /* stands in the way */
	while (b.data == first && b.n < ARENA_BLOCK)
		buf_put(&b, row, sizeof(row));
	assert_ptr_not_equal(b.data, first);
	assert_int_equal(b.n % sizeof(row), 0);
	first = b.data;
	buf_put(&b, row, sizeof(row));
	while (b.data == first && b.n < 2 * ARENA_BLOCK)
		buf_put(&b, row, sizeof(row));
	assert_ptr_not_equal(b.data, first); /* the block was full */
	for (size_t i = 0; i < b.n; i++)
		assert_int_equal(b.data[i], row[i % sizeof(row)]);
}

/* A text printf() cannot make is no text. */
static void
test_printf_fails(void **state)
{
	static const wchar_t none[] = {0x10FFFF, 0};
	struct buf b = BUF(&arena);

	(void)state;
	buf_printf(&b, "%ls", none);
	assert_true(b.failed);
	assert_null(buf_text(&b));
}

int
main(void)
{
#define T(test) cmocka_unit_test_teardown(test, reset)
	const struct CMUnitTest tests[] = {
	    T(test_too_much),
	    T(test_block_is_shared),
	    T(test_grows_in_place),
	    T(test_printf_fails),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
