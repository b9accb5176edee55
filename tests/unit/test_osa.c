#include "unit.h"

#include "../../rules/osa.h"

static struct token
token(const char *text)
{
	struct arena arena = {0};
	struct token_list list;
	struct fold f;

	assert_true(fold_make(slice_of(text), &arena, &f));
	token_cut(&f, &list);
	arena_free(&arena);
	if (list.n == 0)
		list.item[0].n = 0;
	return list.item[0];
}

static void
test_distances(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} row[] = {
	    {"узи", "узи", 0},
	    {"хирург", "хирунг", 1}, /* one too much */
	    {"хирург", "хируг", 1},  /* one missing */
	    {"хирург", "херург", 1}, /* one wrong */
	    {"хирург", "хируpг", 1}, /* a Latin letter */
	    {"хирург", "ихрург", 1}, /* two swapped */
	    {"гематолог", "дерматолог", 2},
	    {"кардиолог", "радиолог", 2},
	    {"терапевт", "психотерапевт", 3}, /* more than 2 */
	    {"аб", "вба", 2}, /* a swapped pair is not touched again */
	    {"", "аб", 2},
	    {"абв", "гдежз", 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct token a = token(row[i].a), b = token(row[i].b);
		assert_int_equal(osa_distance(&a, &b, 2), row[i].distance);
		assert_int_equal(osa_distance(&b, &a, 2), row[i].distance);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_distances)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
