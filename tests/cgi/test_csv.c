#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../cgi/csv.h"

static const struct csv_limits limits = {.rows = 4, .columns = 3, .cell = 20};

/* The rows as one text: cells parted by "|", each row led by its line. */
static const char *
told(const char *bytes, size_t n, char out[200])
{
	struct arena arena = {0};
	struct csv_fault why = {0};
	struct csv csv;
	size_t at = 0;

	if (csv_read((struct slice){bytes, n}, &limits, &csv, &why, &arena) !=
	    ERR_OK) {
		(void)snprintf(out, 200, "%s %zu", why.code, why.line);
	} else {
		out[0] = '\0';
		for (size_t i = 0; i < csv.count; i++) {
			at += (size_t)snprintf(out + at, 200 - at, "%zu",
					       csv.row[i].line);
			for (size_t k = 0; k < csv.row[i].count; k++)
				at +=
				    (size_t)snprintf(out + at, 200 - at, "|%s",
						     csv.row[i].cell[k]);
			at += (size_t)snprintf(out + at, 200 - at, ".");
		}
	}
	arena_free(&arena);
	return out;
}

static void
test_tables(void **state)
{
	static const struct {
		const char *bytes;
		const char *rows;
	} row[] = {
	    {"", ""},
	    {"a;b\r\n1;2\r\n", "1|a|b.2|1|2."},
	    {"a,b\n1,2", "1|a|b.2|1|2."},
	    {"a\tb\r1\t2\r", "1|a|b.2|1|2."},
	    {"\xef\xbb\xbfzone;x\n", "1|zone|x."},
	    {"a;b,c;d\n", "1|a|b,c|d."},         /* the more frequent one */
	    {"\"a,b,c\";d\n", "1|a,b,c|d."},     /* outside quotes */
	    {"a;b\n\n ; \n1;\n", "1|a|b.4|1|."}, /* empty rows count lines */
	    {"  a  ;\" b \"\n", "1|a| b ."},
	    {"\"say \"\"hi\"\"\";\"\"\n", "1|say \"hi\"|."},
	    {"a;\"two\nlines\"\nb;c", "1|a|two\nlines.3|b|c."},
	    {"a;b;\n", "1|a|b|."},
	    /* windows-1251: "зона;цена" and a yo, a dash, a euro */
	    {"\xe7\xee\xed\xe0;\xf6\xe5\xed\xe0\n", "1|зона|цена."},
	    {"\xb8;\x97;\x88\n", "1|ё|—|€."},
	    /* refused */
	    {"a;\"b", "csv_quote 1"},
	    {"a;b\n\"c\"d;e\n", "csv_quote 2"},
	    {"a;\x98\n", "csv_encoding 0"},
	    {"\xef\xbb\xbf\xe7\n", "csv_encoding 0"},
	    {"1;2;3;4\n", "csv_too_large 1"},
	    {"1\n2\n3\n4\n5\n", "csv_too_large 5"},
	    {"123456789012345678901\n", "csv_too_large 1"},
	    {"\"123456789012345678901\"\n", "csv_too_large 1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		char out[200];
		assert_string_equal(
		    told(row[i].bytes, strlen(row[i].bytes), out), row[i].rows);
	}
}

static void
test_nul(void **state)
{
	static const char utf16[] = "\xff\xfe"
				    "a\0;\0b\0";
	char out[200];

	(void)state;
	assert_string_equal(told("a\0b", 3, out), "csv_encoding 0");
	assert_string_equal(told(utf16, sizeof(utf16) - 1, out),
			    "csv_encoding 0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tables),
	    cmocka_unit_test(test_nul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
