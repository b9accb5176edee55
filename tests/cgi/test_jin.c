#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/jin.h"
#include "request.h"
#include "units.h"

/* --- the guard ------------------------------------------------------------ */

#define RAW(lit) ((struct slice){lit, sizeof(lit) - 1})

static const char *
why(struct slice body)
{
	const char *reason = "unset";
	enum err_code code = jin_guard(body, &reason);

	assert_int_equal(code, reason == NULL ? ERR_OK : ERR_SYNTAX);
	return reason;
}

static void
test_guard_refuses(void **state)
{
	static const struct {
		struct slice body;
		const char *why;
	} row[] = {
	    {RAW(""), "json"},
	    {RAW("  "), "json"},
	    {RAW("\xEF\xBB\xBF{}"), "bom"},
	    {RAW("{\"a\":\"\xC3(\"}"), "utf8"},
	    {RAW("{\"a\":\"\xC0\x80\"}"), "utf8"},
	    {RAW("{\"a\":\"\xED\xA0\x80\"}"), "utf8"},
	    {RAW("{\"a\":\"\xF4\x90\x80\x80\"}"), "utf8"},
	    {RAW("{\"a\":\"\\ud800\"}"), "utf8"},
	    {RAW("{\"a\":\"\\udc00\\ud800\"}"), "utf8"},
	    {RAW("{\"a\":\"\\ud800\\u0041\"}"), "utf8"},
	    {RAW("{\"a\":\"\\ud800\\ud800\"}"), "utf8"},
	    {RAW("{\"a\":\"\\ud800\\ue000\"}"), "utf8"},
	    {RAW("{\"a\":\"\\u0000\"}"), "nul"},
	    {RAW("{\"a\":\"\0\"}"), "nul"},
	    {RAW("{}x"), "rest"},
	    {RAW("{}{}"), "rest"},
	    {RAW("{} \0"), "nul"},
	    {RAW("{\"a\":1,}"), "json"},
	    {RAW("{,}"), "json"},
	    {RAW("[1 2]"), "json"},
	    {RAW("{\"a\" 1}"), "json"},
	    {RAW("{a:1}"), "json"},
	    {RAW("{'a':1}"), "json"},
	    {RAW("{\"a\":01}"), "json"},
	    {RAW("{\"a\":1.}"), "json"},
	    {RAW("{\"a\":.5}"), "json"},
	    {RAW("{\"a\":+1}"), "json"},
	    {RAW("{\"a\":1e}"), "json"},
	    {RAW("{\"a\":-}"), "json"},
	    {RAW("{\"a\":NaN}"), "json"},
	    {RAW("{\"a\":Infinity}"), "json"},
	    {RAW("{\"a\":truE}"), "json"},
	    {RAW("{\"a\":\"\\x41\"}"), "json"},
	    {RAW("{\"a\":\"\\u12g4\"}"), "json"},
	    {RAW("{\"a\":\"\\u12"), "json"},
	    {RAW("{\"a\":\"line\nend\"}"), "json"},
	    {RAW("{\"a\":\"open}"), "json"},
	    {RAW("{\"a\":/*c*/1}"), "json"},
	    {RAW("{\"a\":1"), "json"},
	    {RAW("["), "json"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const char *got = why(row[i].body);
		if (got == NULL || strcmp(got, row[i].why) != 0)
			fail_msg("%s: %s, not %s", row[i].body.p,
				 got != NULL ? got : "accepted", row[i].why);
	}
}

static void
test_guard_accepts(void **state)
{
	static const struct slice row[] = {
	    RAW("{}"),
	    RAW(" \t\r\n{ \"a\" : [ ] , \"b\" : { } } \n"),
	    RAW("{\"a\":-0.5e+10,\"b\":[true,false,null,\"\\ud83d\\ude00\"]}"),
	    RAW("{\"имя\":\"Пётр \\\"\\\\\\/\\b\\f\\n\\r\\t\\u0451\"}"),
	    RAW("0"),
	    RAW("\"\xF4\x8F\xBF\xBF\""),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_null(why(row[i]));
}

static void
test_guard_depth(void **state)
{
	char body[2 * (JIN_DEPTH_MAX + 1)];
	size_t n;

	(void)state;
	for (n = JIN_DEPTH_MAX; n <= JIN_DEPTH_MAX + 1; n++) {
		memset(body, '[', n);
		memset(body + n, ']', n);
		if (n == JIN_DEPTH_MAX)
			assert_null(why((struct slice){body, 2 * n}));
		else
			assert_string_equal(why((struct slice){body, 2 * n}),
					    "depth");
	}
}

static void
test_guard_tokens(void **state)
{
	char body[2 * JIN_TOKENS_MAX + 2];

	(void)state;
	/* the list itself is a token too */
	for (size_t n = JIN_TOKENS_MAX - 1; n <= JIN_TOKENS_MAX; n++) {
		body[0] = '[';
		for (size_t i = 0; i < n; i++) {
			body[1 + 2 * i] = '1';
			body[2 + 2 * i] = ',';
		}
		body[2 * n] = ']';
		if (n < JIN_TOKENS_MAX)
			assert_null(why((struct slice){body, 2 * n + 1}));
		else
			assert_string_equal(
			    why((struct slice){body, 2 * n + 1}), "tokens");
	}
}

/* --- tables --------------------------------------------------------------- */

struct inner {
	const char *name;
	int64_t count;
};

struct entry {
	const char *key;
	enum answer answer;
	const char *comment;
};

struct outer {
	const char *text;
	bool flag;
	enum tri tri;
	int64_t number;
	int64_t price_kop;
	int64_t at_ms;
	struct civil_date date;
	bool has_inner;
	struct inner inner;
	struct inner *item;
	size_t item_count;
	const char **word;
	size_t word_count;
	struct entry *entry;
	size_t entry_count;
	unsigned performers;
};

#define AT(of, member) .offset = offsetof(struct of, member)

static const struct jin_field inner_field[] = {
    {.name = "name", .type = JIN_TEXT, .flags = JIN_REQUIRED, AT(inner, name)},
    {.name = "count",
     .type = JIN_INT,
     .min = -5,
     .max = UNITS_INT_MAX,
     AT(inner, count)},
    {.name = NULL},
};
static const struct jin_table inner = {sizeof(struct inner), inner_field, 0};

static const struct jin_field entry_field[] = {
    {.name = "answer",
     .type = JIN_ANSWER,
     .flags = JIN_REQUIRED,
     AT(entry, answer)},
    {.name = "comment", .type = JIN_TEXT, AT(entry, comment)},
    {.name = NULL},
};
static const struct jin_table entry = {sizeof(struct entry), entry_field,
				       offsetof(struct entry, key)};

static const struct jin_field outer_field[] = {
    {.name = "text", .type = JIN_TEXT, AT(outer, text)},
    {.name = "flag", .type = JIN_BOOL, AT(outer, flag)},
    {.name = "tri", .type = JIN_TRI, AT(outer, tri)},
    {.name = "number",
     .type = JIN_INT,
     .min = -UNITS_INT_MAX,
     .max = UNITS_INT_MAX,
     AT(outer, number)},
    {.name = "price", .type = JIN_MONEY, AT(outer, price_kop)},
    {.name = "at", .type = JIN_TIME, AT(outer, at_ms)},
    {.name = "date", .type = JIN_DATE, AT(outer, date)},
    {.name = "inner",
     .type = JIN_OBJECT,
     .sub = &inner,
     .count_offset = offsetof(struct outer, has_inner),
     AT(outer, inner)},
    {.name = "items",
     .type = JIN_LIST,
     .sub = &inner,
     .max = 2,
     .count_offset = offsetof(struct outer, item_count),
     AT(outer, item)},
    {.name = "words",
     .type = JIN_TEXTS,
     .max = 3,
     .count_offset = offsetof(struct outer, word_count),
     AT(outer, word)},
    {.name = "epid",
     .type = JIN_MAP,
     .sub = &entry,
     .max = 3,
     .count_offset = offsetof(struct outer, entry_count),
     AT(outer, entry)},
    {.name = "performers", .type = JIN_ROLES, AT(outer, performers)},
    {.name = NULL},
};
static const struct jin_table outer = {sizeof(struct outer), outer_field, 0};

static struct arena arena;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	memset(&err, 0, sizeof(err));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static enum err_code
take(const char *body, struct outer *out)
{
	memset(out, 0, sizeof(*out));
	memset(&err, 0, sizeof(err));
	return jin_read(&outer, slice_of(body), out, &err, &arena);
}

static void
test_everything(void **state)
{
	struct outer o;

	(void)state;
	assert_int_equal(
	    take("{\"text\":\"a\\u0451\",\"flag\":true,\"tri\":false,"
		 "\"number\":-12,\"price\":{\"amount\":390000,"
		 "\"currency\":\"RUB\"},\"at\":\"2026-11-23T10:05:00+03:00\","
		 "\"date\":\"1980-01-31\",\"inner\":{\"name\":\"n\","
		 "\"count\":7},\"items\":[{\"name\":\"x\"},{\"name\":\"y\"}],"
		 "\"words\":[\"S10\",\"X01\"],\"epid\":{\"EA01\":\"no\","
		 "\"EA02\":{\"answer\":\"yes\",\"comment\":\"38,6\"}},"
		 "\"performers\":[\"doctor\",\"nurse\"]}",
		 &o),
	    ERR_OK);
	assert_string_equal(o.text, "a\xD1\x91");
	assert_true(o.flag);
	assert_int_equal(o.tri, TRI_NO);
	assert_int_equal(o.number, -12);
	assert_int_equal(o.price_kop, 390000);
	assert_int_equal(o.at_ms, INT64_C(1795417500000));
	assert_int_equal(o.date.day, 31);
	assert_true(o.has_inner);
	assert_int_equal(o.inner.count, 7);
	assert_int_equal(o.item_count, 2);
	assert_string_equal(o.item[1].name, "y");
	assert_int_equal(o.word_count, 2);
	assert_string_equal(o.word[1], "X01");
	assert_int_equal(o.entry_count, 2);
	assert_string_equal(o.entry[0].key, "EA01");
	assert_int_equal(o.entry[0].answer, ANSWER_NO);
	assert_int_equal(o.entry[1].answer, ANSWER_YES);
	assert_string_equal(o.entry[1].comment, "38,6");
	assert_int_equal(o.performers, PERFORMER_DOCTOR | PERFORMER_NURSE);
}

static void
test_absent(void **state)
{
	struct outer o;

	(void)state;
	assert_int_equal(take("{\"text\":\"\",\"number\":null,\"inner\":null,"
			      "\"items\":[]}",
			      &o),
			 ERR_OK);
	assert_null(o.text);
	assert_false(o.has_inner);
	assert_int_equal(o.item_count, 0);
}

/* What is wrong with one member: "pointer code arg". */
static void
test_one_wrong(void **state)
{
	static const struct {
		const char *body;
		const char *pointer;
		const char *code;
	} row[] = {
	    {"{\"text\":1}", "/text", "type"},
	    {"{\"flag\":\"true\"}", "/flag", "type"},
	    {"{\"tri\":1}", "/tri", "type"},
	    {"{\"number\":\"1\"}", "/number", "type"},
	    {"{\"number\":1.5}", "/number", "type"},
	    {"{\"number\":9007199254740992}", "/number", "out_of_range"},
	    {"{\"number\":9007199254740993}", "/number", "out_of_range"},
	    {"{\"number\":1e300}", "/number", "out_of_range"},
	    {"{\"number\":1e999}", "/number", "out_of_range"},
	    {"{\"price\":390000}", "/price", "type"},
	    {"{\"price\":{\"amount\":1}}", "/price/currency", "required"},
	    {"{\"price\":{\"amount\":1,\"currency\":\"EUR\"}}",
	     "/price/currency", "unknown_code"},
	    {"{\"at\":\"2026-11-23\"}", "/at", "time_invalid"},
	    {"{\"date\":\"2026-02-30\"}", "/date", "date_invalid"},
	    {"{\"inner\":{}}", "/inner/name", "required"},
	    {"{\"inner\":{\"name\":\"\"}}", "/inner/name", "required"},
	    {"{\"inner\":{\"name\":\"a\",\"count\":-6}}", "/inner/count",
	     "too_small"},
	    {"{\"inner\":[]}", "/inner", "type"},
	    {"{\"items\":{}}", "/items", "type"},
	    {"{\"items\":[{\"name\":\"a\"},7]}", "/items/1", "type"},
	    {"{\"items\":[{},{},{}]}", "/items", "too_many"},
	    {"{\"words\":[\"a\",null]}", "/words/1", "type"},
	    {"{\"epid\":{\"E\":\"maybe\"}}", "/epid/E", "unknown_code"},
	    {"{\"epid\":{\"E\":{\"answer\":\"maybe\"}}}", "/epid/E/answer",
	     "unknown_code"},
	    {"{\"epid\":{\"E\":{}}}", "/epid/E/answer", "required"},
	    {"{\"epid\":{\"E\":null}}", "/epid/E", "required"},
	    {"{\"performers\":[\"doctor_or_nurse\"]}", "/performers/0",
	     "unknown_code"},
	    {"{\"performers\":\"doctor\"}", "/performers", "type"},
	    {"{\"Text\":\"case\"}", "/Text", "unknown_member"},
	    {"{\"a/b~c\":1}", "/a~1b~0c", "unknown_member"},
	    {"{\"inner\":{\"name\":\"a\",\"x\":1}}", "/inner/x",
	     "unknown_member"},
	};
	struct outer o;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(take(row[i].body, &o), ERR_FIELDS);
		assert_int_equal(err.fields.n, 1);
		assert_string_equal(err.fields.item[0].pointer, row[i].pointer);
		assert_string_equal(err.fields.item[0].code, row[i].code);
	}
}

static void
test_all_at_once(void **state)
{
	struct outer o;

	(void)state;
	assert_int_equal(take("{\"role\":\"admin\",\"text\":1,\"flag\":2,"
			      "\"inner\":{\"count\":-9}}",
			      &o),
			 ERR_FIELDS);
	assert_int_equal(err.fields.n, 5);
	assert_true(err_has(&err.fields, "/role"));
	assert_true(err_has(&err.fields, "/text"));
	assert_true(err_has(&err.fields, "/flag"));
	assert_true(err_has(&err.fields, "/inner/name"));
	assert_true(err_has(&err.fields, "/inner/count"));
}

static void
test_largest_integer(void **state)
{
	struct outer o;

	(void)state;
	assert_int_equal(take("{\"number\":9007199254740991}", &o), ERR_OK);
	assert_int_equal(o.number, INT64_C(9007199254740991));
	assert_int_equal(take("{\"number\":-9007199254740991}", &o), ERR_OK);
	assert_int_equal(take("{\"number\":1e3}", &o), ERR_OK);
	assert_int_equal(o.number, 1000);
}

static void
test_syntax(void **state)
{
	static const struct {
		const char *body;
		const char *ref;
	} row[] = {
	    {"[]", "not_object"},
	    {"null", "not_object"},
	    {"{\"text\":\"a\",\"text\":\"b\"}", "duplicate_key"},
	    {"{\"text\":\"a\",\"te\\u0078t\":\"b\"}", "duplicate_key"},
	    {"{\"inner\":{\"name\":\"a\",\"name\":\"a\"}}", "duplicate_key"},
	    {"{\"items\":[{\"name\":\"a\",\"name\":\"a\"}]}", "duplicate_key"},
	    {"{} x", "rest"},
	};
	struct outer o;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(take(row[i].body, &o), ERR_SYNTAX);
		assert_string_equal(err.ref, row[i].ref);
	}
}

