#include "body.h"
#include "request.h"
#include "units.h"

/* POST /requests: the body of DESIGN §4 into struct request_form. */

#define EPID_MAX 100
#define RED_FLAGS_MAX 100
#define SCRIPTS_MAX 50

#define TEXT(at, of, member)                                                   \
	{                                                                      \
		.name = at, .type = JIN_TEXT, .offset = offsetof(of, member)   \
	}
#define FORM(at, member) TEXT(at, struct request_form, member)

static const struct jin_field patient_field[] = {
    FORM("card_no", patient.card_no),
    FORM("name", patient.name),
    FORM("birth_date", patient.birth_date),
    FORM("phone", patient.phone),
    {.name = NULL},
};
static const struct jin_table patient = {.field = patient_field};

static const struct jin_field person_field[] = {
    TEXT("name", struct request_person, name),
    TEXT("relation", struct request_person, relation),
    TEXT("phone", struct request_person, phone),
    {.name = NULL},
};
static const struct jin_table person = {
    .size = sizeof(struct request_person),
    .field = person_field,
};

/* clang-format off */
static const struct jin_field address_field[] = {
    FORM("text", address.text),
    FORM("place", address.place),
    FORM("entrance", address.entrance),
    FORM("floor", address.floor),
    FORM("flat", address.flat),
    FORM("intercom", address.intercom),
    FORM("note", address.note),
    FORM("place_reason", address.place_reason),
    {.name = NULL},
};
/* clang-format on */
static const struct jin_table address = {.field = address_field};

static const struct jin_field service_field[] = {
    TEXT("code", struct request_service, code),
    TEXT("text", struct request_service, text),
    {.name = "condition_met",
     .type = JIN_TRI,
     .offset = offsetof(struct request_service, condition_met)},
    {.name = NULL},
};
static const struct jin_table service = {
    .size = sizeof(struct request_service),
    .field = service_field,
};

/* The answer comes first: an entry may be the bare answer. */
static const struct jin_field answer_field[] = {
    {.name = "answer",
     .type = JIN_ANSWER,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct request_answer, answer)},
    TEXT("comment", struct request_answer, comment),
    {.name = NULL},
};
static const struct jin_table answer = {
    .size = sizeof(struct request_answer),
    .field = answer_field,
    .key_offset = offsetof(struct request_answer, code),
};

static const struct jin_field quote_field[] = {
    FORM("id", quote_id),
    {.name = NULL},
};
static const struct jin_table quote = {.field = quote_field};

static const struct jin_field consent_field[] = {
    {.name = "price",
     .type = JIN_BOOL,
     .offset = offsetof(struct request_form, consent_price)},
    {.name = "data",
     .type = JIN_BOOL,
     .offset = offsetof(struct request_form, consent_data)},
    FORM("text_version", consent_version),
    {.name = NULL},
};
static const struct jin_table consent = {.field = consent_field};

static const struct jin_field duplicate_field[] = {
    FORM("action", duplicate_action),
    FORM("reason", duplicate_reason),
    {.name = NULL},
};
static const struct jin_table duplicate = {.field = duplicate_field};

static const struct jin_field script_field[] = {
    {.name = "situation",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct request_script, situation)},
    {.name = "version",
     .type = JIN_INT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct request_script, version),
     .min = 1,
     .max = UNITS_INT_MAX},
    {.name = NULL},
};
static const struct jin_table script = {
    .size = sizeof(struct request_script),
    .field = script_field,
};

/* A group of members of the form itself, an object only on the wire. */
#define GROUP(at, table)                                                       \
	{                                                                      \
		.name = at, .type = JIN_OBJECT, .count_offset = JIN_NONE,      \
		.sub = &(table)                                                \
	}

static const struct jin_field request_field[] = {
    GROUP("patient", patient),
    {.name = "caller",
     .type = JIN_OBJECT,
     .offset = offsetof(struct request_form, caller),
     .count_offset = offsetof(struct request_form, has_caller),
     .sub = &person},
    GROUP("address", address),
    {.name = "services",
     .type = JIN_LIST,
     .offset = offsetof(struct request_form, service),
     .count_offset = offsetof(struct request_form, service_count),
     .max = QUOTE_SERVICES_MAX,
     .sub = &service},
    {.name = "performers",
     .type = JIN_ROLES,
     .offset = offsetof(struct request_form, performers)},
    FORM("symptoms", symptoms),
    {.name = "epid",
     .type = JIN_MAP,
     .offset = offsetof(struct request_form, epid),
     .count_offset = offsetof(struct request_form, epid_count),
     .max = EPID_MAX,
     .sub = &answer},
    {.name = "red_flags",
     .type = JIN_MAP,
     .offset = offsetof(struct request_form, red_flag),
     .count_offset = offsetof(struct request_form, red_flag_count),
     .max = RED_FLAGS_MAX,
     .sub = &answer},
    GROUP("quote", quote),
    {.name = "bonus_member",
     .type = JIN_BOOL,
     .offset = offsetof(struct request_form, bonus_member)},
    FORM("trip_group", trip_group),
    GROUP("consent", consent),
    {.name = "legal_representative",
     .type = JIN_OBJECT,
     .offset = offsetof(struct request_form, representative),
     .count_offset = offsetof(struct request_form, has_representative),
     .sub = &person},
    FORM("zone_dispute", zone_dispute),
    GROUP("duplicate", duplicate),
    {.name = "scripts",
     .type = JIN_LIST,
     .offset = offsetof(struct request_form, script),
     .count_offset = offsetof(struct request_form, script_count),
     .max = SCRIPTS_MAX,
     .sub = &script},
    FORM("draft", draft_id),
    {.name = NULL},
};

const struct jin_table body_request = {
    .size = sizeof(struct request_form),
    .field = request_field,
};
