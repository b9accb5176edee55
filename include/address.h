#ifndef ADDRESS_H
#define ADDRESS_H

#include "arena.h"
#include "pattern.h"
#include "request.h"
#include "rulebook.h"
#include "slice.h"

/*
 * The place named in a typed address, read by the rules of the admin and by
 * the names of places.  The price hangs on it: doubt is asked.
 */

#define ADDRESS_CANDIDATES_MAX 8

enum address_state {
	ADDRESS_NONE,    /* it names no place */
	ADDRESS_PLACE,   /* it names one */
	ADDRESS_SEVERAL, /* ask: it may be either candidate, or has no zone */
	ADDRESS_LIMIT,   /* ask: too long, or a rule could not be run */
};

struct address_answer {
	enum address_state state;
	const struct place *place; /* ADDRESS_PLACE */
	const char *rule;    /* code; NULL: a name.  ADDRESS_LIMIT: the culprit */
	const char *matched; /* the words, as typed; NULL: none */
	const struct place *candidate[ADDRESS_CANDIDATES_MAX];
	size_t candidate_count; /* the place too is one */
};

/**
 * address_read(book, text, out, arena):
 * The place ${text} names.
 * Rules:   rules in their order; one without a place hides what it matches
 *          from the rules and names after it («Невский проспект»).  Then names
 *          of places, whole and word by word.  Of two that matched, the longer
 *          words answer for the shorter in them, and a place for the district
 *          it lies in; what is left must be one.
 * Owner:   the texts live in ${arena} or ${book}.
 * Errors:  ERR_NOMEM.
 * Source:  DOMAIN §3; cases/addresses.json.
 */
enum err_code address_read(const struct rulebook *book, struct slice text,
    struct address_answer *out, struct arena *arena) MUST_CHECK;

/**
 * address_contradicts(book, answer, chosen):
 * Whether ${chosen} is no place of ${answer}, which has some; above or below
 * one of them in the same zone is no contradiction.  NULL never is.
 */
bool address_contradicts(const struct rulebook *book,
    const struct address_answer *answer, const struct place *chosen);

/**
 * address_check(book, address, contradicts, arena):
 * Whether the text of ${address} contradicts its chosen place.
 * Errors:  ERR_NOMEM.
 */
enum err_code address_check(const struct rulebook *book,
    const struct request_address *address, bool *contradicts,
    struct arena *arena) MUST_CHECK;

/**
 * address_rule_compile(rule, out, why, why_size):
 * Errors:  ERR_FIELDS and the reason in ${why}; ERR_NOMEM.
 */
enum err_code address_rule_compile(const struct address_rule *rule,
    struct pattern **out, char *why, size_t why_size) MUST_CHECK;

/**
 * address_rule_try(rule, p, text, matched, arena):
 * Whether ${rule}, compiled as ${p}, matches ${text} when it stands alone,
 * and its first words as typed.  PATTERN_LIMIT: it must not be saved.
 */
enum pattern_result address_rule_try(const struct address_rule *rule,
    const struct pattern *p, struct slice text, const char **matched,
    struct arena *arena) MUST_CHECK;

/* What a rule does before it is one. */
struct address_trial {
	char why[200];  /* "": it compiles */
	bool dangerous; /* a limit was hit: it must not be saved */
	size_t tried;   /* texts before that */
	size_t matched; /* of them */
	bool everything; /* it matches what it should not: every plain text */
};

/**
 * address_trial_run(rule, text, n, out):
 * Try ${rule} on texts made to make a pattern slow, on plain words, and on the
 * ${n} addresses ${text}; ${out} counts the latter.
 * Errors:  ERR_NOMEM.  Blocks as long as the limits of pattern.h allow, and
 *          stops at the first that is hit.
 */
enum err_code address_trial_run(const struct address_rule *rule,
    const char *const *text, size_t n, struct address_trial *out) MUST_CHECK;

/**
 * address_rule_set_make(book, err):
 * Compile the active rules of ${book}; used by rulebook_build().
 * Errors:  NULL, and ERR_FIELDS or ERR_NOMEM in ${err}->code.
 */
struct address_rule_set *address_rule_set_make(
    const struct rulebook *book, struct err *err);
void address_rule_set_free(struct address_rule_set *set);

/**
 * address_names_make(book):
 * The names of places an address may have; for rulebook_build(), after the
 * index of places.
 * Owner:   ${book}->arena.
 * Errors:  NULL: memory was refused.
 */
struct address_names *address_names_make(const struct rulebook *book);

#endif
