#ifndef PARAM_H
#define PARAM_H

#include "http.h"

/*
 * Query parameters with a meaning.  Like http_param_int() they note what is
 * wrong in h->err as pointer "?name"; the handler asks param_wrong() once.
 */

/** param_text(h, name, max): obligatory, at most ${max} characters; or "". */
const char *param_text(struct http *h, const char *name, size_t max);

/** param_filled(h, name, max): as param_text(); NULL when absent or empty. */
const char *param_filled(struct http *h, const char *name, size_t max);

/** param_date(h, name): "YYYY-MM-DD" as sent; NULL: absent or wrong. */
const char *param_date(struct http *h, const char *name);

/** param_day(h, name, fallback): the same as a date. */
struct civil_date
param_day(struct http *h, const char *name, struct civil_date fallback);

/** param_performers(h, name): mask of a comma-separated list; 0: absent. */
unsigned param_performers(struct http *h, const char *name);

/** param_states(h, name): mask of 1 << enum request_state; 0: absent. */
unsigned param_states(struct http *h, const char *name);

/** param_codes(h, name, out, max): the texts of a comma-separated list. */
size_t
param_codes(struct http *h, const char *name, const char **out, size_t max);

/** param_task_states(h, name): mask of 1 << enum task_state; 0: absent. */
unsigned param_task_states(struct http *h, const char *name);

/** param_queue(h, name): the code of a known queue; NULL: absent or wrong. */
const char *param_queue(struct http *h, const char *name);

/** param_zone(h, name): the code of a known zone; NULL: absent or wrong. */
const char *param_zone(struct http *h, const char *name);

/** param_place(h, name): a known place by its code; NULL: absent or wrong. */
const struct place *param_place(struct http *h, const char *name);

/** param_note(h, name, code, arg): note the parameter as wrong. */
void
param_note(struct http *h, const char *name, const char *code, const char *arg);

/** param_none(h): for what takes no parameters; false: some came. */
bool param_none(struct http *h);

/** param_wrong(h): whether anything was noted: answer with ERR_FIELDS. */
bool param_wrong(const struct http *h);

#endif
