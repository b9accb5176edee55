#include "body.h"
#include "whatif.h"

#define REASON_MAX 500 /* characters */

/* Prices as an admin enters them. */

#define REQUIRED(at, kind, of, member)                                         \
	{                                                                      \
		.name = at, .type = kind, .flags = JIN_REQUIRED,               \
		.offset = offsetof(struct of, member)                          \
	}
#define REASON(of)                                                             \
	{                                                                      \
		.name = "reason", .type = JIN_TEXT, .flags = JIN_REQUIRED,     \
		.offset = offsetof(struct of, reason), .max = REASON_MAX       \
	}
#define CONFIRMED(of)                                                          \
	{                                                                      \
		.name = "confirmed", .type = JIN_BOOL,                         \
		.offset = offsetof(struct of, confirmed)                       \
	}
#define PRICE                                                                  \
	REQUIRED("zone", JIN_TEXT, body_tariff, zone),                         \
	    REQUIRED("performer", JIN_TEXT, body_tariff, performer),           \
	    REQUIRED("price", JIN_MONEY, body_tariff, price_kop),              \
	    REQUIRED("valid_from", JIN_DATE, body_tariff, valid_from)

static const struct jin_field tariff_field[] = {
    PRICE,
    REASON(body_tariff),
    CONFIRMED(body_tariff),
    {.name = NULL},
};

const struct jin_table body_tariff = {
    .size = sizeof(struct body_tariff),
    .field = tariff_field,
};

static const struct jin_field change_field[] = {
    PRICE,
    {.name = NULL},
};

static const struct jin_table change_table = {
    .size = sizeof(struct body_tariff),
    .field = change_field,
};

#define CHANGES(of)                                                            \
	{                                                                      \
		.name = "changes", .type = JIN_LIST, .flags = JIN_REQUIRED,    \
		.offset = offsetof(struct of, change),                         \
		.count_offset = offsetof(struct of, change_count),             \
		.max = PUBLISH_MAX, .sub = &change_table                       \
	}

static const struct jin_field tariffs_field[] = {
    CHANGES(body_tariffs),
    REASON(body_tariffs),
    CONFIRMED(body_tariffs),
    {.name = NULL},
};

const struct jin_table body_tariffs = {
    .size = sizeof(struct body_tariffs),
    .field = tariffs_field,
};

static const struct jin_field preview_field[] = {
    CHANGES(body_preview),
    {.name = "days",
     .type = JIN_INT,
     .offset = offsetof(struct body_preview, days),
     .min = 1,
     .max = WHATIF_DAYS_MAX},
    {.name = NULL},
};

const struct jin_table body_preview = {
    .size = sizeof(struct body_preview),
    .field = preview_field,
};
