#include <string.h>

#include "civil.h"
#include "units.h"

/*
 * Time zone files (TZif, RFC 8536).  The footer, a rule for the years after
 * the last change, is not read: the last offset goes on.
 */

#define TZIF_HEAD 44
/* The widest offset RFC 8536 foresees; more is a broken file. */
#define OFFSET_MAX_S (26 * 3600)

/* One data block of a TZif file, found but not read yet. */
struct tzif_block {
	uint64_t times, types, chars, leaps, stds, uts;
	size_t width; /* bytes of a time: 4 in version 1, else 8 */
	const unsigned char *data;
	uint64_t size; /* bytes of data */
};

/* The ${width} bytes at ${p}, big end first. */
static uint64_t
big_endian(const unsigned char *p, size_t width)
{
	uint64_t v = 0;

	for (size_t i = 0; i < width; i++)
		v = v << 8 | p[i];
	return v;
}

static int64_t
signed_be(const unsigned char *p, size_t width)
{
	uint64_t v = big_endian(p, width);

	return width == 4 ? (int32_t)(uint32_t)v : (int64_t)v;
}

/* Read the head at ${p} and see that its data lie within the ${n} bytes. */
static bool
block_find(const unsigned char *p, uint64_t n, size_t width,
	   struct tzif_block *b)
{
	if (n < TZIF_HEAD || memcmp(p, "TZif", 4) != 0)
		return false;
	*b = (struct tzif_block){
	    .uts = big_endian(p + 20, 4),
	    .stds = big_endian(p + 24, 4),
	    .leaps = big_endian(p + 28, 4),
	    .times = big_endian(p + 32, 4),
	    .types = big_endian(p + 36, 4),
	    .chars = big_endian(p + 40, 4),
	    .width = width,
	    .data = p + TZIF_HEAD,
	};
	b->size =
	    b->times * (width + 1) + b->types * 6 + b->chars + b->stds + b->uts;
	/* Leap seconds ("right/" files) count another scale than ours. */
	return b->types != 0 && b->leaps == 0 && b->size <= n - TZIF_HEAD;
}

/* The offset of local time type ${type}; false when there is none such. */
static bool
block_offset(const struct tzif_block *b, uint64_t type, int32_t *out)
{
	const unsigned char *row = b->data + b->times * (b->width + 1);
	int64_t offset;

	if (type >= b->types)
		return false;
	offset = signed_be(row + type * 6, 4);
	*out = (int32_t)offset;
	return offset >= -OFFSET_MAX_S && offset <= OFFSET_MAX_S;
}

/* A file may start with "since ever", which has no milliseconds. */
static int64_t
seconds_to_ms(int64_t s)
{
	int64_t ms = s < 0 ? INT64_MIN : INT64_MAX;

	(void)units_mul(s, SECOND_MS, &ms);
	return ms;
}

static bool
block_read(const struct tzif_block *b, struct civil_change *change)
{
	const unsigned char *type = b->data + b->times * b->width;

	for (uint64_t i = 0; i < b->times; i++) {
		int64_t at = signed_be(b->data + i * b->width, b->width);

		change[i].at_ms = seconds_to_ms(at);
		if (!block_offset(b, type[i], &change[i].offset_s))
			return false;
		if (i != 0 && change[i].at_ms <= change[i - 1].at_ms)
			return false;
	}
	return true;
}

enum err_code
civil_zone_parse(const char *name, const unsigned char *tzif, size_t n,
		 struct civil_zone *out, struct arena *arena)
{
	struct tzif_block b;
	struct civil_change *change;

	if (!block_find(tzif, n, 4, &b))
		return ERR_SYNTAX;
	if (tzif[4] >= '2' && tzif[4] <= '4') {
		uint64_t skip = TZIF_HEAD + b.size;

		if (!block_find(tzif + skip, n - skip, 8, &b))
			return ERR_SYNTAX;
	} else if (tzif[4] != 0) {
		return ERR_SYNTAX;
	}
	change = ARENA_ARRAY(arena, struct civil_change, b.times);
	name = arena_strdup(arena, name);
	if (change == NULL || name == NULL)
		return ERR_NOMEM;
	*out = (struct civil_zone){
	    .name = name, .change = change, .change_count = b.times};
	if (!block_read(&b, change) ||
	    !block_offset(&b, 0, &out->first_offset_s))
		return ERR_SYNTAX;
	return ERR_OK;
}
