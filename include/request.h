#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "claim.h"
#include "promise.h"
#include "quote.h"

/* A home-visit request: what the operator sends and what the store keeps. */

/* name on the wire, active (a promise or a visit is still open) */
#define REQUEST_STATES(X)                                                      \
	X(QUEUED, "queued", true)                                              \
	X(CLAIMED, "claimed", true)                                            \
	X(UNREACHABLE, "unreachable", true)                                    \
	X(SCHEDULED, "scheduled", true)                                        \
	X(EN_ROUTE, "en_route", true)                                          \
	X(ON_SITE, "on_site", true)                                            \
	X(DONE, "done", true)                                                  \
	X(NOT_DONE, "not_done", true)                                          \
	X(CLOSED, "closed", false)                                             \
	X(CANCELLED, "cancelled", false)                                       \
	X(DECLINED, "declined", false)                                         \
	X(REFERRED, "referred", false)                                         \
	X(DUPLICATE, "duplicate", false)                                       \
	X(EMERGENCY, "emergency", false)

enum request_state {
#define X(name, wire, active) REQUEST_##name,
	REQUEST_STATES(X)
#undef X
	    REQUEST_STATE__COUNT
};

/* Set by the service; shown to the dispatcher with the request. */
#define REQUEST_FLAGS(X)                                                       \
	X(CARD_UNMATCHED, "card_unmatched")     /* card unknown or date differs */ \
	X(FREE_TEXT, "free_text_service")       /* a service nobody decided on */ \
	X(ASK_DISPATCHER, "ask_dispatcher")     /* a service to be decided */  \
	X(ZONE_DISPUTED, "zone_disputed")                                      \
	X(DEBT, "debt")                         /* never told to a relative */ \
	X(BONUS, "bonus_member")                                               \
	X(MINOR, "minor")                       /* representative must be there */ \
	X(CALLED_AGAIN, "called_again")                                        \
	X(DUPLICATE_ALLOWED, "duplicate_allowed") /* "new anyway" */           \
	X(EPID_INCOMPLETE, "epid_incomplete")   /* asked not all, or no comment */ \
	X(DECIDE, "attempts_used_up")           /* N tries without contact */  \
	X(LEASE_EXPIRED, "lease_expired")       /* its last claim ran out */    \
	X(ADDRESS_CONTRADICTS, "address_contradicts") /* names another place */ \
	X(ZONE_CHANGED, "zone_changed")         /* after the price was told */         \
	X(MEDIC_ILL, "medic_ill")               /* its medic fell out */       \
	X(TRIP_PAYER, "trip_payer")             /* pays now, not told so yet */

enum request_flag_bit {
#define X(name, wire) REQUEST_FLAG_BIT_##name,
	REQUEST_FLAGS(X)
#undef X
	    REQUEST_FLAG_BIT__COUNT
};

enum request_flag {
#define X(name, wire) REQUEST_FLAG_##name = 1 << REQUEST_FLAG_BIT_##name,
	REQUEST_FLAGS(X)
#undef X
};

enum answer {
	ANSWER_NONE, /* the question is not in the body */
	ANSWER_YES,
	ANSWER_NO,
	ANSWER_DONT_KNOW,
	ANSWER_NOT_ASKED,
};

enum tri { TRI_UNSET, TRI_NO, TRI_YES };

/* An answer to a red flag or an epidemiological question. */
struct request_answer {
	const char *code; /* "EA01", "RF03" */
	enum answer answer;
	const char *comment; /* or NULL */
};

struct request_service {
	const char *code; /* a catalogue code, or NULL with a text */
	const char *text; /* the caller's words, or NULL with a code */
	enum tri condition_met;
	const char *condition; /* the question as it was asked; form_check() */
};

struct request_patient {
	const char *card_no;
	const char *name;
	const char *birth_date; /* "YYYY-MM-DD" */
	const char *phone;      /* E.164 once checked */
};

struct request_person { /* the caller, or the legal representative */
	const char *name;
	const char *relation; /* lower_snake */
	const char *phone;
};

struct request_address {
	const char *text;
	const char *place; /* code */
	const char *entrance;
	const char *floor;
	const char *flat;
	const char *intercom;
	const char *note;
	const char *place_reason; /* why not the place the text names */
};

/* A script on the operator's screen and which version of it. */
struct request_script {
	const char *situation;
	int64_t version;
};

