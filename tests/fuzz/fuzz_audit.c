/* Subject: db/audit.c */
#include "../../db/audit.c"
#include "fuzz.h"

/*
 * The canonical form of the chain's rows: a row as the input says, and what a
 * forger makes of it.  The row follows the one before it; anything else does
 * not, however alike the two are when written one after the other.
 */

#define TEXTS 7

static const char **
text_of(struct audit_row *row, size_t i)
{
	const char **const all[TEXTS] = {
	    &row->actor,  &row->address,   &row->request_id, &row->action,
	    &row->object, &row->object_id, &row->detail};

	return all[i % TEXTS];
}

static int64_t *
number_of(struct audit_row *row, size_t i)
{
	int64_t *const all[] = {&row->seq, &row->at_ms, &row->roles};

	return all[i % 3];
}

static bool
same_row(struct audit_row *a, struct audit_row *b)
{
	for (size_t i = 0; i < TEXTS; i++)
		if (!fuzz_same(*text_of(a, i), *text_of(b, i)))
			return false;
	for (size_t i = 0; i < 3; i++)
		if (*number_of(a, i) != *number_of(b, i))
			return false;
	return memcmp(a->prev, b->prev, HASH_BYTES) == 0 &&
	       memcmp(a->hash, b->hash, HASH_BYTES) == 0;
}

static struct audit_row
make_row(struct fuzz_in *in, const struct audit_mark *after)
{
	struct audit_row row = {
	    .seq = after->seq + 1,
	    .at_ms = fuzz_int(in, 8),
	    .roles = fuzz_byte(in),
	};

	memcpy(row.prev, after->hash, HASH_BYTES);
	for (size_t i = 0; i < TEXTS; i++)
		if (fuzz_byte(in) % 4 != 0)
			*text_of(&row, i) = fuzz_text(fuzz_line(in));
	return row;
}

/* What stands in two columns, one after the other, cut somewhere else. */
static void
move_border(struct audit_row *row, size_t i, size_t at)
{
	const char **one = text_of(row, i), **next = text_of(row, i + 1);
	size_t first, all;
	char *both;

	if (*one == NULL || *next == NULL)
		return;
	first = strlen(*one);
	all = first + strlen(*next);
	both = arena_alloc(fuzz_arena(), all + 1);
	assert(both != NULL);
	memcpy(both, *one, first);
	memcpy(both + first, *next, all - first);
	at %= all + 1;
	*one = fuzz_text((struct slice){both, at});
	*next = fuzz_text((struct slice){both + at, all - at});
}

static void
forge(struct audit_row *row, struct fuzz_in *in)
{
	uint8_t what = fuzz_byte(in), i = fuzz_byte(in), by = fuzz_byte(in);
	const char **text = text_of(row, i), **other = text_of(row, by);
	const char *kept = *text;

	switch (what % 6) {
	case 0:
		*number_of(row, i) = fuzz_int(in, 8);
		break;
	case 1:
		move_border(row, i, by);
		break;
	case 2: /* nothing there, or something empty */
		*text = kept == NULL ? "" : NULL;
		break;
	case 3:
		*text = *other;
		*other = kept;
		break;
	case 4:
		row->prev[i % HASH_BYTES] ^= by;
		break;
	default:
		row->hash[i % HASH_BYTES] ^= by;
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_in in = {data, n};
	unsigned char key[STORE_KEY_BYTES] = {1};
	struct audit_mark start = {.seq = fuzz_byte(&in)}, mark;
	struct audit_row row, forged;

	arena_reset(fuzz_arena());
	row = make_row(&in, &start);
	hash_row(&row, key, row.hash);
	mark = start;
	assert(follows(&row, key, &mark));
	assert(mark.seq == row.seq &&
	       memcmp(mark.hash, row.hash, HASH_BYTES) == 0);
	forged = row;
	forge(&forged, &in);
	mark = start;
	assert(follows(&forged, key, &mark) == same_row(&row, &forged));
	key[1] = 1;
	mark = start;
	assert(!follows(&row, key, &mark));
	return 0;
}
