#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>

#include "../../cgi/msg.h"
#include "../../cgi/request_json.h"
#include "fake.h"
#include "units.h"

/* Who sees what of a request. */

static struct arena arena;
static struct service services[] = {
    {.code = "X01",
     .name = "Приём терапевта",
     .verdict = VERDICT_ALLOWED,
     .performers = PERFORMER_DOCTOR,
     .valid_from_ms = INT64_MIN,
     .valid_to_ms = INT64_MAX},
};
static struct tariff tariffs[] = {
    {.id = 1, .zone = "green", .performer = PERFORMER_DOCTOR, .price_kop = 100},
    {.id = 2, .zone = "green", .performer = PERFORMER_NURSE, .price_kop = 100},
};
static struct zone zones[] = {{.code = "green", .name = "Зелёная зона"}};
static struct rulebook book;
static struct http h;

static struct request_service asked[] = {{.code = "X01"},
					 {.text = "что-то своё"}};
static struct request_answer epid[] = {{"EA01", ANSWER_YES, "38,6"}};
static struct request_answer red_flags[] = {{"RF01", ANSWER_NO, NULL}};
static struct request_attempt attempts[] = {
    {FAKE_NOW_MS, "dispatcher", "no_answer", FAKE_NOW_MS + HOUR_MS, NULL}};

static struct request
sample(void)
{
	return (struct request){
	    .id = "01900000-0000-7000-8000-000000000001",
	    .number = "26-000123",
	    .version = 4,
	    .state = REQUEST_CLAIMED,
	    .created_at_ms = FAKE_NOW_MS,
	    .created_by = "operator",
	    .form =
		{
		    .patient = {"000123", "Тестов Пётр Иванович", "1980-01-31",
				"+78125550101"},
		    .address = {.text = "Тестовая ул., 5", .place = "nevsky"},
		    .service = asked,
		    .service_count = 2,
		    .performers = PERFORMER_DOCTOR,
		    .symptoms = "кашель",
		    .epid = epid,
		    .epid_count = 1,
		    .red_flag = red_flags,
		    .red_flag_count = 1,
		    .consent_price = true,
		    .consent_data = true,
		},
	    .zone = "green",
	    .quote = {.zone = "green", .total_kop = 390000},
	    .promise = {FAKE_NOW_MS, FAKE_NOW_MS, FAKE_NOW_MS + 30 * MINUTE_MS,
			FAKE_NOW_MS + HOUR_MS},
	    .first_contact_at_ms = FAKE_NOW_MS,
	    .flags = REQUEST_FLAG_DEBT | REQUEST_FLAG_MINOR,
	    .claim = {"dispatcher", 7, FAKE_NOW_MS, FAKE_NOW_MS + HOUR_MS},
	    .attempt_count = 1,
	    .attempt = attempts,
	    .match = {{.id = "x", .number = "26-000100", .by = "phone"}},
	    .match_count = 1,
	};
}

static int
setup(void **state)
{
	static const char *const params[] = {NULL};
	static struct err err;

	(void)state;
	h = fake_http(&arena, params);
	book = *h.book;
	book.zone = zones;
	book.zone_count = 1;
	book.service = services;
	book.service_count = 1;
	book.tariff = tariffs;
	book.tariff_count = 2;
	book.arena = &arena;
	h.book = &book;
	if (!msg_load() || rulebook_build(&book, &err) != ERR_OK)
		return -1;
	cJSON_InitHooks(NULL); /* those of jin.c serve its own reading alone */
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	rulebook_drop(&book);
	msg_free();
	arena_free(&arena);
	return 0;
}

/* ${r} as ${login} with ${roles} gets it, read back. */
static cJSON *
shown(const struct request *r, const char *login, unsigned roles, bool item)
{
	struct buf out = BUF(&arena);
	struct jw w = JW(&out, &book.clinic_zone);
	cJSON *json;

	h.actor = (struct actor){.login = login, .roles = roles};
	if (item)
		request_json_item(&w, &h, r);
	else
		request_json_full(&w, NULL, &h, r);
	json = cJSON_ParseWithLength(out.data, out.n);
	assert_non_null(json);
	return json;
}

