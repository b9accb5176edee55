#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/body.h"
#include "buf.h"
#include "dispatch.h"
#include "request.h"

/* The request of the interface's description, every member of it. */
static const char whole[] =
    "{\"patient\":{\"card_no\":\"000123\",\"name\":\"Тестов Пётр Иванович\","
    "\"birth_date\":\"1980-01-31\",\"phone\":\"+78125550101\"},"
    "\"caller\":{\"name\":\"Тестова Анна\",\"relation\":\"mother\","
    "\"phone\":\"+78125550102\"},"
    "\"address\":{\"text\":\"Тестовая ул., 5\",\"place\":\"vasileostrovsky\","
    "\"entrance\":\"2\",\"floor\":\"5\",\"flat\":\"41\","
    "\"intercom\":\"41К\",\"note\":\"собака\"},"
    "\"services\":[{\"code\":\"X01\"},"
    "{\"code\":\"S10\",\"condition_met\":true},"
    "{\"text\":\"что-то своё\",\"condition_met\":false}],"
    "\"performers\":[\"doctor\",\"nurse\"],\"symptoms\":\"кашель\","
    "\"epid\":{\"EA01\":{\"answer\":\"yes\",\"comment\":\"38,6\"},"
    "\"EA02\":{\"answer\":\"not_asked\"}},"
    "\"red_flags\":{\"RF01\":\"no\",\"RF02\":\"dont_know\"},"
    "\"quote\":{\"id\":\"q1\"},\"bonus_member\":true,\"trip_group\":\"g1\","
    "\"consent\":{\"price\":true,\"data\":true,\"text_version\":\"1\"},"
    "\"legal_representative\":{\"name\":\"Тестов Олег\","
    "\"relation\":\"father\",\"phone\":\"+78125550103\"},"
    "\"zone_dispute\":\"сосед платил меньше\","
    "\"duplicate\":{\"action\":\"new_anyway\",\"reason\":\"другое\"},"
    "\"scripts\":[{\"situation\":\"price\",\"version\":3}],"
    "\"draft\":\"d1\"}";

static struct arena arena;
static struct err err;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	err = (struct err){0};
	return 0;
}

static enum err_code
read_body(const struct jin_table *table, const char *body, void *out)
{
	return jin_read(table, slice_of(body), out, &err, &arena);
}

/* The code noted for ${pointer}; NULL: none. */
static const char *
noted(const char *pointer)
{
	for (size_t i = 0; i < err.fields.n; i++)
		if (strcmp(err.fields.item[i].pointer, pointer) == 0)
			return err.fields.item[i].code;
	return NULL;
}

static void
check_people(const struct request_form *f)
{
	assert_string_equal(f->patient.card_no, "000123");
	assert_string_equal(f->patient.name, "Тестов Пётр Иванович");
	assert_string_equal(f->patient.birth_date, "1980-01-31");
	assert_string_equal(f->patient.phone, "+78125550101");
	assert_true(f->has_caller);
	assert_string_equal(f->caller.relation, "mother");
	assert_true(f->has_representative);
	assert_string_equal(f->representative.name, "Тестов Олег");
	assert_string_equal(f->representative.phone, "+78125550103");
}

static void
check_address(const struct request_address *a)
{
	assert_string_equal(a->text, "Тестовая ул., 5");
	assert_string_equal(a->place, "vasileostrovsky");
	assert_string_equal(a->entrance, "2");
	assert_string_equal(a->floor, "5");
	assert_string_equal(a->flat, "41");
	assert_string_equal(a->intercom, "41К");
	assert_string_equal(a->note, "собака");
}

static void
check_answers(const struct request_form *f)
{
	assert_int_equal(f->epid_count, 2);
	assert_string_equal(f->epid[0].code, "EA01");
	assert_int_equal(f->epid[0].answer, ANSWER_YES);
	assert_string_equal(f->epid[0].comment, "38,6");
	assert_int_equal(f->epid[1].answer, ANSWER_NOT_ASKED);
	assert_int_equal(f->red_flag_count, 2);
	assert_string_equal(f->red_flag[0].code, "RF01");
	assert_int_equal(f->red_flag[0].answer, ANSWER_NO);
	assert_int_equal(f->red_flag[1].answer, ANSWER_DONT_KNOW);
}

