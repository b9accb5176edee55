#ifndef EDIT_H
#define EDIT_H

#include "slice.h"
#include "store.h"

/*
 * Editing reference data: every table an admin keeps is a list of rows with a
 * key, a version and the fields named here.  Body tables, answers, statements
 * and the audit all follow this list.
 */

/* F(kind, type, name on the wire, required, longest text or largest number;
 * of a BOOL: what it is in a new row that does not say) */
#define EDIT_SCRIPT_FIELDS(F)                                                  \
	F(SCRIPT, TEXT, title, true, 200)                                      \
	F(SCRIPT, TEXT, facts, false, 1000)                                    \
	F(SCRIPT, INT, sort, false, 100000)                                    \
	F(SCRIPT, LIST, forbidden, false, 50)
#define EDIT_RED_FLAG_FIELDS(F)                                                \
	F(RED_FLAG, TEXT, sign, true, 300)                                     \
	F(RED_FLAG, TEXT, ask_again, false, 300)                               \
	F(RED_FLAG, BOOL, adult, false, 0)                                     \
	F(RED_FLAG, BOOL, child, false, 0)                                     \
	F(RED_FLAG, BOOL, approved, false, 0)
#define EDIT_EPID_FIELDS(F)                                                    \
	F(EPID, TEXT, question, true, 300)                                     \
	F(EPID, INT, kit_if_yes, false, 3)                                     \
	F(EPID, TEXT, then, false, 300)                                        \
	F(EPID, BOOL, approved, false, 0)
#define EDIT_SETTING_FIELDS(F)                                                 \
	F(SETTING, TEXT, value, true, 100)                                     \
	F(SETTING, TEXT, comment, true, 200)
#define EDIT_WEEK_FIELDS(F)                                                    \
	F(WEEK, MINUTE, open_min, false, 1440)                                 \
	F(WEEK, MINUTE, close_min, false, 1440)
#define EDIT_CALENDAR_FIELDS(F)                                                \
	F(CALENDAR, MINUTE, open_min, false, 1440)                             \
	F(CALENDAR, MINUTE, close_min, false, 1440)                            \
	F(CALENDAR, TEXT, note, false, 200)
#define EDIT_ZONE_FIELDS(F)                                                    \
	F(ZONE, TEXT, name, true, 100)                                         \
	F(ZONE, INT, sort, false, 100000)
#define EDIT_PLACE_FIELDS(F)                                                   \
	F(PLACE, TEXT, name, true, 100)                                        \
	F(PLACE, PLACE_KIND, kind, true, 0)                                    \
	F(PLACE, PLACE, parent, false, 64)                                     \
	F(PLACE, BOOL, ask, false, 0)                                          \
	F(PLACE, ZONE, zone, false, 64)                                        \
	F(PLACE, TEXT, note, false, 300)                                       \
	F(PLACE, INT, sort, false, 100000)                                     \
	F(PLACE, LIST, aliases, false, 100)
#define EDIT_RULE_FIELDS(F)                                                    \
	F(RULE, TEXT, pattern, true, 500)                                      \
	F(RULE, PLACE, place, false, 64)                                       \
	F(RULE, HOUSE, house_from, false, 10000)                               \
	F(RULE, HOUSE, house_to, false, 10000)                                 \
	F(RULE, PARITY, parity, true, 0)                                       \
	F(RULE, TEXT, note, false, 300)                                        \
	F(RULE, BOOL, active, false, 0)                                        \
	F(RULE, INT, sort, false, 100000)
#define EDIT_SERVICE_FIELDS(F)                                                 \
	F(SERVICE, TEXT, name, true, 200)                                      \
	F(SERVICE, CATEGORY, category, true, 0)                                \
	F(SERVICE, VERDICT, verdict, true, 0)                                  \
	F(SERVICE, PERFORMER, performer, false, 0)                             \
	F(SERVICE, TEXT, source_name, false, 200)                              \
	F(SERVICE, TEXT, condition, false, 300)                                \
	F(SERVICE, TEXT, note, false, 300)                                     \
	F(SERVICE, TEXT, branch, false, 64)                                    \
	F(SERVICE, DATE, valid_from, false, 0)                                 \
	F(SERVICE, DATE, valid_to, false, 0)                                   \
	F(SERVICE, BOOL, approved, false, 0)                                   \
	F(SERVICE, LIST, aliases, false, 100)
#define EDIT_ANSWER_FIELDS(F)                                                  \
	F(ANSWER, ANSWER_VERDICT, verdict, true, 0)                            \
	F(ANSWER, TEXT, say, false, 300)                                       \
	F(ANSWER, SERVICE, instead, false, 64)
#define EDIT_CHECK_FIELDS(F)                                                   \
	F(CHECK, TEXT, query, true, 200)                                       \
	F(CHECK, OUTCOME, outcome, true, 0)                                    \
	F(CHECK, SERVICE, service, false, 64)                                  \
	F(CHECK, TEXT, note, false, 300)