/* What the operator sends.  Absent texts are NULL. */
struct request_form {
	struct request_patient patient;
	bool has_caller;
	struct request_person caller;
	struct request_address address;
	struct request_service *service;
	size_t service_count;
	unsigned performers; /* mask; 0: follows from the services */
	const char *symptoms;
	struct request_answer *epid;
	size_t epid_count;
	struct request_answer *red_flag;
	size_t red_flag_count;
	const char *quote_id;
	bool bonus_member;
	const char *trip_group;
	bool consent_price;
	bool consent_data;
	const char *consent_version;
	bool has_representative;
	struct request_person representative;
	const char *zone_dispute;     /* the caller's words */
	const char *duplicate_action; /* "new_anyway" or NULL */
	const char *duplicate_reason;
	struct request_script *script; /* that were on the screen */
	size_t script_count;
	const char *draft_id; /* erased with the posting; not kept */
};

struct request_attempt {
	int64_t at_ms;
	const char *by;
	const char *outcome; /* reached, no_answer, busy, call_later */
	int64_t next_at_ms;  /* 0: none */
	const char *comment;
};

struct request_visit {
	const char *medic; /* code; NULL: not scheduled */
	const char *medic_name;
	int64_t window_start_ms;
	int64_t window_end_ms;
	int64_t departed_at_ms; /* 0: not yet; so the next two */
	int64_t arrived_at_ms;
	int64_t finished_at_ms;
};

/* The last change, while it can be taken back. */
struct request_undo {
	const char *action; /* lifecycle_action_name(); NULL: nothing */
	const char *state;  /* back to that one */
	int64_t until_ms;
	int64_t retry_at_ms; /* this and the next two: as they were */
	unsigned flags;
	const char *reason;
	int64_t visit; /* the one that was freed; 0: none */
	const char *claim_by; /* who held it; NULL: nobody */
};

/* Whether the patient is asked to rate the visit. */
enum request_feedback {
	REQUEST_FEEDBACK_NONE, /* not closed yet, or nothing to rate */
	REQUEST_FEEDBACK_INVITE,
	REQUEST_FEEDBACK_UNWANTED,
};

/* Another request that may be for the same visit. */
struct request_match {
	const char *id;
	const char *number;
	const char *by; /* "card", "phone", "name_birth_date", "address_birth_year" */
	enum request_state state;
	int64_t created_at_ms;
	int64_t target_at_ms;
	int64_t deadline_at_ms;
	bool blocks; /* false: only warns (a phone shared by a family) */
};

#define REQUEST_MATCHES_MAX 10

/* A stored request. */
struct request {
	const char *id;     /* UUIDv7 */
	const char *number; /* "26-000123" */
	int64_t version;
	enum request_state state;
	int64_t created_at_ms;
	const char *created_by;
	int64_t updated_at_ms;
	const char *updated_by;
	struct request_form form; /* as checked: names cleaned, phones E.164 */
	bool first_time;          /* no card, or the card did not match */
	const char *zone;
	struct quote quote; /* as spoken; never changes */
	struct promise promise;
	int kit; /* 0..3 */
	unsigned flags;
	struct claim claim;
	struct request_visit visit;
	int64_t first_contact_at_ms; /* 0: nobody reached yet */
	int64_t retry_at_ms;         /* 0: none planned */
	int64_t returns;             /* claims given back or run out */
	int64_t handovers;           /* given on to a colleague or the queue */
	int64_t takeovers;           /* taken from a colleague */
	int64_t moves;               /* visits planned anew */
	int64_t zone_changes;
	struct quote agreed;  /* in the right zone, in place of quote */
	int64_t agreed_at_ms; /* 0: quote is the price */
	struct request_undo undo;
	int64_t attempt_count;
	struct request_attempt *attempt; /* loaded with the whole request only */
	const char *reason; /* code of the last cancel, decline, … or NULL */
	const char *outcome; /* code, once closed; or NULL */
	enum request_feedback feedback;
	const char *main_id; /* a duplicate of that one; or NULL */
	const char *main_number;
	const char *referral; /* where the patient was sent; or NULL */
	struct request_match match[REQUEST_MATCHES_MAX];
	size_t match_count; /* what was found at posting */
};

/* One line of the append-only history. */
struct request_event {
	int64_t seq;
	int64_t at_ms;
	const char *by;
	const char *action; /* lifecycle_action_name() */
	const char *from;   /* state names; NULL at posting */
	const char *to;
	const char *reason;
	const char *comment;
};

/** request_price(q): what the visit costs, as agreed upon last. */
const struct quote *request_price(const struct request *q);

/* Names on the wire; parsers give the COUNT / ANSWER_NONE for others. */
const char *request_state_name(enum request_state s);
enum request_state request_state_of(const char *name);
bool request_state_active(enum request_state s);
const char *request_flag_name(enum request_flag_bit bit); /* NULL past end */
const char *request_answer_name(enum answer a);
enum answer request_answer_of(const char *name);

#endif
