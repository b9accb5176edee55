#include <stdio.h>

#include "archive.h"
#include "civil.h"
#include "desk.h"

/* More than one call looks at, and a batch of words and some that wait. */
#define MANY 700

static struct board_page
list(struct fixture *f, struct archive_ask ask, const char *q)
{
	struct board_page page;

	if (ask.board.limit == 0)
		ask.board.limit = BOARD_LIMIT_MAX;
	ask.board.now_ms = f->now_ms;
	if (q != NULL)
		assert_true(find_words_in(slice_of(q), &ask.words, &f->arena));
	assert_int_equal(archive_list(f->reader, &ask, &page, &f->arena),
			 ERR_OK);
	return page;
}

static size_t
count(struct fixture *f, struct archive_ask ask, const char *q)
{
	return list(f, ask, q).count;
}

static void
keep(struct fixture *f)
{
	struct op op = fixture_op(f);
	bool more = true;

	while (more)
		assert_int_equal(archive_keep(f->store, f->reader, &op, &more),
				 ERR_OK);
}

static struct request
post_named(struct fixture *f, int n, const char *name)
{
	struct request_form form = desk_form(f, n);

	form.patient.name = name;
	return desk_post(f, &form);
}

/* Found the same way before their words are kept and after. */
static void
test_words(void **state)
{
	struct fixture *f = *state;
	struct request anna = post_named(f, 1, "Берёзкина Анна");
	struct board_page page;

	(void)post_named(f, 2, "Берёзкин Олег");
	for (int kept = 0; kept < 2; kept++) {
		assert_int_equal(count(f, (struct archive_ask){0}, "березкин"),
				 2);
		page = list(f, (struct archive_ask){0}, "ан берёз");
		assert_int_equal(page.count, 1);
		assert_string_equal(page.item[0].id, anna.id);
		assert_null(page.next);
		assert_int_equal(count(f, (struct archive_ask){0}, "нетакой"),
				 0);
		assert_int_equal(
		    count(f, (struct archive_ask){0}, "+7 812 555-02-02"), 1);
		keep(f);
	}
}

/* A phone put right is found at once; the wrong one no more. */
static void
test_corrected(void **state)
{
	struct fixture *f = *state;
	struct dispatch_ask ask = {.id = desk_queue(f, 1).id};

	keep(f);
	ask.contact.patient.phone = "+78125550177";
	assert_int_equal(desk_do(f, dispatch_correct, &ask), ERR_OK);
	assert_int_equal(count(f, (struct archive_ask){0}, "8125550177"), 1);
	assert_int_equal(count(f, (struct archive_ask){0}, "8125550201"), 0);
}

static void
test_filters(void **state)
{
	struct fixture *f = *state;
	int64_t today =
	    civil_days(civil_date_of(&f->book->clinic_zone, f->now_ms));
	struct dispatch_ask ended = {.id = desk_queue(f, 1).id,
				     .reason = "better"};
	const struct {
		struct archive_ask ask;
		size_t count;
	} row[] = {
	    {{.board.states = 1u << REQUEST_CANCELLED}, 1},
	    {{.board.states = 1u << REQUEST_QUEUED}, 1},
	    {{.board.reason = "better"}, 1},
	    {{.board.reason = "price"}, 0},
	    {{.board.zone = "green"}, 2},
	    {{.board.zone = "red"}, 0},
	    {{.board.place = "vasileostrovsky"}, 2},
	    {{.board.place = "pargolovo"}, 0},
	    {{.board.medic = "m01"}, 0},
	    {{.board.created_by = "tester"}, 2},
	    {{.board.created_by = "other"}, 0},
	    {{.board.overdue = true}, 0},
	    {{.from_day = today, .to_day = today}, 2},
	    {{.from_day = today + 1}, 0},
	    {{.to_day = today - 1}, 0},
	    {{.to_day = today}, 2},
	};

	assert_int_equal(desk_do(f, dispatch_cancel, &ended), ERR_OK);
	(void)desk_queue(f, 2);
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		for (int words = 0; words < 2; words++)
			if (count(f, row[i].ask, words ? "образцова" : NULL) !=
			    row[i].count)
				fail_msg("row %zu, words %d", i, words);
}

/* Page after page each comes once, the newest first. */
static void
walk(struct fixture *f, const char *q)
{
	struct archive_ask ask = {.board.limit = 7};
	struct board_page page;
	size_t seen = 0;
	char last[40] = "~";

	do {
		page = list(f, ask, q);
		for (size_t i = 0; i < page.count; i++, seen++) {
			assert_true(strcmp(page.item[i].id, last) < 0);
			snprintf(last, sizeof(last), "%s", page.item[i].id);
		}
		ask.board.cursor = page.next;
	} while (page.next != NULL);
	assert_int_equal(seen, MANY);
}

static void
test_pages(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < MANY; i++) {
		struct request_form form = desk_form(f, i);

		form.patient.phone = "+78125550101";
		form.duplicate_action = "new_anyway";
		form.duplicate_reason = "двойня";
		(void)desk_post(f, &form);
	}
	walk(f, NULL);
	walk(f, "образцова");
	keep(f);
	walk(f, NULL);
	walk(f, "образцова");
}

static void
test_due(void **state)
{
	struct fixture *f = *state;
	int64_t newest = 0;
	bool due;

	/* those that come one by one wait for the others */
	for (int i = 0; i < 16; i++) {
		(void)desk_queue(f, i);
		assert_int_equal(archive_due(f->reader, &newest, &due), ERR_OK);
		assert_false(due);
	}
	/* until none comes */
	assert_int_equal(archive_due(f->reader, &newest, &due), ERR_OK);
	assert_true(due);
	keep(f);
	assert_int_equal(archive_due(f->reader, &newest, &due), ERR_OK);
	assert_false(due);
}

static void
test_bad_cursor(void **state)
{
	static const char *const bad[] = {
	    "", "s", "s1", "n1-1", "s1-", "s-1-1", "s1-1x", "s1--1", "szz-1"};
	struct fixture *f = *state;
	struct board_page page;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct archive_ask ask = {
		    .board = {.limit = 1, .cursor = bad[i]}};

		assert_int_equal(
		    archive_list(f->reader, &ask, &page, &f->arena),
		    ERR_SYNTAX);
	}
}

static void
test_empty(void **state)
{
	struct fixture *f = *state;

	assert_null(list(f, (struct archive_ask){0}, NULL).next);
	assert_null(list(f, (struct archive_ask){0}, "анна").next);
	keep(f);
	assert_int_equal(count(f, (struct archive_ask){0}, "анна"), 0);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_words), TEST(test_corrected), TEST(test_filters),
	    TEST(test_pages), TEST(test_due),       TEST(test_bad_cursor),
	    TEST(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