static void
check_visit(const struct request_form *f)
{
	assert_int_equal(f->service_count, 3);
	assert_string_equal(f->service[0].code, "X01");
	assert_int_equal(f->service[0].condition_met, TRI_UNSET);
	assert_int_equal(f->service[1].condition_met, TRI_YES);
	assert_null(f->service[2].code);
	assert_string_equal(f->service[2].text, "что-то своё");
	assert_int_equal(f->service[2].condition_met, TRI_NO);
	assert_int_equal(f->performers, PERFORMER_BOTH);
	assert_string_equal(f->symptoms, "кашель");
	assert_string_equal(f->quote_id, "q1");
	assert_true(f->bonus_member);
	assert_string_equal(f->trip_group, "g1");
	assert_true(f->consent_price);
	assert_true(f->consent_data);
	assert_string_equal(f->consent_version, "1");
	assert_string_equal(f->zone_dispute, "сосед платил меньше");
	assert_string_equal(f->duplicate_action, "new_anyway");
	assert_string_equal(f->duplicate_reason, "другое");
	assert_int_equal(f->script_count, 1);
	assert_string_equal(f->script[0].situation, "price");
	assert_int_equal(f->script[0].version, 3);
	assert_string_equal(f->draft_id, "d1");
}

static void
test_whole_request(void **state)
{
	struct request_form f = {0};

	(void)state;
	assert_int_equal(read_body(&body_request, whole, &f), ERR_OK);
	check_people(&f);
	check_address(&f.address);
	check_answers(&f);
	check_visit(&f);
}

static void
test_nothing_is_needed_to_be_read(void **state)
{
	struct request_form f = {0};

	(void)state;
	assert_int_equal(read_body(&body_request,
				   "{\"caller\":null,\"quote\":null,"
				   "\"legal_representative\":null}",
				   &f),
			 ERR_OK);
	assert_false(f.has_representative);
	assert_null(f.quote_id);
}

/* Members only the service sets, and misspelt ones, at every level. */
static void
test_unknown_members_are_refused(void **state)
{
	struct request_form f = {0};

	(void)state;
	assert_int_equal(
	    read_body(&body_request,
		      "{\"state\":\"closed\",\"patient\":{\"debt\":false},"
		      "\"address\":{\"zone\":\"green\"},"
		      "\"services\":[{\"code\":\"X01\",\"price\":0}],"
		      "\"epid\":{\"EA01\":{\"answer\":\"no\",\"note\":\"x\"}},"
		      "\"consent\":{\"all\":true}}",
		      &f),
	    ERR_FIELDS);
	assert_int_equal(err.fields.n, 6);
	assert_string_equal(noted("/state"), "unknown_member");
	assert_string_equal(noted("/patient/debt"), "unknown_member");
	assert_string_equal(noted("/address/zone"), "unknown_member");
	assert_string_equal(noted("/services/0/price"), "unknown_member");
	assert_string_equal(noted("/epid/EA01/note"), "unknown_member");
	assert_string_equal(noted("/consent/all"), "unknown_member");
}

static void
test_wrong_values_are_noted_at_once(void **state)
{
	struct request_form f = {0};

	(void)state;
	assert_int_equal(
	    read_body(&body_request,
		      "{\"patient\":{\"name\":5},\"performers\":[\"driver\"],"
		      "\"epid\":{\"EA01\":{\"answer\":\"maybe\"}},"
		      "\"services\":{},\"bonus_member\":\"yes\"}",
		      &f),
	    ERR_FIELDS);
	assert_string_equal(noted("/patient/name"), "type");
	assert_string_equal(noted("/performers/0"), "unknown_code");
	assert_string_equal(noted("/epid/EA01/answer"), "unknown_code");
	assert_string_equal(noted("/services"), "type");
	assert_string_equal(noted("/bonus_member"), "type");
}

