#ifndef PROBLEM_H
#define PROBLEM_H

#include "http.h"
#include "jw.h"

/* The one place that turns an error into an answer (RFC 9457). */

/** problem_status(code): the HTTP status of ${code}. */
int problem_status(enum err_code code);

/** problem_code(code): its stable name on the wire. */
const char *problem_code(enum err_code code);

/**
 * problem_write(h, code):
 * Answer ${h} with the problem ${code}: texts in h->lang, every field error
 * of h->err, by and since, h->problem_more.  What was in the answer is gone
 * but for headers that explain the refusal (Allow, Retry-After).
 */
void problem_write(struct http *h, enum err_code code);

/**
 * problem_errors(w, h, where, error, count):
 * The member "errors": of each its place under the name ${where}, its code and
 * what to say in h->lang.
 */
void problem_errors(struct jw *w, const struct http *h, const char *where,
		    const struct field_error *error, size_t count);

/**
 * problem_put(w, key, h, err, code):
 * The problem ${code} with what ${err} says of it, as a member: one of many
 * answers in one.
 */
void problem_put(struct jw *w, const char *key, struct http *h,
		 const struct err *err, enum err_code code);

#endif
