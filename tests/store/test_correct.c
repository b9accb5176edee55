#include <stdio.h>

#include "board.h"
#include "desk.h"

static enum err_code
correct(struct fixture *f, const struct request *q,
	struct dispatch_contact contact, struct request *out)
{
	struct dispatch_ask ask = {
	    .id = q->id,
	    .if_version = q->version,
	    .token = q->claim.token,
	    .contact = contact,
	};
	enum err_code code = desk_do(f, dispatch_correct, &ask);

	*out = ask.request;
	return code;
}

/* The event written last of ${id}. */
static struct request_event
last_event(struct fixture *f, const char *id)
{
	struct request_event *e;
	size_t n;

	assert_int_equal(board_history(f->reader, id, &e, &n, &f->arena),
			 ERR_OK);
	return e[n - 1];
}

static struct request
with_caller(struct fixture *f, int n)
{
	struct request_form form = desk_form(f, n);

	form.has_caller = true;
	form.caller = (struct request_person){"Тестова Мария", "daughter",
					      "+78125550109"};
	form.address.intercom = "41К";
	return desk_post(f, &form);
}

static void
test_operator(void **state)
{
	struct fixture *f = *state;
	struct request q, now, read;
	struct request_event e;

	desk_as(f, "anna", ROLE_OPERATOR);
	q = with_caller(f, 1);
	f->now_ms += MINUTE_MS;
	assert_int_equal(
	    correct(f, &q,
		    (struct dispatch_contact){
			.patient.phone = "8 812 555 01 77",
			.caller.relation = "",
			.address = {.text = " Новая  ул., 3 ", .intercom = ""},
		    },
		    &now),
	    ERR_OK);
	assert_int_equal(now.version, 2);
	assert_int_equal(now.state, REQUEST_QUEUED);
	read = desk_find(f, q.id);
	assert_string_equal(read.form.patient.phone, "+78125550177");
	assert_string_equal(read.form.caller.name, "Тестова Мария");
	assert_null(read.form.caller.relation);
	assert_true(read.form.has_caller);
	assert_string_equal(read.form.address.text, "Новая ул., 3");
	assert_null(read.form.address.intercom);
	assert_string_equal(read.form.address.flat, q.form.address.flat);
	assert_string_equal(read.form.patient.name, q.form.patient.name);
	assert_int_equal(read.promise.deadline_at_ms, q.promise.deadline_at_ms);
	assert_int_equal(read.updated_at_ms, f->now_ms);
	assert_string_equal(read.updated_by, "anna");
	e = last_event(f, q.id);
	assert_string_equal(e.action, "correct");
	assert_string_equal(e.reason, "patient.phone,caller.relation,"
				      "address.text,address.intercom");
	assert_null(e.comment);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM audit"
				       " WHERE action = 'request.correct'"
				       " AND detail LIKE '% queued>queued"
				       " patient.phone,%,address.intercom'"),
			 1);
}

static void
test_no_caller_left(void **state)
{
	struct fixture *f = *state;
	struct request q = with_caller(f, 1), now;

	assert_int_equal(
	    correct(f, &q, (struct dispatch_contact){.caller = {"", "", ""}},
		    &now),
	    ERR_OK);
	assert_false(desk_find(f, q.id).form.has_caller);
}

static void
test_same_is_no_change(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), now;
	struct dispatch_contact same = {
	    .patient.phone = q.form.patient.phone,
	    .address.flat = q.form.address.flat,
	    .address.note = "",
	};

	assert_int_equal(correct(f, &q, same, &now), ERR_OK);
	assert_int_equal(now.version, 1);
	assert_string_equal(now.id, q.id);
	assert_string_equal(last_event(f, q.id).action, "post");
}

