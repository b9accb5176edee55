#include "body.h"
#include "dispatch.h"
#include "text.h"
#include "units.h"

#define TEXT_MAX 2000 /* characters a person types into one field */

/* What the dispatcher's writes carry, straight into struct dispatch_ask. */

#define FIELD(at, kind, member)                                                \
	{                                                                      \
		.name = at, .type = kind,                                      \
		.offset = offsetof(struct dispatch_ask, member)                \
	}
#define REQUIRED(at, kind, member)                                             \
	{                                                                      \
		.name = at, .type = kind, .flags = JIN_REQUIRED,               \
		.offset = offsetof(struct dispatch_ask, member)                \
	}

#define TEXT(at, needed, member)                                               \
	{                                                                      \
		.name = at, .type = JIN_TEXT, .flags = needed,                 \
		.offset = offsetof(struct dispatch_ask, member),               \
		.max = TEXT_MAX                                                \
	}

/* Tokens count up from 1 with every claim of a request. */
#define TOKEN(needed)                                                          \
	{                                                                      \
		.name = "token", .type = JIN_INT, .flags = needed,             \
		.offset = offsetof(struct dispatch_ask, token), .min = 1,      \
		.max = UNITS_INT_MAX                                           \
	}

#define TABLE(fields)                                                          \
	{                                                                      \
		.size = sizeof(struct dispatch_ask), .field = fields           \
	}

static const struct jin_field empty_field[] = {{.name = NULL}};
const struct jin_table body_empty = TABLE(empty_field);

static const struct jin_field takeover_field[] = {
    TEXT("reason", JIN_REQUIRED, reason),
    {.name = NULL},
};
const struct jin_table body_takeover = TABLE(takeover_field);

static const struct jin_field heartbeat_field[] = {
    TOKEN(JIN_REQUIRED),
    {.name = NULL},
};
const struct jin_table body_heartbeat = TABLE(heartbeat_field);

static const struct jin_field release_field[] = {
    TOKEN(JIN_REQUIRED),
    TEXT("reason", JIN_OPTIONAL, reason),
    {.name = NULL},
};
const struct jin_table body_release = TABLE(release_field);

static const struct jin_field attempt_field[] = {
    TOKEN(JIN_REQUIRED),
    TEXT("outcome", JIN_REQUIRED, outcome),
    FIELD("next_at", JIN_TIME, next_at_ms),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_attempt = TABLE(attempt_field);

static const struct jin_field schedule_field[] = {
    TOKEN(JIN_REQUIRED),
    TEXT("medic", JIN_REQUIRED, medic),
    REQUIRED("window_start", JIN_TIME, window_start_ms),
    REQUIRED("window_end", JIN_TIME, window_end_ms),
    TEXT("zone_reason", JIN_OPTIONAL, zone_reason),
    {.name = NULL},
};
const struct jin_table body_schedule = TABLE(schedule_field);

static const struct jin_field handover_field[] = {
    TOKEN(JIN_REQUIRED),
    TEXT("to", JIN_OPTIONAL, to),
    TEXT("reason", JIN_REQUIRED, reason),
    {.name = NULL},
};
const struct jin_table body_handover = TABLE(handover_field);

static const struct jin_field step_field[] = {
    TOKEN(JIN_OPTIONAL),
    FIELD("at", JIN_TIME, at_ms),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_step = TABLE(step_field);

static const struct jin_field finish_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("outcome", JIN_REQUIRED, outcome),
    TEXT("reason", JIN_OPTIONAL, reason),
    FIELD("at", JIN_TIME, at_ms),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_finish = TABLE(finish_field);

static const struct jin_field close_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("outcome", JIN_REQUIRED, outcome),
    FIELD("feedback", JIN_TRI, feedback),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_close = TABLE(close_field);

static const struct jin_field refer_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("referral", JIN_OPTIONAL, referral),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_refer = TABLE(refer_field);

static const struct jin_field duplicate_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("of", JIN_REQUIRED, of),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_duplicate = TABLE(duplicate_field);

static const struct jin_field emergency_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("red_flag", JIN_OPTIONAL, red_flag),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_emergency = TABLE(emergency_field);

static const struct jin_field revisit_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_revisit = TABLE(revisit_field);

static const struct jin_field zone_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("zone", JIN_REQUIRED, zone),
    TEXT("reason", JIN_REQUIRED, reason),
    FIELD("consent", JIN_BOOL, consent),
    FIELD("replan", JIN_BOOL, replan),
    TEXT("zone_reason", JIN_OPTIONAL, zone_reason),
    {.name = NULL},
};
const struct jin_table body_zone = TABLE(zone_field);

static const struct jin_field price_field[] = {
    TOKEN(JIN_OPTIONAL),
    FIELD("consent", JIN_BOOL, consent),
    {.name = NULL},
};
const struct jin_table body_price = TABLE(price_field);

static const struct jin_field cancel_field[] = {
    TOKEN(JIN_OPTIONAL),
    TEXT("reason", JIN_REQUIRED, reason),
    TEXT("comment", JIN_OPTIONAL, comment),
    {.name = NULL},
};
const struct jin_table body_cancel = TABLE(cancel_field);

static const struct jin_field note_field[] = {
    TEXT("text", JIN_REQUIRED, comment),
    FIELD("called_again", JIN_BOOL, called_again),
    {.name = NULL},
};
const struct jin_table body_note = TABLE(note_field);

/* Contact data put right: what is left out stays, what is empty goes. */
#define CONTACT(at, member)                                                    \
	{                                                                      \
		.name = at, .type = JIN_TEXT, .flags = JIN_CLEAR,              \
		.offset = offsetof(struct dispatch_ask, contact.member)        \
	}
#define GROUP(at, flag, table)                                                 \
	{                                                                      \
		.name = at, .type = JIN_OBJECT, .flags = flag,                 \
		.count_offset = JIN_NONE, .sub = &(table)                      \
	}

static const struct jin_field correct_patient_field[] = {
    CONTACT("phone", patient.phone),
    {.name = NULL},
};
static const struct jin_table correct_patient = {
    .field = correct_patient_field,
};

static const struct jin_field correct_caller_field[] = {
    CONTACT("name", caller.name),
    CONTACT("relation", caller.relation),
    CONTACT("phone", caller.phone),
    {.name = NULL},
};
static const struct jin_table correct_caller = {.field = correct_caller_field};

static const struct jin_field correct_address_field[] = {
    CONTACT("text", address.text),
    CONTACT("entrance", address.entrance),
    CONTACT("floor", address.floor),
    CONTACT("flat", address.flat),
    CONTACT("intercom", address.intercom),
    CONTACT("note", address.note),
    {.name = NULL},
};
static const struct jin_table correct_address = {
    .field = correct_address_field,
};

static const struct jin_field correct_field[] = {
    TOKEN(JIN_OPTIONAL),
    GROUP("patient", JIN_OPTIONAL, correct_patient),
    GROUP("caller", JIN_CLEAR, correct_caller),
    GROUP("address", JIN_OPTIONAL, correct_address),
    {.name = NULL},
};
const struct jin_table body_correct = TABLE(correct_field);

static const char *
clean(const char *text, struct arena *arena)
{
	if (text != NULL)
		text = text_clean(slice_of(text), arena);
	return text != NULL && *text != '\0' ? text : NULL;
}

void
body_actions_clean(struct dispatch_ask *ask, struct arena *arena)
{
	ask->reason = clean(ask->reason, arena);
	ask->comment = clean(ask->comment, arena);
	ask->zone_reason = clean(ask->zone_reason, arena);
}
