#ifndef RULEBOOK_H
#define RULEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "civil.h"
#include "err.h"
#include "nearness.h"

/*
 * The rulebook: everything a rule needs to answer without the database.
 * db/book.c fills the tables from the store, rulebook_build() checks them
 * and makes the indexes; after that nothing in it ever changes.  The store
 * replaces it whole when its revision moves.
 *
 * All strings are NUL-terminated UTF-8 in rulebook.arena; an absent text is
 * NULL, never "".
 */

enum performer { /* a mask: a visit may need both */
	PERFORMER_DOCTOR = 1,
	PERFORMER_NURSE = 2,
	PERFORMER_BOTH = 3, /* in a service: either will do */
};

enum verdict {
	VERDICT_NONE, /* null on the wire: the operator must pick */
	VERDICT_ALLOWED,
	VERDICT_NOT_ALLOWED,
	VERDICT_CONDITIONAL,
	VERDICT_ASK_DISPATCHER,
	VERDICT_UNKNOWN, /* matches nothing in the catalogue */
};

struct zone {
	const char *code; /* "green" */
	const char *name;
	int sort;
	int64_t version;
};

/* One price of the trip, in force from valid_from_ms until the next one, if
 * it was approved by then and is not withdrawn. */
struct tariff {
	int64_t id;
	const char *zone;
	enum performer performer; /* exactly one */
	int64_t price_kop;
	int64_t valid_from_ms;
	int64_t recorded_at_ms;
	const char *recorded_by;
	const char *reason;
	int64_t approved_at_ms;  /* 0: a proposal */
	const char *approved_by;
	int64_t withdrawn_at_ms; /* 0: stands */
	const char *withdrawn_by;
	const char *withdrawn_reason;
	int64_t changed; /* tariff_version of its last change */
};

struct place {
	const char *code;
	const char *name;
	const char *kind;   /* district, municipal_unit, oblast_district, … */
	const char *parent; /* code of the place above; NULL at the top */
	bool ask; /* its zone is asked, whatever lies above; zone is NULL */
	const char *zone;   /* NULL: that above; none at all: ask */
	const char **alias; /* spoken names */
	size_t alias_count;
	const char *note;
	const struct nearness_point *point; /* inside; NULL: place_point() */
};

/* What follows from the answer to a condition. */
struct service_answer {
	enum verdict verdict; /* never NONE, CONDITIONAL or UNKNOWN */
	const char *say;      /* what the caller is told; NULL */
	const char *instead;  /* code of the service to offer then; NULL */
};

enum parity { PARITY_ANY, PARITY_ODD, PARITY_EVEN, PARITY__COUNT };

/* What the words of a typed address say of its place: include/address.h. */
struct address_rule {
	const char *code;
	const char *pattern; /* PCRE2, any case, е for ё; group "house" */
	const char *place;   /* NULL: what it matches names no place */
	int64_t house_from;  /* the first house; 0: any */
	int64_t house_to;    /* the last; 0: any */
	enum parity parity;  /* of the houses */
	const char *note;
	bool active;
	int64_t version;
};

struct service {
	const char *code;     /* "E02" */
	const char *category; /* examination, consultation, … */
	enum verdict verdict; /* never NONE or UNKNOWN */
	unsigned performers;  /* mask; 0 when not done at home */
	const char *name;
	const char *source_name; /* as the handbook has it; NULL */
	const char **alias; /* spoken names; «МРТ …»: of any part of the body */
	size_t alias_count;
	const char *condition; /* the yes/no question of a conditional one */
	struct service_answer if_yes; /* of a conditional one */
	struct service_answer if_no;
	const char *note;
	const char *branch;    /* bound to this branch; NULL: everywhere */
	int64_t valid_from_ms; /* INT64_MIN: always */
	int64_t valid_to_ms;   /* INT64_MAX: open */
	bool approved;         /* false: sample, marked on the screens */
};

