#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <cjson/cJSON.h>

#include "../../cgi/msg.h"
#include "form.h"

/* Every text there must be is there, in all three languages. */

static const char *const languages[] = {"ru", "en", "fi"};

#define LANGUAGES (sizeof(languages) / sizeof(languages[0]))

static struct arena arena;
static cJSON *texts[LANGUAGES];

static const char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	struct buf b = BUF(&arena);
	char part[4096];
	size_t n;

	if (f == NULL)
		fail_msg("cannot open %s", path);
	while ((n = fread(part, 1, sizeof(part), f)) != 0)
		buf_put(&b, part, n);
	(void)fclose(f);
	return buf_text(&b);
}

static int
setup(void **state)
{
	char path[64];

	(void)state;
	for (size_t i = 0; i < LANGUAGES; i++) {
		(void)snprintf(path, sizeof(path), "cgi/messages/%s.json",
			       languages[i]);
		texts[i] = cJSON_Parse(read_file(path));
		assert_non_null(texts[i]);
	}
	if (!msg_load())
		return -1;
	cJSON_InitHooks(NULL); /* those of jin.c serve its own reading alone */
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (size_t i = 0; i < LANGUAGES; i++)
		cJSON_Delete(texts[i]);
	msg_free();
	arena_free(&arena);
	return 0;
}

static bool
has(size_t language, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(texts[language], key) != NULL;
}

static void
need(const char *prefix, const char *code, const char *where)
{
	char key[128];

	(void)snprintf(key, sizeof(key), "%s%s", prefix, code);
	for (size_t i = 0; i < LANGUAGES; i++)
		if (!has(i, key))
			fail_msg("%s: no \"%s\" in %s.json", where, key,
				 languages[i]);
}

static void
test_same_keys(void **state)
{
	const cJSON *text;

	(void)state;
	for (size_t i = 0; i < LANGUAGES; i++)
		cJSON_ArrayForEach(text, texts[i])
		{
			assert_true(cJSON_IsString(text));
			assert_true(text->valuestring[0] != '\0');
			need("", text->string, languages[i]);
		}
}

/* How often {name} stands in the texts must not depend on the language. */
static void
test_same_arguments(void **state)
{
	const cJSON *text;

	(void)state;
	cJSON_ArrayForEach(text, texts[0])
	{
		const char *p = text->valuestring;

		while ((p = strchr(p, '{')) != NULL) {
			size_t n = strcspn(p, "}") + 1;
			char *name = arena_strndup(&arena, p, n);

			for (size_t i = 1; i < LANGUAGES; i++)
				if (strstr(cJSON_GetObjectItem(texts[i],
							       text->string)
					       ->valuestring,
					   name) == NULL)
					fail_msg("%s.json: no %s in \"%s\"",
						 languages[i], name,
						 text->string);
			p += n;
		}
	}
}

static void
test_every_error_has_a_title(void **state)
{
	(void)state;
#define ERR(name, status, code) need("problem.", code, "err.def");
#include "err.def"
#undef ERR
}

static void
test_every_field_rule_has_a_text(void **state)
{
	size_t n;
	const struct form_field *field = form_fields(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		if (field[i].code != NULL)
			need("field.", field[i].code, field[i].pointer);
}

/* --- the codes in the sources ----------------------------------------- */

/* Functions that note a field error, and which argument is the code. */
static const struct {
	const char *call;
	int code;
} notes[] = {
    {"err_field(", 2},
    {"param_note(", 2},
    {"note(", 2},
    {"wrong(", 2},
};

/* The end of the argument that starts at ${p}. */
static const char *
argument_end(const char *p)
{
	int depth = 0;

	for (; *p != '\0' && *p != ';'; p++) {
		if (*p == '"') {
			p += 1 + strcspn(p + 1, "\"");
			continue;
		}
		if (depth == 0 && (*p == ',' || *p == ')'))
			return p;
		depth += (*p == '(') - (*p == ')');
	}
	return p;
}

/* Every literal of the argument is a code: it may be a choice of two. */
static int
need_literals(const char *from, const char *to, const char *file)
{
	int found = 0;

	while ((from = memchr(from, '"', (size_t)(to - from))) != NULL) {
		size_t n = strcspn(++from, "\"");

		if (from[0] != '/' && from[0] != '?') {
			need("field.", arena_strndup(&arena, from, n), file);
			found++;
		}
		from += n + 1;
	}
	return found;
}

static int
scan_call(const char *p, int code, const char *file)
{
	const char *end = argument_end(p);

	for (int i = 0; i < code; i++) {
		if (*end != ',')
			return 0;
		p = end + 1;
		end = argument_end(p);
	}
	return need_literals(p, end, file);
}

static int
scan_file(const char *path)
{
	const char *source = read_file(path);
	int found = 0;

	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		for (const char *p = source;
		     (p = strstr(p, notes[i].call)) != NULL;) {
			bool word =
			    p == source || strchr(" \t\n(!", p[-1]) != NULL;
			p += strlen(notes[i].call);
			if (word)
				found += scan_call(p, notes[i].code, path);
		}
	return found;
}

static void
test_every_code_in_the_sources_has_a_text(void **state)
{
	static const char *const folders[] = {"rules", "db", "cgi"};
	struct dirent *entry;
	char path[300];
	int found = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		DIR *dir = opendir(folders[i]);

		assert_non_null(dir);
		while ((entry = readdir(dir)) != NULL) {
			const char *dot = strrchr(entry->d_name, '.');

			if (dot == NULL || strcmp(dot, ".c") != 0)
				continue;
			(void)snprintf(path, sizeof(path), "%s/%s", folders[i],
				       entry->d_name);
			found += scan_file(path);
		}
		(void)closedir(dir);
	}
	assert_true(found > 40); /* the scan itself still finds them */
}

static void
test_format(void **state)
{
	const struct msg_arg arg = {"arg", "20"};

	(void)state;
	assert_string_equal(
	    msg_format(LANG_EN, "field.too_long", &arg, 1, &arena),
	    "Too long: at most 20 characters.");
	assert_string_equal(msg_get(LANG_FI, "no.such.key"), "no.such.key");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_same_keys),
	    cmocka_unit_test(test_same_arguments),
	    cmocka_unit_test(test_every_error_has_a_title),
	    cmocka_unit_test(test_every_field_rule_has_a_text),
	    cmocka_unit_test(test_every_code_in_the_sources_has_a_text),
	    cmocka_unit_test(test_format),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
