#include "body.h"
#include "quote.h"

/* What a price is asked and told by. */

#define FIELD(at, kind, of, member)                                            \
	{                                                                      \
		.name = at, .type = kind, .offset = offsetof(of, member)       \
	}

#define SERVICES(of)                                                           \
	{                                                                      \
		.name = "services", .type = JIN_TEXTS,                         \
		.offset = offsetof(of, service),                               \
		.count_offset = offsetof(of, service_count),                   \
		.max = QUOTE_SERVICES_MAX                                      \
	}

static const struct jin_field quote_field[] = {
    FIELD("place", JIN_TEXT, struct body_quote, place),
    FIELD("zone", JIN_TEXT, struct body_quote, zone),
    FIELD("performers", JIN_ROLES, struct body_quote, performers),
    SERVICES(struct body_quote),
    FIELD("bonus_member", JIN_BOOL, struct body_quote, bonus_member),
    FIELD("trip_group", JIN_TEXT, struct body_quote, trip_group),
    {.name = NULL},
};

const struct jin_table body_quote = {
    .size = sizeof(struct body_quote),
    .field = quote_field,
};

static const struct jin_field call_field[] = {
    {.name = "outcome",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_call, outcome)},
    FIELD("reason", JIN_TEXT, struct body_call, reason),
    FIELD("zone", JIN_TEXT, struct body_call, zone),
    FIELD("performers", JIN_ROLES, struct body_call, performers),
    SERVICES(struct body_call),
    FIELD("referral", JIN_TEXT, struct body_call, referral),
    FIELD("follow_up", JIN_TEXT, struct body_call, follow_up),
    FIELD("callback_phone", JIN_TEXT, struct body_call, callback_phone),
    FIELD("total", JIN_MONEY, struct body_call, total_kop),
    FIELD("red_flag", JIN_TEXT, struct body_call, red_flag),
    {.name = NULL},
};

const struct jin_table body_call = {
    .size = sizeof(struct body_call),
    .field = call_field,
};
