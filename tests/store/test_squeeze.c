#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../db/squeeze.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct slice
pack(struct slice text)
{
	struct buf out = BUF(&arena);

	buf_str(&out, "before");
	squeeze_pack(text, &out);
	assert_non_null(buf_text(&out));
	assert_int_equal(strncmp(out.data, "before", 6), 0);
	assert_int_equal(out.data[out.n], '\0');
	return (struct slice){out.data + 6, out.n - 6};
}

/* What comes back is what went in. */
static size_t
there_and_back(struct slice text)
{
	struct slice packed = pack(text);
	struct buf out = BUF(&arena);

	buf_str(&out, "before");
	assert_true(squeeze_open(packed, &out));
	assert_int_equal(out.n, strlen("before") + text.n);
	if (text.n != 0)
		assert_memory_equal(out.data + strlen("before"), text.p,
				    text.n);
	return packed.n;
}

static void
test_texts(void **state)
{
	static const char *const row[] = {
	    "",
	    "a",
	    "abcd",
	    "abcde",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "abcdefabcdefabcdefabcdef",
	    "{\"error\":\"Что-то совсем другое\"}",
	    "{\"id\":\"019ab000-0000-7000-8000-000000000001\"",
	    "\"undo\":null}\"claim\":{\"by\":\"x\"}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		(void)there_and_back(slice_of(row[i]));
}

/* Any bytes, some of them again and again; longer than a place can tell. */
static void
test_bytes(void **state)
{
	static char text[150000];
	uint32_t dice = 7;

	(void)state;
	for (size_t n = 1; n <= sizeof(text); n = n * 3 + 1) {
		for (size_t i = 0; i < n; i++) {
			dice = dice * 1664525 + 1013904223;
			text[i] = dice >> 30 != 0 && i >= 40
				      ? text[i - 40]
				      : (char)(dice >> 24);
		}
		(void)there_and_back((struct slice){text, n});
	}
}

/* An answer like the one of the file takes a fifth. */
static void
test_room(void **state)
{
	static const char text[] =
	    "{\"id\":\"019ab123-4567-7890-8abc-def012345678\",\"number\":"
	    "\"26-004711\",\"version\":1,\"state\":\"queued\",\"created_at\":"
	    "\"2026-12-01T09:17:33.120+03:00\",\"created_by\":\"oper03\","
	    "\"zone\":\"green\",\"updated_at\":"
	    "\"2026-12-01T09:17:33.120+03:00\",\"updated_by\":\"oper03\","
	    "\"patient\":{\"card_no\":null,\"name\":\"Образцова Анна\","
	    "\"birth_date\":\"1951-07-30\",\"phone\":\"+78125550177\"},"
	    "\"caller\":null,\"address\":{\"text\":\"Макетный пр., д. 17\",";

	(void)state;
	assert_true(there_and_back(slice_of(text)) * 2 < sizeof(text));
}

/* Wherever it was changed, it is read within its bounds or refused. */
static void
test_changed(void **state)
{
	struct slice packed = pack(
	    SLICE("\"allowed_actions\":[\"cancel\",\"decline\"] and more"));
	char good[200], bad[200];

	(void)state;
	assert_true(packed.n < sizeof(good));
	memcpy(good, packed.p, packed.n);
	memcpy(bad, packed.p, packed.n);
	for (size_t i = 0; i < packed.n; i++) {
		for (int c = 0; c < 256; c++) {
			struct buf out = BUF(&arena);

			bad[i] = (char)c;
			(void)squeeze_open((struct slice){bad, packed.n}, &out);
			arena_reset(&arena);
		}
		bad[i] = good[i];
	}
}

/* One byte more or less than there are is not what was packed. */
static void
test_other_length(void **state)
{
	struct slice packed = pack(SLICE("as long as this"));
	char other[100];

	(void)state;
	for (int by = -1; by <= 1; by++) {
		struct buf out = BUF(&arena);

		memcpy(other, packed.p, packed.n);
		other[1] = (char)(other[1] + by);
		assert_int_equal(
		    squeeze_open((struct slice){other, packed.n}, &out),
		    by == 0);
	}
}

static void
test_refused(void **state)
{
	static const struct slice row[] = {
	    {"", sizeof("") - 1},                         /* no number */
	    {"\x02\x00", sizeof("\x02\x00") - 1},         /* of another file */
	    {"\x01\x02z", sizeof("\x01\x02z") - 1},       /* cut in the text */
	    {"\x01\x80", sizeof("\x01\x80") - 1},         /* in a number */
	    {"\x01\x00\x01", sizeof("\x01\x00\x01") - 1}, /* in a match */
	    {"\x01\x80\x80\x80\x80\x80\x01",
	     sizeof("\x01\x80\x80\x80\x80\x80\x01") -
		 1}, /* too large a number */
	    {"\x01\x00\x00\x03",
	     sizeof("\x01\x00\x00\x03") - 1}, /* before the file */
	    {"\x01\x00\xff\x7f\x00",
	     sizeof("\x01\x00\xff\x7f\x00") - 1}, /* beyond it */
	    {"\x01\x00\x00\xfe\xff\x7f",
	     sizeof("\x01\x00\x00\xfe\xff\x7f") - 1}, /* after the text */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		if (squeeze_open(row[i], &(struct buf){.arena = &arena}))
			fail_msg("row %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_texts),        cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_room),         cmocka_unit_test(test_changed),
	    cmocka_unit_test(test_other_length), cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