/* Where a service is done when not at home. */
struct referral {
	const char *code;
	bool own; /* a clinic of the group */
	const char *name;
	const char *address;
	const char *place;
	const char *phone;
	const char *hours;
	const char *directions; /* how to get there; NULL */
	const char **service; /* codes */
	size_t service_count;
};

struct red_flag {
	const char *code;
	const char *sign;
	const char *ask_again; /* in other words; or NULL */
	bool adult;
	bool child;
};

struct epid_question {
	const char *code;
	const char *question;
	int kit_if_yes;   /* 0..3 */
	const char *then; /* what else a yes means, in words */
};

struct script {
	const char *situation;
	const char *title;
	const char *facts;
	const char **forbidden;
	size_t forbidden_count;
	int64_t version;
};

struct medic {
	const char *code;
	const char *name;
	enum performer kind;
	const char **speciality;
	size_t speciality_count;
	const char **zone; /* codes served */
	size_t zone_count;
	bool active;
};

/* The way between two zones where it is not the usual one. */
struct travel {
	const char *code; /* "green-oblast" */
	const char *from; /* zones; and back */
	const char *to;
	int64_t minutes;
};

/* A day that differs from the week; open == close: closed. */
struct calendar_day {
	struct civil_date date;
	int open_min;  /* minutes after local midnight */
	int close_min; /* up to 2880: over midnight into the next day */
	const char *note;
};

/* Hours of every weekday, [0] Monday; open == close: closed. */
struct service_hours {
	struct {
		int open_min;
		int close_min;
	} week[7];
	const struct calendar_day *day; /* ascending by date */
	size_t day_count;
};

/* Where call-backs wait for those who answer such questions. */
struct task_queue {
	const char *code; /* "referrals" */
	const char *name;
	const char *takes; /* kind of task that comes here by itself; NULL */
	int64_t target_min;
	int64_t deadline_min;
	struct service_hours hours; /* its own, or the clinic's */
	bool active;                /* false: takes nothing new */
	int64_t version;
};

/* [D] defaults an admin may change; one field per setting. */
struct settings {
	int64_t promise_target_min;   /* 30 [S] */
	int64_t promise_deadline_min; /* 60 [S] */
	int64_t amber_min;            /* 20 */
	int64_t quote_valid_min;      /* how long a spoken price is kept: 1440 */
	int64_t claim_lease_s;        /* 300 */
	int64_t retry_min;            /* next try after no answer: 10 */
	int64_t attempts_max;         /* 3 */
	int64_t visit_window_min;     /* 120 */
	int64_t travel_margin_min;    /* 30 */
	int64_t representative_age;   /* under 15 on the visit day */
	int64_t adult_age;            /* 18: whose red flags are asked */
	int64_t service_price_included; /* 0: services by the price list */
	int64_t idempotency_hours;    /* 48 */
	int64_t draft_hours;          /* 24 */
	int64_t tariff_approval;      /* 1: prices need another admin: 0 */
	int64_t task_keep_hours;      /* who was called back is known for: 72 */
	int64_t session_idle_min;     /* 30 */
	int64_t session_idle_admin_min; /* 15 */
	int64_t totp_admin_required;    /* 0 or 1 */
	int64_t retention_request_months; /* 60; 0: never */
};

/* What a word weighs in a search; the classes are told in rules/words.h. */
enum word_class {
	WORD_CONTENT,   /* every word that is not in the table */
	WORD_PART,      /* of the body: free where a phrase is open */
	WORD_LIGHT,     /* prepositions and the like */
	WORD_QUALIFIER, /* tells twins apart: «СПб», «ЛО» */
	WORD_NOISE,     /* «можно», «врач»: costs nothing in a question */
	WORD_KNOWN,     /* a word of its own, never a misspelling of ours */
	WORD_JOIN,      /* «и», «ещё»: a second question follows */
	WORD__COUNT
};

enum word_scope { WORD_OF_SERVICES, WORD_OF_PLACES };

/* One form stands for all with its stem. */
struct word {
	enum word_scope scope;
	enum word_class class;
	const char *text;    /* one word */
	const char *same_as; /* a word it is as good as; NULL */
};