static void
test_no_memory(void **state)
{
	struct arena small = {.limit = 256};
	struct outer o = {0};

	(void)state;
	memset(&err, 0, sizeof(err));
	assert_int_equal(jin_read(&outer,
				  SLICE("{\"words\":[\"a\",\"b\",\"c\"],"
					"\"text\":\"a\",\"flag\":true}"),
				  &o, &err, &small),
			 ERR_NOMEM);
	arena_free(&small);
}

static void
test_pairs(void **state)
{
	struct jin_pair *pair;
	size_t n;

	(void)state;
	assert_int_equal(jin_pairs(SLICE("{\"b\":\"2\",\"a\":\"1\"}"), &pair,
				   &n, &err, &arena),
			 ERR_OK);
	assert_int_equal(n, 2);
	assert_string_equal(pair[0].key, "b");
	assert_string_equal(pair[1].text, "1");
	assert_int_equal(jin_pairs(SLICE("{\"b\":2}"), &pair, &n, &err, &arena),
			 ERR_FIELDS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_guard_refuses),
	    cmocka_unit_test(test_guard_accepts),
	    cmocka_unit_test(test_guard_depth),
	    cmocka_unit_test(test_guard_tokens),
	    cmocka_unit_test_setup_teardown(test_everything, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_absent, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_one_wrong, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_all_at_once, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_largest_integer, setup,
					    teardown),
	    cmocka_unit_test_setup_teardown(test_syntax, setup, teardown),
	    cmocka_unit_test(test_no_memory),
	    cmocka_unit_test_setup_teardown(test_pairs, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
