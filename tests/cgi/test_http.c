#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/http.h"
#include "fake.h"

#define PARAMS(...) ((const char *const[]){__VA_ARGS__, NULL})

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static enum err_code
begin(struct http *h, const char *uri)
{
	*h = fake_http(&arena, PARAMS("REQUEST_METHOD", "GET", "REMOTE_ADDR",
				      "127.0.0.1", "REQUEST_URI", uri));
	return http_begin(h);
}

static void
test_paths(void **state)
{
	static const struct {
		const char *uri;
		const char *path; /* NULL: refused */
		const char *b;    /* the value of that parameter */
	} row[] = {
	    {"/api/v1/zones", "/api/v1/zones", NULL},
	    {"/a?b=c?d", "/a", "c?d"},
	    {"/a?&x&b=%D1%8F+&b=2", "/a", "я "},
	    {"/a?b", "/a", ""},
	    {"/a%20b/%D1%8F", "/a b/я", NULL},
	    {"/a+b", "/a+b", NULL},
	    {"/?", "/", NULL},
	    {"/a%2Fb", NULL, NULL},
	    {"/a%2fb", NULL, NULL},
	    {"/a%00b", NULL, NULL},
	    {"/a%0Ab", NULL, NULL},
	    {"/a%FF", NULL, NULL},
	    {"/a%", NULL, NULL},
	    {"/a%1", NULL, NULL},
	    {"/a%1g", NULL, NULL},
	    {"a", NULL, NULL},
	    {"", NULL, NULL},
	    {"/a?b=%zz", NULL, NULL},
	    {"/a?b=%00", NULL, NULL},
	    {"/a?b=%C3%28", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct http h;
		enum err_code code = begin(&h, row[i].uri);
		if (row[i].path == NULL) {
			assert_int_equal(code, ERR_SYNTAX);
			assert_non_null(h.err.ref);
			continue;
		}
		assert_int_equal(code, ERR_OK);
		assert_string_equal(h.path, row[i].path);
		if (row[i].b == NULL)
			assert_null(http_param(&h, "b"));
		else
			assert_string_equal(http_param(&h, "b"), row[i].b);
	}
}

static void
test_begin_reads(void **state)
{
	struct http h =
	    fake_http(&arena, PARAMS("REQUEST_METHOD", "PATCH", "REQUEST_URI",
				     "/x", "HTTP_ACCEPT_LANGUAGE", "fi",
				     "REMOTE_ADDR", "192.0.2.1", "REQUEST_ID",
				     "0123456789abcdef0123456789abcdef"));

	(void)state;
	assert_int_equal(http_begin(&h), ERR_OK);
	assert_int_equal(h.method, HTTP_PATCH);
	assert_int_equal(h.lang, LANG_FI);
	assert_string_equal(h.remote_addr, "192.0.2.1");
	assert_string_equal(h.request_id, "0123456789abcdef0123456789abcdef");
}

static void
test_request_ids(void **state)
{
	struct http a, b;
	struct http forged = fake_http(
	    &arena, PARAMS("REQUEST_METHOD", "BREW", "REQUEST_URI", "/x",
			   "REQUEST_ID", "0123456789abcdef0123456789abcde\""));

	(void)state;
	assert_int_equal(begin(&a, "/"), ERR_OK);
	assert_int_equal(begin(&b, "/"), ERR_OK);
	assert_int_equal(strlen(a.request_id), 32);
	assert_string_not_equal(a.request_id, b.request_id);
	assert_int_equal(http_begin(&forged), ERR_OK);
	assert_null(strchr(forged.request_id, '"'));
	assert_int_equal(forged.method, 0);
}

static void
test_params(void **state)
{
	static const char *const known[] = {"q",  "limit", "big", "at", "day",
					    "on", "bad",   "яя",  NULL};
	static const char *const few[] = {"q", NULL};
	struct http h;

	(void)state;
	assert_int_equal(
	    begin(&h, "/s?q=%D1%8D%D1%8D%D0%B3+a%2Bb&&limit=20&big=99&"
		      "at=2026-11-23T10:05:00%2B03:00&day=2026-11-23&on=1&"
		      "bad=x&%D1%8F%D1%8F=&q=second"),
	    ERR_OK);
	assert_string_equal(http_param(&h, "q"), "ээг a+b");
	assert_string_equal(http_param(&h, "яя"), "");
	assert_null(http_param(&h, "none"));
	assert_int_equal(http_param_int(&h, "limit", 1, 50, 10), 20);
	assert_int_equal(http_param_int(&h, "none", 1, 50, 10), 10);
	assert_int_equal(http_param_int(&h, "яя", 1, 50, 10), 10);
	assert_int_equal(http_param_time(&h, "at", 0), FAKE_NOW_MS);
	assert_int_equal(http_param_time(&h, "day", 0), INT64_C(1795381200000));
	assert_true(http_param_bool(&h, "on"));
	assert_false(http_param_bool(&h, "none"));
	http_params_known(&h, known);
	assert_int_equal(h.err.fields.n, 0);
	assert_int_equal(http_param_int(&h, "big", 1, 50, 10), 10);
	assert_int_equal(http_param_int(&h, "bad", 1, 50, 10), 10);
	assert_int_equal(http_param_time(&h, "bad", 7), 7);
	assert_int_equal(h.err.fields.n, 3);
	assert_string_equal(h.err.fields.item[0].pointer, "?big");
	assert_string_equal(h.err.fields.item[0].code, "out_of_range");
	assert_string_equal(h.err.fields.item[1].code, "type");
	http_params_known(&h, few);
	assert_true(err_has(&h.err.fields, "?limit"));
}

static void
test_if_match(void **state)
{
	static const struct {
		const char *value;
		int64_t version; /* -1: refused */
	} row[] = {
	    {"\"7\"", 7},
	    {"\"12\"", 12},
	    {"\"0\"", -1}, /* versions count from 1 */
	    {"\"07\"", -1},
	    {"\"9223372036854775807\"", -1}, /* longer than any version */
	    {"7", -1},
	    {"\"\"", -1},
	    {"\"-7\"", -1},
	    {"\"7a\"", -1},
	    {"\" 7\"", -1},
	    {"W/\"7\"", -1},
	    {"*", -1},
	    {"\"1\", \"2\"", -1},
	    {"", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		int64_t version = -1;
		struct http h =
		    fake_http(&arena, PARAMS("HTTP_IF_MATCH", row[i].value));
		bool ok = http_if_match(&h, &version);
		assert_int_equal(ok, row[i].version != -1);
		if (ok)
			assert_int_equal(version, row[i].version);
	}
}

static void
test_idem_key(void **state)
{
	static const struct {
		const char *key;
		bool ok;
	} row[] = {
	    {"12345678", true},
	    {"01890af4-7b2c-7d3e-8f10-aabbccddeeff", true},
	    {"1234567", false},
	    {"1234567890123456789012345678901234567890123456789012345678901234"
	     "5",
	     false},
	    {"1234 5678", false},
	    {"12345678\"", false},
	    {"ключключ", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct http h = fake_http(
		    &arena, PARAMS("HTTP_IDEMPOTENCY_KEY", row[i].key));
		assert_int_equal(http_idem_key(&h) != NULL, row[i].ok);
	}
}

static void
test_not_modified(void **state)
{
	static const struct {
		const char *value;
		bool same;
	} row[] = {
	    {"\"a7\"", true}, {"W/\"a7\"", true}, {"\"b\", \"a7\"", true},
	    {"*", true},      {"\"a\"", false},   {"a7", false},
	    {"\"a7", false},  {"W/", false},      {"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct http h = fake_http(
		    &arena, PARAMS("HTTP_IF_NONE_MATCH", row[i].value));
		assert_int_equal(http_not_modified(&h, "a7"), row[i].same);
		assert_int_equal(h.status, row[i].same ? 304 : 0);
		assert_string_equal(fake_header(&h, "ETag"), "ETag: \"a7\"");
	}
}

static void
test_head(void **state)
{
	struct http h = fake_http(&arena, PARAMS("", ""));
	struct buf out = BUF(&arena);

	(void)state;
	memcpy(h.request_id, "id", 3);
	h.status = 201;
	buf_str(&h.out, "{}");
	http_etag(&h, 3);
	http_add(&h, "Location: %s", "/x\r\nSet-Cookie: a=b");
	http_head(&h, &out);
	assert_string_equal(
	    buf_text(&out),
	    "Status: 201 Created\r\nContent-Type: application/json\r\n"
	    "Content-Length: 2\r\nCache-Control: no-store\r\n"
	    "X-Content-Type-Options: nosniff\r\nX-Request-Id: id\r\n"
	    "ETag: \"3\"\r\n\r\n");
	h.status = 304;
	out = BUF(&arena);
	http_head(&h, &out);
	assert_null(strstr(buf_text(&out), "Content-Length"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_paths, teardown),
	    cmocka_unit_test_teardown(test_begin_reads, teardown),
	    cmocka_unit_test_teardown(test_request_ids, teardown),
	    cmocka_unit_test_teardown(test_params, teardown),
	    cmocka_unit_test_teardown(test_if_match, teardown),
	    cmocka_unit_test_teardown(test_idem_key, teardown),
	    cmocka_unit_test_teardown(test_not_modified, teardown),
	    cmocka_unit_test_teardown(test_head, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
