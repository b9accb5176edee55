#include "body.h"
#include "edit.h"

/* Reference data as an admin sends it: the fields of include/edit.h. */

#define VALUE(kind, wire, member)                                              \
	(offsetof(struct edit_row, value) +                                    \
	 (size_t)kind##_##wire * sizeof(struct edit_value) +                   \
	 offsetof(struct edit_value, member))

#define JIN_OF_TEXT(kind, wire, most)                                          \
	.type = JIN_TEXT, .offset = VALUE(kind, wire, text), .max = most
#define JIN_OF_ZONE JIN_OF_TEXT
#define JIN_OF_PLACE JIN_OF_TEXT
#define JIN_OF_PERFORMER JIN_OF_TEXT
#define JIN_OF_VERDICT JIN_OF_TEXT
#define JIN_OF_ANSWER_VERDICT JIN_OF_TEXT
#define JIN_OF_OUTCOME JIN_OF_TEXT
#define JIN_OF_SERVICE JIN_OF_TEXT
#define JIN_OF_MEDIC_KIND JIN_OF_TEXT
#define JIN_OF_TASK_KIND JIN_OF_TEXT
#define JIN_OF_PARITY JIN_OF_TEXT
#define JIN_OF_CATEGORY JIN_OF_TEXT
#define JIN_OF_PLACE_KIND JIN_OF_TEXT
#define JIN_OF_INT(kind, wire, most)                                           \
	.type = JIN_INT, .offset = VALUE(kind, wire, number), .max = most
#define JIN_OF_MINUTE JIN_OF_INT
#define JIN_OF_HOUSE JIN_OF_INT
#define JIN_OF_BOOL(kind, wire, most)                                          \
	.type = JIN_BOOL, .offset = VALUE(kind, wire, flag)
#define JIN_OF_DATE(kind, wire, most)                                          \
	.type = JIN_DATE, .offset = VALUE(kind, wire, date)
#define JIN_OF_LIST(kind, wire, most)                                          \
	.type = JIN_TEXTS, .offset = VALUE(kind, wire, item),                  \
	.count_offset = VALUE(kind, wire, count), .max = most
#define JIN_OF_SERVICES JIN_OF_LIST
#define JIN_OF_ZONES JIN_OF_LIST

#define INDEX(kind, form, wire, must, most) kind##_##wire,
#define FIELD(kind, form, wire, must, most)                                    \
	{.name = #wire,                                                        \
	 .flags = JIN_SEEN,                                                    \
	 .seen_offset = VALUE(kind, wire, seen),                               \
	 JIN_OF_##form(kind, wire, most)},

#define K(kind, path, object, named)                                           \
	enum { EDIT_##kind##_FIELDS(INDEX) };                                  \
	static const struct jin_field field_##kind[] = {                       \
	    {.name = named,                                                    \
	     .type = JIN_TEXT,                                                 \
	     .offset = offsetof(struct edit_row, key)},                        \
	    EDIT_##kind##_FIELDS(FIELD){.name = NULL},                         \
	};
EDIT_KINDS(K)
#undef K

const struct jin_table body_edit[] = {
#define K(kind, path, object, named)                                           \
	[EDIT_##                                                               \
	    kind] = {.size = sizeof(struct edit_row), .field = field_##kind},
    EDIT_KINDS(K)
#undef K
};