static void
test_actions(void **state)
{
	struct dispatch_ask *ask = ARENA_NEW(&arena, struct dispatch_ask);

	(void)state;
	assert_int_equal(
	    read_body(&body_schedule,
		      "{\"token\":7,\"medic\":\"m01\","
		      "\"window_start\":\"2026-11-23T14:00:00+03:00\","
		      "\"window_end\":\"2026-11-23T16:00:00+03:00\"}",
		      ask),
	    ERR_OK);
	assert_int_equal(ask->token, 7);
	assert_string_equal(ask->medic, "m01");
	assert_int_equal(ask->window_start_ms, INT64_C(1795431600000));
	assert_int_equal(ask->window_end_ms, INT64_C(1795438800000));
	assert_int_equal(
	    read_body(&body_note,
		      "{\"text\":\"звонила дочь\",\"called_again\":true}", ask),
	    ERR_OK);
	assert_string_equal(ask->comment, "звонила дочь");
	assert_true(ask->called_again);
	assert_int_equal(read_body(&body_empty, "{}", ask), ERR_OK);
}

static void
test_actions_need_their_members(void **state)
{
	struct dispatch_ask *ask = ARENA_NEW(&arena, struct dispatch_ask);

	(void)state;
	assert_int_equal(read_body(&body_attempt, "{}", ask), ERR_FIELDS);
	assert_string_equal(noted("/token"), "required");
	assert_string_equal(noted("/outcome"), "required");
	assert_int_equal(read_body(&body_cancel, "{\"reason\":\"\"}", ask),
			 ERR_FIELDS);
	assert_string_equal(noted("/reason"), "required");
	assert_int_equal(read_body(&body_empty, "{\"a\":1}", ask), ERR_FIELDS);
}

/* Left out: stays (NULL); null or empty: goes (""). */
static void
test_correct(void **state)
{
	struct dispatch_ask *ask = ARENA_NEW(&arena, struct dispatch_ask);
	const struct dispatch_contact *c = &ask->contact;

	(void)state;
	assert_int_equal(read_body(&body_correct,
				   "{\"token\":7,\"patient\":{\"phone\":\"5\"},"
				   "\"address\":{\"text\":null,\"flat\":\"\"}}",
				   ask),
			 ERR_OK);
	assert_int_equal(ask->token, 7);
	assert_string_equal(c->patient.phone, "5");
	assert_string_equal(c->address.text, "");
	assert_string_equal(c->address.flat, "");
	assert_null(c->address.floor);
	assert_null(c->caller.name);
	assert_int_equal(
	    read_body(&body_correct, "{\"caller\":null,\"address\":null}", ask),
	    ERR_OK);
	assert_string_equal(c->caller.name, "");
	assert_string_equal(c->caller.relation, "");
	assert_string_equal(c->caller.phone, "");
	assert_null(c->address.floor);
}

static void
test_texts_have_an_end(void **state)
{
	static const char head[] = "{\"text\":\"";
	struct dispatch_ask *ask = ARENA_NEW(&arena, struct dispatch_ask);
	struct buf body = BUF(&arena);

	(void)state;
	buf_str(&body, head);
	for (int i = 0; i < 2001; i++)
		buf_str(&body, "ё");
	buf_str(&body, "\"}");
	assert_int_equal(read_body(&body_note, buf_text(&body), ask),
			 ERR_FIELDS);
	assert_string_equal(noted("/text"), "too_long");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_whole_request, teardown),
	    cmocka_unit_test_teardown(test_nothing_is_needed_to_be_read,
				      teardown),
	    cmocka_unit_test_teardown(test_unknown_members_are_refused,
				      teardown),
	    cmocka_unit_test_teardown(test_wrong_values_are_noted_at_once,
				      teardown),
	    cmocka_unit_test_teardown(test_actions, teardown),
	    cmocka_unit_test_teardown(test_actions_need_their_members,
				      teardown),
	    cmocka_unit_test_teardown(test_correct, teardown),
	    cmocka_unit_test_teardown(test_texts_have_an_end, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
