#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "slice.h"

/*
 * PCRE2 under limits: compiled once, no JIT, UTF and UCP on.  Limits as
 * RELIABILITY: match limit 2,000,000 / subject length (at least 1,000),
 * depth 1,000, heap 1 MiB, pattern ≤ 500 bytes with ≤ 20 groups nested ≤ 20
 * deep, subject ≤ 1,024 characters.  $ is the very end, as in a browser.
 */
struct pattern;

#define PATTERN_SUBJECT_MAX 1024 /* characters */

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

/**
 * pattern_compile_rule(source, out, why, why_size):
 * As pattern_compile(), for pattern_find(): letters match in any case, and
 * every step is counted; each letter an item walks over is a step.
 */
enum err_code pattern_compile_rule(const char *source, struct pattern **out,
    char *why, size_t why_size) MUST_CHECK;

/** pattern_match(p, subject): thread-safe; ${subject} is checked UTF-8. */
enum pattern_result pattern_match(
    const struct pattern *p, struct slice subject);

/** pattern_has_group(p, name): whether ${p} names one of its groups so. */
bool pattern_has_group(const struct pattern *p, const char *name);

#define PATTERN_STEPS_MAX INT64_C(5000000) /* of one request, over all rules */

/* A search of one subject by many patterns. */
struct pattern_search {
	struct slice subject;
	const char *group; /* the group that is wanted as well; NULL: none */
	int64_t steps;     /* left for all of them, at first PATTERN_STEPS_MAX */
};

/* What was found, as bytes [from, to) of the subject. */
struct pattern_found {
	size_t from, to;
	size_t group_from, group_to; /* equal: the group took no part */
};

/**
 * pattern_find(p, search, from, out):
 * The next words ${p}, made by pattern_compile_rule(), matches from byte
 * ${from} on; an empty match is none.  PATTERN_LIMIT also when the steps of
 * ${search} are used up, or this search alone took as many as fit into 10 ms.
 */
enum pattern_result pattern_find(const struct pattern *p,
    struct pattern_search *search, size_t from,
    struct pattern_found *out) MUST_CHECK;

void pattern_free(struct pattern *p);

#endif
