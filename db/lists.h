#ifndef LISTS_H
#define LISTS_H

#include "pack.h"
#include "request.h"

/*
 * The short lists of a request and of a quote as one text column each.
 * Writing gives NULL for an empty list and for refused memory, reading skips
 * nothing but what memory was refused for: see arena.overflow.
 */

const char *
lists_pack_services(const struct request_form *form, struct arena *arena);
void lists_take_services(const char *packed, struct request_form *form,
			 struct arena *arena);

const char *lists_pack_answers(const struct request_answer *answer, size_t n,
			       struct arena *arena);
struct request_answer *
lists_take_answers(const char *packed, size_t *n, struct arena *arena);

const char *
lists_pack_scripts(const struct request_form *form, struct arena *arena);
void lists_take_scripts(const char *packed, struct request_form *form,
			struct arena *arena);

const char *lists_pack_lines(const struct quote *quote, struct arena *arena);
void
lists_take_lines(const char *packed, struct quote *quote, struct arena *arena);

const char *lists_pack_matches(const struct request *q, struct arena *arena);
void
lists_take_matches(const char *packed, struct request *q, struct arena *arena);

/** lists_pack_codes(code, n, arena): a plain list of codes. */
const char *
lists_pack_codes(const char *const *code, size_t n, struct arena *arena);

#endif
