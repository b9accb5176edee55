#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "slice.h"

/*
 * PCRE2 under limits: compiled once, no JIT, UTF and UCP on.  Limits as
 * RELIABILITY: match limit 2,000,000 / subject length (at least 1,000),
 * depth 1,000, heap 1 MiB, pattern ≤ 500 bytes with ≤ 20 groups nested ≤ 20
 * deep, subject ≤ 1,024 characters.  $ is the very end, as in a browser.
 */
struct pattern;

enum pattern_result {
	PATTERN_NO,    /* does not match */
	PATTERN_YES,   /* matches */
	PATTERN_LIMIT, /* undecided, an error, never "no match": a limit was
	                  hit, the subject is too long or not UTF-8 */
};

/**
 * pattern_compile(source, out, why, why_size):
 * Compile ${source} for whole-subject or searching use.
 * Owner:   ${out} belongs to the caller: pattern_free().
 * Errors:  ERR_FIELDS and the reason in ${why} for a pattern that is wrong or
 *          not allowed (verbs, callouts, recursion, nesting; "(*" also within
 *          a class: write "[*(]"); ERR_NOMEM.
 */
enum err_code pattern_compile(const char *source, struct pattern **out,
    char *why, size_t why_size) MUST_CHECK;

/** pattern_match(p, subject): thread-safe; ${subject} is checked UTF-8. */
enum pattern_result pattern_match(
    const struct pattern *p, struct slice subject);

void pattern_free(struct pattern *p);

#endif
