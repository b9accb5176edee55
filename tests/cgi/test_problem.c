#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/jw.h"
#include "../../cgi/msg.h"
#include "../../cgi/problem.h"
#include "fake.h"

static const char *const none[] = {NULL};
static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	return msg_load() ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	msg_free();
	arena_free(&arena);
	return 0;
}

static struct http
request(void)
{
	struct http h = fake_http(&arena, none);

	h.path = "/api/v1/requests/7/claim";
	h.lang = LANG_EN;
	memcpy(h.request_id, "id1", 4);
	return h;
}

static void
test_members(void **state)
{
	struct http h = request();

	(void)state;
	buf_str(&h.out, "half an answer");
	http_add(&h, "ETag: \"3\"");
	http_add(&h, "Allow: GET");
	problem_write(&h, ERR_NOT_FOUND);
	assert_int_equal(h.status, 404);
	assert_string_equal(h.content_type, "application/problem+json");
	assert_non_null(fake_header(&h, "Allow"));
	assert_null(fake_header(&h, "ETag"));
	assert_memory_equal(
	    buf_text(&h.out),
	    "{\"type\":\"urn:problem-type:homevisit:not_found\",\"title\":\"",
	    56);
	assert_non_null(strstr(buf_text(&h.out),
			       ",\"code\":\"not_found\","
			       "\"instance\":\"/api/v1/requests/7/claim\","
			       "\"request_id\":\"id1\"}"));
	assert_null(strstr(buf_text(&h.out), "errors"));
}

static void
test_conflict(void **state)
{
	struct http h = request();

	(void)state;
	h.err.by = "dispatcher2";
	h.err.since_ms = FAKE_NOW_MS;
	problem_write(&h, ERR_CLAIMED);
	assert_int_equal(h.status, 409);
	assert_non_null(strstr(
	    buf_text(&h.out),
	    "\"by\":\"dispatcher2\",\"since\":\"2026-11-23T10:05:00+03:00\""));
}

static void
test_fields(void **state)
{
	struct http h = request();

	(void)state;
	err_field(&h.err.fields, "/patient/phone", "required", NULL);
	err_field(&h.err.fields, "/a\"b", "too_long", "200");
	problem_write(&h, ERR_FIELDS);
	assert_int_equal(h.status, 422);
	assert_non_null(strstr(buf_text(&h.out),
			       "\"errors\":[{\"pointer\":\"/patient/phone\","
			       "\"code\":\"required\",\"message\":\""));
	assert_non_null(strstr(buf_text(&h.out), "\"/a\\\"b\""));
	assert_non_null(strstr(buf_text(&h.out), "200"));
}

static void
more(struct jw *w, const void *arg)
{
	jw_text(w, "more", arg);
}

static void
test_more(void **state)
{
	struct http h = request();

	(void)state;
	h.problem_more = more;
	h.problem_arg = "x";
	problem_write(&h, ERR_DUPLICATE);
	assert_non_null(strstr(buf_text(&h.out), ",\"more\":\"x\"}"));
}

static void
test_retry_after(void **state)
{
	struct http h = request();

	(void)state;
	problem_write(&h, ERR_BUSY);
	assert_string_equal(fake_header(&h, "Retry-After"), "Retry-After: 1");
	h = request();
	h.err.retry_after_s = 17;
	problem_write(&h, ERR_THROTTLED);
	assert_string_equal(fake_header(&h, "Retry-After"), "Retry-After: 17");
	assert_int_equal(h.status, 429);
}

static void
test_every_code(void **state)
{
	(void)state;
	for (int code = ERR_OK; code <= ERR__COUNT; code++) {
		struct http h = request();
		problem_write(&h, (enum err_code)code);
		assert_true(h.status >= 400 && h.status < 600);
		assert_non_null(strstr(buf_text(&h.out), "\"title\":\""));
	}
	assert_int_equal(problem_status(ERR_STALE), 412);
	assert_string_equal(problem_code(ERR_STALE), "version_stale");
}

static void
test_no_memory(void **state)
{
	struct arena full = {.limit = 1};
	struct http h = request();

	(void)state;
	h.arena = &full;
	problem_write(&h, ERR_NOMEM);
	assert_int_equal(h.status, 503);
	assert_non_null(strstr(h.out.data, "out_of_memory"));
	assert_int_equal(h.out.n, strlen(h.out.data));
	arena_free(&full);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_members),
	    cmocka_unit_test(test_conflict),
	    cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_more),
	    cmocka_unit_test(test_retry_after),
	    cmocka_unit_test(test_every_code),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
