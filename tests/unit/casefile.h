#ifndef CASEFILE_H
#define CASEFILE_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

/* Golden cases: JSON files below tests/cases, read by the tests. */

/** casefile_load(path): the parsed file; aborts with a message otherwise. */
cJSON *casefile_load(const char *path);

/**
 * casefile_list(folder, names, max):
 * The names ending in .json in ${folder}, sorted.  Returns how many.
 */
int casefile_list(const char *folder, char *names[], int max);

/**
 * casefile_run(path, least, check):
 * ${check} every row of the list at ${path}, of which there are ${least} at
 * least; fails when one of them did not come out as casefile_expect()ed.
 */
void casefile_run(const char *path, int least, void check(const cJSON *row));

/** casefile_expect(ok, row, what, got): ${row} is told if it is not so. */
void
casefile_expect(bool ok, const cJSON *row, const char *what, const char *got);

/** casefile_same(a, b): equal texts, or none on both sides. */
bool casefile_same(const char *a, const char *b);

/** casefile_text(object, name): a member's string; NULL: none or null. */
const char *casefile_text(const cJSON *object, const char *name);

/** casefile_number(object, name, otherwise) */
int casefile_number(const cJSON *object, const char *name, int otherwise);

bool casefile_true(const cJSON *object, const char *name);

/** casefile_time(object, name): an RFC 3339 member; aborts otherwise. */
int64_t casefile_time(const cJSON *object, const char *name);

#endif
