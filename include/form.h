#ifndef FORM_H
#define FORM_H

#include "arena.h"
#include "err.h"
#include "request.h"

/*
 * The request form: one table of field rules for server and screen.
 * GET /form serves the same table form_check() works by.
 */

enum form_when {
	FORM_OPTIONAL,
	FORM_ALWAYS,     /* every request */
	FORM_FIRST_TIME, /* first-time patients */
	FORM_REPEAT,     /* with a card number */
	FORM_MINOR,      /* patients under the representative's age */
};

struct form_field {
	const char *pointer;  /* "/patient/phone" */
	enum form_when when;
	const char *pattern;  /* PCRE2 source, or NULL */
	int max_length;       /* characters; 0: not a text */
	const char *code;     /* field error when the value is wrong; or NULL */
};

/** form_fields(count): the table, in the order of the screen. */
const struct form_field *form_fields(size_t *count);

const char *form_when_name(enum form_when w); /* "always", "first_time" … */

/* What form_check() needs beside the form. */
struct form_context {
	const struct rulebook *book;
	int64_t now_ms;
	bool matched; /* card and birth date agree with the patient file */
};

/* What form_check() finds out on the way. */
struct form_result {
	unsigned flags; /* enum request_flag that follow from the form */
	int kit;        /* 0..3 */
	unsigned performers;
	bool minor;
};

/**
 * form_check(ctx, form, result, errs, arena):
 * Check and normalise ${form} in place (texts cleaned, phones to E.164) and
 * note every wrong field in ${errs}, all at once.  For a matched patient the
 * store has filled name, birth date and phone from the file before.  A card
 * that did not match makes a first-time patient, flagged; a card alone misses
 * its birth date.
 * Rules:   required fields by first time or repeat; patterns and lengths;
 *          birth date exists, not in the future, age ≤ 130; place known and
 *          with a zone; at least one service, none of them not_allowed, a
 *          condition answered yes; performers cover the services; epid
 *          answers present and of known codes; red flags: any yes
 *          ("red_flag_yes") blocks, and a don't know ("red_flag_ask_again")
 *          to a sign of that age;
 *          both consents; a representative for a minor.
 * Errors:  ERR_FIELDS when ${errs} is not empty; ERR_NOMEM.
 * Source:  DOMAIN §1, §5.
 */
enum err_code form_check(const struct form_context *ctx,
    struct request_form *form, struct form_result *result,
    struct field_errors *errs, struct arena *arena) MUST_CHECK;

/**
 * form_check_contact(book, form, errs, arena):
 * The same for phones, caller and address alone, the place not among them:
 * what may be put right once the request is posted.
 * Errors:  ERR_FIELDS, ERR_NOMEM.
 */
enum err_code form_check_contact(const struct rulebook *book,
    struct request_form *form, struct field_errors *errs,
    struct arena *arena) MUST_CHECK;

/**
 * form_check_card(book, now_ms, form, errs, arena):
 * The same for what a card of the patient file says: the patient's texts and
 * the address, none of them required.  ${errs} has what is wrong.
 */
void form_check_card(const struct rulebook *book, int64_t now_ms,
    struct request_form *form, struct field_errors *errs,
    struct arena *arena);

/** form_patterns_make(err): compile the table once; NULL: failed. */
struct form_patterns *form_patterns_make(struct err *err);
void form_patterns_free(struct form_patterns *p);

/** form_patterns_at(p, i): of field ${i} of the table; NULL: it has none. */
const struct pattern *form_patterns_at(const struct form_patterns *p, size_t i);

#endif