static const cJSON *
at(const cJSON *json, const char *a, const char *b)
{
	const cJSON *v = cJSON_GetObjectItemCaseSensitive(json, a);

	return b != NULL ? cJSON_GetObjectItemCaseSensitive(v, b) : v;
}

static const char *
text(const cJSON *json, const char *a, const char *b)
{
	return cJSON_GetStringValue(at(json, a, b));
}

static bool
lists(const cJSON *json, const char *key, const char *wanted)
{
	const cJSON *v;

	cJSON_ArrayForEach(
	    v, at(json, key, NULL)) if (strcmp(v->valuestring, wanted) ==
					0) return true;
	return false;
}

static void
test_full(void **state)
{
	struct request r = sample();
	cJSON *j = shown(&r, "dispatcher", ROLE_DISPATCHER, false);
	const cJSON *service = at(j, "services", NULL);

	(void)state;
	assert_string_equal(text(j, "number", NULL), "26-000123");
	assert_string_equal(text(j, "state", NULL), "claimed");
	assert_string_equal(text(j, "patient", "name"), "Тестов Пётр Иванович");
	assert_string_equal(text(j, "address", "place"), "nevsky");
	assert_string_equal(text(cJSON_GetArrayItem(service, 0), "name", NULL),
			    "Приём терапевта");
	assert_string_equal(text(cJSON_GetArrayItem(service, 1), "text", NULL),
			    "что-то своё");
	assert_string_equal(text(at(j, "epid", "EA01"), "comment", NULL),
			    "38,6");
	assert_string_equal(text(j, "red_flags", "RF01"), "no");
	assert_true(cJSON_IsNull(at(j, "caller", NULL)));
	assert_true(cJSON_IsNull(at(j, "visit", NULL)));
	assert_string_equal(text(j, "promise", "colour"), "kept");
	assert_int_equal(cJSON_GetArraySize(at(j, "attempts", NULL)), 1);
	assert_int_equal(cJSON_GetArraySize(at(j, "duplicates", NULL)), 1);
	cJSON_Delete(j);
}

static void
test_the_token_is_its_holders(void **state)
{
	struct request r = sample();
	cJSON *mine = shown(&r, "dispatcher", ROLE_DISPATCHER, false);
	cJSON *theirs = shown(&r, "dispatcher2", ROLE_DISPATCHER, false);

	(void)state;
	assert_int_equal(at(mine, "claim", "token")->valueint, 7);
	assert_true(cJSON_IsNull(at(theirs, "claim", "token")));
	assert_string_equal(text(theirs, "claim", "by"), "dispatcher");
	cJSON_Delete(mine);
	cJSON_Delete(theirs);
}

static void
test_a_debt_is_not_told_to_operators(void **state)
{
	struct request r = sample();
	cJSON *inside = shown(&r, "dispatcher", ROLE_DISPATCHER, false);
	cJSON *full = shown(&r, "operator", ROLE_OPERATOR, false);
	cJSON *item = shown(&r, "operator", ROLE_OPERATOR, true);

	(void)state;
	assert_true(lists(inside, "flags", "debt"));
	assert_true(lists(full, "flags", "minor"));
	assert_false(lists(full, "flags", "debt"));
	assert_false(lists(item, "flags", "debt"));
	cJSON_Delete(inside);
	cJSON_Delete(full);
	cJSON_Delete(item);
}

