#include "body.h"
#include "bulk.h"
#include "units.h"

#define ID_MAX 64
#define TEXT_MAX 2000 /* characters a person types into one field */

#define TEXT(at, needed, member, most)                                         \
	{                                                                      \
		.name = at, .type = JIN_TEXT, .flags = needed,                 \
		.offset = offsetof(struct bulk_ask, member), .max = most       \
	}
#define COUNTED(at, needed, member)                                            \
	{                                                                      \
		.name = at, .type = JIN_INT, .flags = needed,                  \
		.offset = offsetof(struct bulk_item, member), .min = 1,        \
		.max = UNITS_INT_MAX                                           \
	}

static const struct jin_field item_field[] = {
    {
	.name = "id",
	.type = JIN_TEXT,
	.flags = JIN_REQUIRED,
	.offset = offsetof(struct bulk_item, id),
	.max = ID_MAX,
    },
    COUNTED("version", JIN_REQUIRED, version),
    COUNTED("token", JIN_OPTIONAL, token),
    {.name = NULL},
};
static const struct jin_table item = {
    .size = sizeof(struct bulk_item),
    .field = item_field,
};

static const struct jin_field bulk_field[] = {
    TEXT("action", JIN_REQUIRED, action, ID_MAX),
    TEXT("reason", JIN_OPTIONAL, reason, TEXT_MAX),
    TEXT("comment", JIN_OPTIONAL, comment, TEXT_MAX),
    TEXT("to", JIN_OPTIONAL, to, ID_MAX),
    {
	.name = "items",
	.type = JIN_LIST,
	.flags = JIN_REQUIRED,
	.offset = offsetof(struct bulk_ask, item),
	.count_offset = offsetof(struct bulk_ask, count),
	.max = BULK_ITEMS_MAX,
	.sub = &item,
    },
    {.name = NULL},
};
const struct jin_table body_bulk = {
    .size = sizeof(struct bulk_ask),
    .field = bulk_field,
};