#define EDIT_REFERRAL_FIELDS(F)                                                \
	F(REFERRAL, BOOL, own, false, 0)                                       \
	F(REFERRAL, TEXT, name, true, 200)                                     \
	F(REFERRAL, TEXT, address, true, 300)                                  \
	F(REFERRAL, PLACE, place, false, 64)                                   \
	F(REFERRAL, TEXT, phone, true, 20)                                     \
	F(REFERRAL, TEXT, hours, false, 100)                                   \
	F(REFERRAL, TEXT, directions, false, 500)                              \
	F(REFERRAL, SERVICES, services, false, 300)

#define EDIT_MEDIC_FIELDS(F)                                                   \
	F(MEDIC, TEXT, name, true, 200)                                        \
	F(MEDIC, MEDIC_KIND, kind, true, 0)                                    \
	F(MEDIC, BOOL, active, false, 1)                                       \
	F(MEDIC, LIST, specialities, false, 20)                                \
	F(MEDIC, ZONES, zones, false, 50)
#define EDIT_TRAVEL_FIELDS(F)                                                  \
	F(TRAVEL, ZONE, from, true, 64)                                        \
	F(TRAVEL, ZONE, to, true, 64)                                          \
	F(TRAVEL, INT, minutes, false, 480)

#define EDIT_QUEUE_FIELDS(F)                                                   \
	F(QUEUE, TEXT, name, true, 100)                                        \
	F(QUEUE, TASK_KIND, takes, false, 0)                                   \
	F(QUEUE, INT, target_min, false, 1440)                                 \
	F(QUEUE, INT, deadline_min, false, 2880)                               \
	F(QUEUE, BOOL, own_hours, false, 0)                                    \
	F(QUEUE, MINUTE, open_min, false, 1440)                                \
	F(QUEUE, MINUTE, close_min, false, 1440)                               \
	F(QUEUE, BOOL, saturday, false, 0)                                     \
	F(QUEUE, BOOL, sunday, false, 0)                                       \
	F(QUEUE, BOOL, active, false, 1)                                       \
	F(QUEUE, INT, sort, false, 100000)                                     \
	F(QUEUE, LIST, members, false, 100)

/* K(kind, path segment, object in the audit, member of the key) */
#define EDIT_KINDS(K)                                                          \
	K(SCRIPT, "scripts", "script", "situation")                            \
	K(RED_FLAG, "red-flags", "red_flag", "code")                           \
	K(EPID, "epid-questions", "epid_question", "code")                     \
	K(SETTING, "settings", "setting", "key")                               \
	K(WEEK, "week-hours", "week_hours", "weekday")                         \
	K(CALENDAR, "calendar", "calendar_day", "date")                        \
	K(ZONE, "zones", "zone", "code")                                       \
	K(PLACE, "places", "place", "code")                                    \
	K(RULE, "address-rules", "address_rule", "code")                       \
	K(SERVICE, "services", "service", "code")                              \
	K(ANSWER, "service-answers", "service_answer", "code")                 \
	K(CHECK, "search-checks", "search_check", "code")                      \
	K(REFERRAL, "referrals", "referral", "code")                           \
	K(MEDIC, "medics", "medic", "code")                                    \
	K(TRAVEL, "travel-times", "travel_time", "code")                       \
	K(QUEUE, "queues", "queue", "code")

enum edit_kind {
#define K(kind, path, object, key) EDIT_##kind,
	EDIT_KINDS(K)
#undef K
	    EDIT__COUNT
};

/* T(type, its name on the wire, kind of its value: EDIT_AS_…) */
#define EDIT_TYPES(T)                                                          \
	T(TEXT, "text", TEXT)                                                  \
	T(ZONE, "zone", TEXT)           /* a code, or none */                  \
	T(PLACE, "place", TEXT)         /* a code, or none */                  \
	T(PERFORMER, "performer", TEXT) /* a choice, as those below */         \
	T(VERDICT, "verdict", TEXT)                                            \
	T(ANSWER_VERDICT, "answer_verdict", TEXT) /* verdicts that end it */   \
	T(OUTCOME, "outcome", TEXT) /* verdicts, "unknown", "pick" */          \
	T(SERVICE, "service", TEXT) /* a code, or none */                      \
	T(MEDIC_KIND, "medic_kind", TEXT)                                      \
	T(TASK_KIND, "task_kind", TEXT)                                        \
	T(CATEGORY, "category", TEXT)                                          \
	T(PLACE_KIND, "place_kind", TEXT)                                      \
	T(PARITY, "parity", TEXT)                                              \
	T(HOUSE, "house", INT)   /* 0: any */                                  \
	T(INT, "int", INT)       /* 0..max */                                  \
	T(MINUTE, "minute", INT) /* of the day, 0..max */                      \
	T(BOOL, "bool", BOOL)                                                  \
	T(DATE, "date", DATE)         /* a day of the clinic, or none */       \
	T(LIST, "list", LIST)         /* texts in their order, at most max */  \
	T(SERVICES, "services", LIST) /* a list of their codes */              \
	T(ZONES, "zones", LIST)       /* a list of their codes */

enum edit_type {
#define T(type, wire, as) EDIT_TYPE_##type,
	EDIT_TYPES(T)
#undef T
	    EDIT_TYPE__COUNT
};

