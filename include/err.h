#ifndef ERR_H
#define ERR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"

/*
 * Errors are values.  A function that can fail returns enum err_code; what a
 * person needs beside the code travels in struct err.  Only the problem
 * writer (cgi/problem.c) and the log turn either into text.
 */
enum err_code {
	ERR_OK = 0,
#define ERR(name, status, code) ERR_##name,
#include "err.def"
#undef ERR
	ERR__COUNT
};

#define MUST_CHECK __attribute__((warn_unused_result))

#define FIELD_ERRORS_MAX 64

/* One field that is wrong. */
struct field_error {
	const char *pointer; /* JSON pointer, "/patient/phone" */
	const char *code;    /* stable; text "field.<code>" in the messages */
	const char *arg;     /* what the text names (a limit, a choice) or NULL */
};

/* All fields that are wrong; more than FIELD_ERRORS_MAX are not kept. */
struct field_errors {
	struct field_error item[FIELD_ERRORS_MAX];
	size_t n;
};

/* What goes with an err_code; strings live in the request's arena. */
struct err {
	enum err_code code;
	const char *by;         /* who holds or changed it */
	int64_t since_ms;       /* since when; 0: not known */
	const char *ref;        /* state, header, colliding visit … */
	int retry_after_s;      /* 0: the default of the status */
	struct field_errors fields;
};

/** err_field(f, pointer, code, arg): note a wrong field; strings are kept. */
static inline void
err_field(struct field_errors *f, const char *pointer, const char *code,
    const char *arg)
{
	if (f->n < FIELD_ERRORS_MAX)
		f->item[f->n++] = (struct field_error){pointer, code, arg};
}

/** err_has(f, pointer): whether ${pointer} is already noted. */
static inline bool
err_has(const struct field_errors *f, const char *pointer)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->item[i].pointer, pointer) == 0)
			return true;
	return false;
}

#endif
