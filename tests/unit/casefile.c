#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "civil.h"

#define FILE_MAX ((size_t)64 * 1024)

static void
die(const char *where, const char *what)
{
	fprintf(stderr, "%s: %s\n", where, what);
	abort();
}

cJSON *
casefile_load(const char *path)
{
	static char text[FILE_MAX];
	FILE *f = fopen(path, "r");
	cJSON *json;
	size_t n;

	if (f == NULL)
		die(path, "cannot open; run from the top folder");
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	json = cJSON_ParseWithOpts(text, NULL, true);
	if (json == NULL)
		die(path, "not JSON");
	return json;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
casefile_list(const char *folder, char *names[], int max)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int n = 0;

	if (dir == NULL)
		die(folder, "cannot open; run from the top folder");
	while ((entry = readdir(dir)) != NULL) {
		size_t length = strlen(entry->d_name);

		if (length < 5 ||
		    strcmp(entry->d_name + length - 5, ".json") != 0)
			continue;
		if (n == max)
			die(folder, "too many cases");
		names[n++] = strdup(entry->d_name);
	}
	closedir(dir);
	qsort(names, (size_t)n, sizeof(names[0]), by_name);
	return n;
}

const char *
casefile_text(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(object, name));
}

int
casefile_number(const cJSON *object, const char *name, int otherwise)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsNumber(item) ? item->valueint : otherwise;
}

bool
casefile_true(const cJSON *object, const char *name)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, name));
}

int64_t
casefile_time(const cJSON *object, const char *name)
{
	int64_t ms;

	if (!civil_time_parse(casefile_text(object, name), &ms))
		die(name, "not a time");
	return ms;
}

static int failures; /* of the rows of the list being run */

bool
casefile_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

void
casefile_expect(bool ok, const cJSON *row, const char *what, const char *got)
{
	char *text;

	if (ok)
		return;
	failures++;
	text = cJSON_PrintUnformatted(row);
	print_error("%s: got %s: %s\n", what, got != NULL ? got : "none", text);
	cJSON_free(text);
}

void
casefile_run(const char *path, int least, void check(const cJSON *row))
{
	cJSON *rows = casefile_load(path);
	const cJSON *row;

	failures = 0;
	assert_true(cJSON_GetArraySize(rows) >= least);
	cJSON_ArrayForEach(row, rows) check(row);
	cJSON_Delete(rows);
	assert_int_equal(failures, 0);
}
