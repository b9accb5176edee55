#include "body.h"
#include "medic_ill.h"
#include "shift_edit.h"

/* Shifts, and a medic who falls ill. */

#define NOTE_MAX 300

#define MINUTES(at, flag, member, seen)                                        \
	{                                                                      \
		.name = at, .type = JIN_INT, .flags = flag,                    \
		.offset = offsetof(struct shift_ask, shift.member),            \
		.seen_offset = offsetof(struct shift_ask, seen), .min = 0,     \
		.max = SHIFT_END_MAX_MIN                                       \
	}
#define NOTE                                                                   \
	{                                                                      \
		.name = "note", .type = JIN_TEXT, .flags = JIN_SEEN,           \
		.offset = offsetof(struct shift_ask, shift.note),              \
		.seen_offset = offsetof(struct shift_ask, has_note),           \
		.max = NOTE_MAX                                                \
	}

static const struct jin_field shift_field[] = {
    {.name = "kind",
     .type = JIN_TEXT,
     .offset = offsetof(struct shift_ask, kind)},
    {.name = "weekday",
     .type = JIN_INT,
     .offset = offsetof(struct shift_ask, shift.weekday),
     .min = 1,
     .max = 7},
    {.name = "date",
     .type = JIN_DATE,
     .offset = offsetof(struct shift_ask, shift.date)},
    MINUTES("start_min", JIN_SEEN, start_min, has_start),
    MINUTES("end_min", JIN_SEEN, end_min, has_end),
    NOTE,
    {.name = NULL},
};
const struct jin_table body_shift = {
    .size = sizeof(struct shift_ask),
    .field = shift_field,
};

static const struct jin_field shift_change_field[] = {
    MINUTES("start_min", JIN_SEEN, start_min, has_start),
    MINUTES("end_min", JIN_SEEN, end_min, has_end),
    NOTE,
    {.name = NULL},
};
const struct jin_table body_shift_change = {
    .size = sizeof(struct shift_ask),
    .field = shift_change_field,
};

static const struct jin_field ill_field[] = {
    {.name = "date",
     .type = JIN_DATE,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct medic_ill_ask, date)},
    {.name = "reason",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct medic_ill_ask, reason),
     .max = NOTE_MAX},
    {.name = NULL},
};
const struct jin_table body_ill = {
    .size = sizeof(struct medic_ill_ask),
    .field = ill_field,
};
