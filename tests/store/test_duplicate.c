#include "board.h"
#include "desk.h"

/* Two forms that must be a duplicate by ${by}, or NULL for none. */
static void
expect_match(struct fixture *f, const struct request_form *first,
	     const struct request_form *second, const char *by, bool blocks)
{
	struct request a = desk_post(f, first), b;
	enum err_code code = desk_try(f, second, &b);

	assert_int_equal(code, blocks ? ERR_DUPLICATE : ERR_OK);
	assert_int_equal(b.match_count, by != NULL ? 1 : 0);
	if (by == NULL)
		return;
	assert_string_equal(b.match[0].by, by);
	assert_string_equal(b.match[0].id, a.id);
	assert_string_equal(b.match[0].number, a.number);
	assert_int_equal(b.match[0].state, REQUEST_QUEUED);
	assert_int_equal(b.match[0].deadline_at_ms, a.promise.deadline_at_ms);
	assert_int_equal(b.match[0].blocks, blocks);
}

static void
test_duplicate_card(void **state)
{
	struct fixture *f = *state;
	struct request_form a = desk_form(f, 1), b = desk_form(f, 2);

	a.patient = b.patient = (struct request_patient){
	    .card_no = "000123", .birth_date = "1980-01-31"};
	b.patient.phone = "+78125550188";
	expect_match(f, &a, &b, "card", true);
}

static void
test_duplicate_name(void **state)
{
	struct fixture *f = *state;
	struct request_form a = desk_form(f, 1), b = desk_form(f, 2);

	a.patient.name = "Семёнова Ольга Ивановна";
	b.patient.name = "СЕМЕНОВА  ольга ивановна";
	expect_match(f, &a, &b, "name_birth_date", true);
}

static void
test_duplicate_address(void **state)
{
	struct fixture *f = *state;
	struct request_form a = desk_form(f, 1), b = desk_form(f, 2);

	b.address = a.address;
	b.patient.birth_date = "1980-12-01";
	expect_match(f, &a, &b, "address_birth_year", true);
}

/* Families share phones: a warning that is kept, never a refusal. */
static void
test_duplicate_phone(void **state)
{
	struct fixture *f = *state;
	struct request_form a = desk_form(f, 1), b = desk_form(f, 2);
	struct board_page page;
	struct request q;

	b.patient.phone = a.patient.phone;
	expect_match(f, &a, &b, "phone", false);
	assert_int_equal(board_list(f->reader, &(struct board_ask){.limit = 10},
				    &page, &f->arena),
			 ERR_OK);
	q = desk_find(f, page.item[1].id);
	assert_int_equal(q.match_count, 1);
	assert_string_equal(q.match[0].by, "phone");
}

/* Another day, or no longer active: no duplicate. */
static void
test_duplicate_over(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request q = desk_post(f, &form);
	struct dispatch_ask ask = {.id = q.id, .reason = "better"};

	assert_int_equal(desk_try(f, &form, &q), ERR_DUPLICATE);
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	(void)desk_post(f, &form);
	assert_int_equal(desk_try(f, &form, &q), ERR_DUPLICATE);
	f->now_ms += DAY_MS;
	(void)desk_post(f, &form);
}

static void
test_new_anyway(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request first = desk_post(f, &form), q;

	form.duplicate_action = "new_anyway";
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/duplicate/reason"), "required");
	form.duplicate_reason = "второй вызов, другая жалоба";
	q = desk_post(f, &form);
	assert_true(q.flags & REQUEST_FLAG_DUPLICATE_ALLOWED);
	assert_int_equal(q.match_count, 1);
	assert_string_equal(q.match[0].id, first.id);
	form = desk_form(f, 2);
	form.duplicate_action = "new_anyway";
	form.duplicate_reason = "на всякий случай";
	assert_false(desk_post(f, &form).flags &
		     REQUEST_FLAG_DUPLICATE_ALLOWED);
}

/* V14: the daughter calls; noted, and the promise stays as it was. */
static void
test_called_again(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request first = desk_post(f, &form), q;
	struct dispatch_ask note = {.called_again = true,
				    .comment = "звонила дочь"};
	struct request_event *e;
	size_t n;

	desk_as(f, "second", ROLE_OPERATOR);
	f->now_ms += 25 * MINUTE_MS;
	form.patient.phone = "+78125550190";
	form.has_caller = true;
	form.caller = (struct request_person){"Дочь Анна", "daughter", NULL};
	assert_int_equal(desk_try(f, &form, &q), ERR_DUPLICATE);
	assert_string_equal(q.match[0].by, "name_birth_date");
	note.id = q.match[0].id;
	assert_int_equal(desk_do(f, dispatch_note, &note), ERR_OK);
	q = desk_find(f, first.id);
	assert_true(q.flags & REQUEST_FLAG_CALLED_AGAIN);
	assert_int_equal(q.version, 2);
	assert_int_equal(q.state, REQUEST_QUEUED);
	assert_int_equal(q.promise.posted_at_ms, first.promise.posted_at_ms);
	assert_int_equal(q.promise.target_at_ms, first.promise.target_at_ms);
	assert_int_equal(q.promise.deadline_at_ms,
			 first.promise.deadline_at_ms);
	assert_int_equal(board_history(f->reader, q.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_string_equal(e[1].comment, "звонила дочь");
	assert_string_equal(e[1].by, "second");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_duplicate_card),    TEST(test_duplicate_name),
	    TEST(test_duplicate_address), TEST(test_duplicate_phone),
	    TEST(test_duplicate_over),    TEST(test_new_anyway),
	    TEST(test_called_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