struct code_index;    /* rules/codes.c */
struct catalog_index; /* rules/catalog.c */
struct place_index;   /* rules/place.c */
struct form_patterns; /* rules/form_patterns.c */
struct address_rule_set; /* rules/address_rule.c */
struct address_names; /* rules/address_names.c */

struct rulebook {
	int64_t revision; /* of the store it was read at */
	struct arena *arena;
	struct civil_zone clinic_zone;
	struct service_hours hours;
	struct settings settings;
	struct zone *zone;
	size_t zone_count;
	struct tariff *tariff; /* those that stand, in the order of tariff_known() */
	size_t tariff_count;
	int64_t tariff_version; /* moves with every change of a price */
	struct place *place;
	size_t place_count;
	struct service *service;
	size_t service_count;
	struct referral *referral;
	size_t referral_count;
	struct red_flag *red_flag;
	size_t red_flag_count;
	struct epid_question *epid;
	size_t epid_count;
	struct script *script;
	size_t script_count;
	struct medic *medic;
	size_t medic_count;
	struct travel *travel;
	size_t travel_count;
	struct word *word;
	size_t word_count;
	struct address_rule *address_rule; /* in the order they are tried */
	size_t address_rule_count;
	struct task_queue *queue; /* in their order */
	size_t queue_count;
	const char *consent_version; /* of the consent texts in force */
	/* made by rulebook_build() */
	struct code_index *code_index;
	struct catalog_index *catalog_index;
	struct place_index *place_index;
	struct form_patterns *form_patterns;
	struct address_rule_set *address_rules;
	struct address_names *address_names;
};

/**
 * rulebook_build(book, err):
 * Check the tables of ${book} (codes unique, zones known, a price for every
 * zone and performer, parents present), sort its tariffs and make its indexes
 * and patterns.  Finders work from here on.
 * Owner:   indexes live in ${book}->arena; patterns until rulebook_drop().
 * Errors:  ERR_FIELDS with a field error for each fault ("/places/3/zone");
 *          ERR_NOMEM.
 */
enum err_code rulebook_build(struct rulebook *book, struct err *err) MUST_CHECK;

/** rulebook_drop(book): free what rulebook_build() made outside the arena. */
void rulebook_drop(struct rulebook *book);

/* Finding one row by its code; NULL when there is none. */
const struct zone *rulebook_zone(const struct rulebook *b, const char *code);
const struct place *rulebook_place(const struct rulebook *b, const char *code);
const struct service *rulebook_service(
    const struct rulebook *b, const char *code);
const struct referral *rulebook_referral(
    const struct rulebook *b, const char *code);
const struct medic *rulebook_medic(const struct rulebook *b, const char *code);
const struct red_flag *rulebook_red_flag(
    const struct rulebook *b, const char *code);
const struct epid_question *rulebook_epid(
    const struct rulebook *b, const char *code);
const struct task_queue *rulebook_queue(
    const struct rulebook *b, const char *code);

/** rulebook_travel_min(b, from, to): minutes from a door in zone ${from} to
 * one in ${to}; both in one: the usual ones unless it is said otherwise. */
int64_t rulebook_travel_min(
    const struct rulebook *b, const char *from, const char *to);

/* Names on the wire; the parsers give 0 / VERDICT_NONE for anything else. */
const char *rulebook_performer_name(enum performer one);
unsigned rulebook_performer_of(const char *name); /* also doctor_or_nurse */
const char *rulebook_verdict_name(enum verdict v); /* NULL for NONE */
enum verdict rulebook_verdict_of(const char *name);

const char *rulebook_parity_name(enum parity p);
enum parity rulebook_parity_of(const char *name); /* or PARITY__COUNT */

const char *rulebook_class_name(enum word_class c); /* "noise" */

/**
 * rulebook_word_named(scope, class, out):
 * Set scope and class of ${out} by their names in the store, "services" or
 * "places" and "noise", "light", …; false when one is unknown.
 */
bool rulebook_word_named(
    const char *scope, const char *class, struct word *out) MUST_CHECK;

#endif
