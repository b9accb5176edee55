#include "unit.h"

#include "../../rules/match.h"
#include "buf.h"
#include "sample.h"

#define MANY 600 /* more than make a word a common one */

static struct arena arena = {.limit = (size_t)64 * 1024 * 1024};

static struct word_table
words_of(enum word_scope scope)
{
	struct word_table table;

	assert_true(words_table(sample_book(), scope, &table));
	return table;
}

static struct match_result
find(const struct match_index *index, const char *query)
{
	struct match_result out;

	assert_int_equal(match_find(index, slice_of(query), &out, &arena),
			 ERR_OK);
	return out;
}

/* ${MANY} phrases with a common word, the last one with a better one too. */
static struct match_index *
common_index(void)
{
	static struct match_phrase phrase[MANY];

	for (uint32_t i = 0; i < MANY; i++) {
		struct buf b = BUF(&arena);
		buf_printf(&b, i + 1 < MANY ? "узи %u" : "узи сердца", i);
		phrase[i] = (struct match_phrase){buf_text(&b), i};
	}
	return match_index_make(phrase, MANY, words_of(WORD_OF_SERVICES),
				&arena);
}

static void
test_common_word(void **state)
{
	struct match_index *index = common_index();
	struct match_result out = find(index, "узи сердца");

	(void)state;
	/* the exact hit needs no list of all that have узи */
	assert_int_equal(out.n, 1);
	assert_int_equal(out.hit[0].owner, MANY - 1);
	assert_true(out.hit[0].score >= MATCH_EXACT);
	/* alone the word is all there is to go by */
	out = find(index, "узи");
	assert_int_equal(out.n, MATCH_HITS_MAX);
	arena_free(&arena);
}

/* Later phrases that fit better push out the worst of a full list. */
static void
test_full_list(void **state)
{
	static const char *const text[] = {"узи а б в", "узи а б", "узи а"};
	struct match_phrase phrase[60];
	struct match_index *index;
	struct match_result out;

	(void)state;
	for (uint32_t i = 0; i < COUNT(phrase); i++)
		phrase[i] = (struct match_phrase){text[i / 21], i};
	index = match_index_make(phrase, COUNT(phrase),
				 words_of(WORD_OF_PLACES), &arena);
	out = find(index, "узи");
	assert_int_equal(out.n, MATCH_HITS_MAX);
	for (size_t i = 0; i < 18; i++)
		assert_int_equal(out.hit[i].owner, 42 + i);
	assert_int_equal(out.hit[18].owner, 21);
	arena_free(&arena);
}

static void
test_two_coverages(void **state)
{
	static const struct match_phrase phrase[] = {{"пластический хирург", 0},
						     {"хирург", 1}};
	struct match_index *index = match_index_make(
	    phrase, COUNT(phrase), words_of(WORD_OF_SERVICES), &arena);
	struct match_result out = find(index, "хирург");

	(void)state;
	assert_int_equal(out.hit[0].owner, 1);
	assert_true(out.hit[0].score > 0.99);
	assert_true(out.hit[1].score > 0.49 && out.hit[1].score < 0.51);
	out = find(index, "пластический хирург");
	assert_int_equal(out.hit[0].owner, 0);
	assert_true(out.hit[1].score > 0.49 && out.hit[1].score < 0.51);
	assert_true(out.hit[0].all_said);
	assert_false(out.hit[1].all_said);
	assert_string_equal(out.hit[0].read_as, "пластический хирург");
	arena_free(&arena);
}

/* More words than one that is begun may stand for, and a question. */
static void
test_many_terms(void **state)
{
	static struct match_phrase phrase[MANY];
	struct match_index *index;
	struct match_result out;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		struct buf b = BUF(&arena);
		/* a hundred words of each beginning */
		buf_printf(&b, "%c%c%cqwq%c%c", 'b' + (int)(i / 100),
			   'x' - (int)(i / 100), 'f' + (int)(i / 100),
			   'a' + (int)(i % 100 / 10), 'a' + (int)(i % 10));
		phrase[i] = (struct match_phrase){buf_text(&b), i};
	}
	index =
	    match_index_make(phrase, MANY, words_of(WORD_OF_PLACES), &arena);
	out = find(index, "bxfqwq");
	assert_int_equal(out.n, MATCH_HITS_MAX);
	out = find(index, "bxfqwq cwgqwq dvhqwq euiqwq ftjqwq gskqwq");
	assert_true(out.n <= MATCH_HITS_MAX);
	out = find(index, "gskqwqaa");
	assert_int_equal(out.hit[0].owner, 500);
	arena_free(&arena);
}

static void
test_empty_index(void **state)
{
	struct match_index *index =
	    match_index_make(NULL, 0, words_of(WORD_OF_SERVICES), &arena);

	(void)state;
	assert_non_null(index);
	assert_int_equal(find(index, "узи").n, 0);
	assert_int_equal(find(index, "врач").n, 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_common_word),
	    cmocka_unit_test(test_full_list),
	    cmocka_unit_test(test_two_coverages),
	    cmocka_unit_test(test_many_terms),
	    cmocka_unit_test(test_empty_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