/* What a value is, whatever it means: a member of struct edit_value. */
enum edit_as { EDIT_AS_TEXT, EDIT_AS_INT, EDIT_AS_BOOL, EDIT_AS_DATE, EDIT_AS_LIST };

struct edit_field {
	const char *name;
	enum edit_type type;
	bool required;
	int64_t max;
};

struct edit_value {
	bool seen; /* named in the body; others stay as they are */
	bool flag;
	int64_t number;
	const char *text;
	struct civil_date date; /* year 0: none */
	const char **item;
	size_t count;
};

#define EDIT_FIELDS_MAX 16
#define EDIT_KEY_MAX 64

struct edit_row {
	const char *key;
	int64_t version;
	struct edit_value value[EDIT_FIELDS_MAX];
};

/** edit_fields(kind, n): the fields of ${kind}. */
const struct edit_field *edit_fields(enum edit_kind kind, size_t *n);
const char *edit_path(enum edit_kind kind); /* "red-flags" */
const char *edit_key(enum edit_kind kind);  /* "code" */

const char *edit_object(enum edit_kind kind); /* "red_flag", in the audit */

/** edit_may_add(kind), edit_may_remove(kind): by itself, with these fields. */
bool edit_may_add(enum edit_kind kind);
bool edit_may_remove(enum edit_kind kind);

const char *edit_type_name(enum edit_type type); /* on the wire */
enum edit_as edit_type_as(enum edit_type type);

/** edit_choices(type, n): the texts a choice may be; NULL: any. */
const char *const *edit_choices(enum edit_type type, size_t *n);

/** edit_kind_of(path): EDIT__COUNT when no table has that path segment. */
enum edit_kind edit_kind_of(struct slice path);

/** edit_named(kind, row, name): the value of that field; NULL: no such. */
const struct edit_value *edit_named(
    enum edit_kind kind, const struct edit_row *row, const char *name);

/** edit_set(kind, row, name): the same, to be sent: it counts as seen. */
struct edit_value *edit_set(
    enum edit_kind kind, struct edit_row *row, const char *name);

/** edit_list(db, op, kind, out, count): all rows, in their order. */
enum err_code edit_list(struct db *db, const struct op *op, enum edit_kind kind,
			struct edit_row **out, size_t *count) MUST_CHECK;

/** edit_find(db, op, kind, key, out): ERR_NOT_FOUND. */
enum err_code edit_find(struct db *db, const struct op *op, enum edit_kind kind,
			const char *key, struct edit_row *out) MUST_CHECK;

/* One field that was changed; the items of a list each end with a \v. */
struct edit_step {
	const char *field;
	const char *before; /* "": none */
	const char *after;
};

/* Who did what with a row. */
struct edit_event {
	int64_t at_ms;
	const char *by;
	const char *verb; /* "create", "change", "remove" */
	struct edit_step *step;
	size_t step_count;
};

/** edit_history(db, op, kind, key, out, count): the newest first, bounded. */
enum err_code edit_history(struct db *db, const struct op *op,
    enum edit_kind kind, const char *key, struct edit_event **out,
    size_t *count) MUST_CHECK;

/* What an edit of the catalogue does to the answers of stored queries. */
enum edit_publish {
	EDIT_PUBLISH,        /* refused when one of them changes */
	EDIT_PUBLISH_ANYWAY, /* whatever changes */
	EDIT_PUBLISH_DRY,    /* nothing is written: what would change? */
};

/* The answer to a query. */
struct edit_outcome {
	const char *verdict; /* or "unknown", "pick" */
	const char *service; /* the code named first, when it decides; or NULL */
};

/* A stored query (search-checks) whose answer changes. */
struct edit_moved {
	const char *check; /* its code */
	const char *query;
	struct edit_outcome wanted; /* service NULL: any */
	struct edit_outcome before;
	struct edit_outcome after;
	bool as_wanted; /* the answer after it */
};

struct edit_probe {
	struct edit_moved *moved;
	size_t count;
	size_t asked; /* how many queries were tried */
};

struct edit_ask {
	struct op op;
	enum edit_kind kind;
	int64_t if_version; /* change, remove */
	enum edit_publish publish;
	bool together;           /* with others: who writes them all probes */
	struct edit_row row;     /* in; out: as stored */
	struct edit_probe probe; /* out */
};

/*
 * The writes, store_fns over struct edit_ask.  The rulebook is built again
 * before the commit: an edit that breaks it is refused with ERR_FIELDS.
 *
 * Errors of all: ERR_FIELDS; ERR_NOT_FOUND; ERR_STALE with who and when;
 * ERR_EXISTS for a key taken; ERR_IN_USE when other rows need the row;
 * ERR_METHOD for a table whose rows are only changed; ERR_VERDICTS: not
 * published, ${ask}->probe says what would change; so after every dry run.
 */
enum err_code edit_create(struct db *db, void *arg);
enum err_code edit_change(struct db *db, void *arg);
enum err_code edit_remove(struct db *db, void *arg);

#endif