static void
test_wrong(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), now;

	assert_int_equal(correct(f, &q,
				 (struct dispatch_contact){
				     .patient.phone = "",
				     .caller = {"5", "Mother", "1"},
				     .address.text = "",
				 },
				 &now),
			 ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 5);
	assert_string_equal(desk_error(f, "/patient/phone"), "required");
	assert_string_equal(desk_error(f, "/caller/name"), "name_invalid");
	assert_string_equal(desk_error(f, "/caller/relation"), "invalid");
	assert_string_equal(desk_error(f, "/caller/phone"), "phone_invalid");
	assert_string_equal(desk_error(f, "/address/text"), "required");
	assert_int_equal(desk_find(f, q.id).version, 1);
}

/* Who may and when; another flat each time. */
static enum err_code
flat(struct fixture *f, const struct request *q, const char *login,
     unsigned roles)
{
	static int n;
	char text[12];
	struct request now;

	snprintf(text, sizeof(text), "9%d", n++);
	desk_as(f, login, roles);
	return correct(f, q, (struct dispatch_contact){.address.flat = text},
		       &now);
}

static void
test_who_and_when(void **state)
{
	struct fixture *f = *state;
	struct request q, claimed;

	desk_as(f, "anna", ROLE_OPERATOR);
	q = desk_queue(f, 1);
	assert_int_equal(flat(f, &q, "boris", ROLE_OPERATOR), ERR_FORBIDDEN);
	assert_int_equal(flat(f, &q, "boris", ROLE_DISPATCHER), ERR_STATE);
	assert_string_equal(f->err.ref, "queued");
	assert_int_equal(flat(f, &q, "boris", ROLE_OPERATOR | ROLE_DISPATCHER),
			 ERR_STATE);
	assert_int_equal(flat(f, &q, "anna", ROLE_OPERATOR), ERR_OK);
	assert_int_equal(flat(f, &q, "anna", ROLE_OPERATOR), ERR_STALE);
	desk_as(f, "boris", ROLE_DISPATCHER);
	claimed = desk_claim(f, q.id);
	assert_int_equal(flat(f, &claimed, "anna", ROLE_OPERATOR), ERR_STATE);
	assert_string_equal(f->err.ref, "claimed");
	assert_int_equal(flat(f, &claimed, "vera", ROLE_DISPATCHER),
			 ERR_CLAIMED);
	assert_int_equal(flat(f, &claimed, "boris", ROLE_DISPATCHER), ERR_OK);
	claimed = desk_find(f, q.id);
	claimed.claim.token = 0;
	assert_int_equal(flat(f, &claimed, "boris", ROLE_DISPATCHER),
			 ERR_FIELDS);
	assert_string_equal(desk_error(f, "/token"), "required");
	claimed.id = "none";
	assert_int_equal(flat(f, &claimed, "boris", ROLE_DISPATCHER),
			 ERR_NOT_FOUND);
}

static void
test_ended(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .reason = "better"};

	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	assert_int_equal(
	    flat(f, &ask.request, "tester", ROLE_OPERATOR | ROLE_DISPATCHER),
	    ERR_STATE);
	assert_string_equal(f->err.ref, "cancelled");
}

/* A later request is compared with what is right now. */
static void
test_duplicate_keys(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), now;
	struct request_form other = desk_form(f, 2);

	assert_int_equal(correct(f, &q,
				 (struct dispatch_contact){
				     .patient.phone = other.patient.phone,
				     .address.text = other.address.text,
				     .address.flat = other.address.flat,
				 },
				 &now),
			 ERR_OK);
	assert_int_equal(desk_try(f, &other, &now), ERR_DUPLICATE);
	assert_int_equal(now.match_count, 1);
	assert_string_equal(now.match[0].id, q.id);
	assert_string_equal(now.match[0].by, "address_birth_year");
	other = desk_form(f, 1);
	other.patient.name = "Другая Вера";
	assert_int_equal(desk_try(f, &other, &now), ERR_OK);
	assert_int_equal(now.match_count, 0);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_operator),          TEST(test_no_caller_left),
	    TEST(test_same_is_no_change), TEST(test_wrong),
	    TEST(test_who_and_when),      TEST(test_ended),
	    TEST(test_duplicate_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