static void
test_lists_are_masked(void **state)
{
	struct request r = sample();
	cJSON *board = shown(&r, "dispatcher", ROLE_DISPATCHER, true);
	cJSON *own = shown(&r, "operator", ROLE_OPERATOR, true);
	char *all = cJSON_PrintUnformatted(own);

	(void)state;
	assert_string_equal(text(board, "patient", "masked"), "Пётр Т., 1980");
	assert_int_equal(at(board, "patient", "birth_year")->valueint, 1980);
	assert_string_equal(text(board, "phone_masked", NULL),
			    "+7 *** ***-01-01");
	assert_string_equal(text(board, "address", NULL), "Тестовая ул., 5");
	assert_true(cJSON_IsNumber(at(board, "claim", "token"))); /* theirs */
	assert_true(cJSON_IsNull(at(own, "claim", "token")));
	assert_true(cJSON_IsNull(at(own, "address", NULL)));
	assert_null(strstr(all, "Тестов"));
	assert_null(strstr(all, "5550101"));
	assert_null(strstr(all, "кашель"));
	cJSON_free(all);
	cJSON_Delete(board);
	cJSON_Delete(own);
}

static void
test_allowed_actions(void **state)
{
	struct request r = sample();
	cJSON *mine = shown(&r, "dispatcher", ROLE_DISPATCHER, false);
	cJSON *theirs = shown(&r, "dispatcher2", ROLE_DISPATCHER, false);
	cJSON *posted = shown(&r, "operator", ROLE_OPERATOR, false);

	(void)state;
	assert_true(lists(mine, "allowed_actions", "schedule"));
	assert_true(lists(mine, "allowed_actions", "cancel"));
	assert_false(lists(mine, "allowed_actions", "claim"));
	assert_int_equal(
	    cJSON_GetArraySize(at(theirs, "allowed_actions", NULL)), 3);
	assert_true(lists(theirs, "allowed_actions", "note"));
	assert_true(lists(theirs, "allowed_actions", "takeover"));
	assert_true(lists(theirs, "allowed_actions", "emergency"));
	assert_false(lists(mine, "allowed_actions", "takeover"));
	assert_false(lists(posted, "allowed_actions", "cancel"));
	assert_true(lists(mine, "allowed_actions", "correct"));
	assert_false(lists(posted, "allowed_actions", "correct"));
	cJSON_Delete(mine);
	cJSON_Delete(theirs);
	cJSON_Delete(posted);
}

/* While it waits only its operator may put it right. */
static void
test_correct_is_offered(void **state)
{
	struct request r = sample();
	cJSON *own, *other;

	(void)state;
	r.state = REQUEST_QUEUED;
	r.claim = (struct claim){.token = 7};
	own = shown(&r, "operator", ROLE_OPERATOR, false);
	other = shown(&r, "boris", ROLE_OPERATOR | ROLE_DISPATCHER, false);
	assert_true(lists(own, "allowed_actions", "correct"));
	assert_false(lists(other, "allowed_actions", "correct"));
	cJSON_Delete(own);
	cJSON_Delete(other);
}

static void
test_nothing_is_left_out(void **state)
{
	struct request r = {.number = "26-000001",
			    .created_by = "operator",
			    .zone = "green",
			    .quote.zone = "green"};
	cJSON *j = shown(&r, "operator", ROLE_OPERATOR, false);
	static const char *const members[] = {"id",
					      "number",
					      "version",
					      "state",
					      "created_at",
					      "created_by",
					      "zone",
					      "patient",
					      "caller",
					      "address",
					      "services",
					      "performers",
					      "symptoms",
					      "epid",
					      "red_flags",
					      "quote",
					      "bonus_member",
					      "trip_group",
					      "consent",
					      "legal_representative",
					      "zone_dispute",
					      "scripts",
					      "promise",
					      "kit",
					      "claim",
					      "visit",
					      "returns",
					      "attempts",
					      "flags",
					      "duplicates",
					      "allowed_actions"};

	(void)state;
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		assert_non_null(at(j, members[i], NULL));
	cJSON_Delete(j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_full),
	    cmocka_unit_test(test_the_token_is_its_holders),
	    cmocka_unit_test(test_a_debt_is_not_told_to_operators),
	    cmocka_unit_test(test_lists_are_masked),
	    cmocka_unit_test(test_allowed_actions),
	    cmocka_unit_test(test_correct_is_offered),
	    cmocka_unit_test(test_nothing_is_left_out),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
