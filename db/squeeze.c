#include "squeeze.h"

#include <pthread.h>

#include "embed.h"

/*
 * Packed: the number of the file, then in turn some bytes as they are and a
 * match, each with its length; a match may lack at the end.  A place counts
 * from the beginning of the file, the text goes on behind it.  What follows a
 * match mostly stands behind it there as well, one word replaced by another:
 * so a place is told by how far it is from the one expected.
 */

EMBED(answer, "db/data/answer.txt");

#define NUMBER 1         /* of the file */
#define LEAST 5          /* bytes of a match: it takes three */
#define ENOUGH 16        /* not looked for a longer one */
#define PLACES_MAX 65535 /* that can be told */
#define ROWS 4096        /* of the table of places */

/* Where something was seen last, by its first bytes, counted from 1. */
struct seen {
	uint16_t place[ROWS];
};

static uint16_t *
row_of(struct seen *seen, const char *p)
{
	uint32_t first;

	memcpy(&first, p, sizeof(first));
	return &seen->place[(first * UINT32_C(2654435761)) >> 20];
}

static struct {
	pthread_once_t once;
	struct seen seen;
} of_answer = {.once = PTHREAD_ONCE_INIT};

static void
look_at_answer(void)
{
	for (size_t i = 0; i + LEAST <= embed_size(&answer); i++)
		*row_of(&of_answer.seen, answer.p + i) = (uint16_t)(i + 1);
}

/* --- packing ----------------------------------------------------------------
 */

struct packing {
	struct slice text;
	char *out;       /* there is room for the worst */
	size_t from;     /* not written yet */
	size_t expected; /* place that would follow, were it the same */
	struct seen seen;
};

/* What ${n} bytes take when all are matches of the least length, and more. */
static size_t
worst(size_t n)
{
	return n + (n / LEAST + 2) * 16;
}

static void
put_number(struct packing *p, size_t n)
{
	for (; n >= 0x80; n >>= 7)
		*p->out++ = (char)(n | 0x80);
	*p->out++ = (char)n;
}

/* All up to ${at} as it is. */
static void
put_plain(struct packing *p, size_t at)
{
	size_t n = at - p->from;

	put_number(p, n);
	memcpy(p->out, p->text.p + p->from, n);
	p->out += n;
	p->expected += n;
}

/* How many bytes at ${place} are those of the text at ${at}. */
static size_t
same_at(const struct packing *p, size_t place, size_t at)
{
	size_t size = embed_size(&answer), n = 0;
	size_t max = p->text.n - at;
	const char *text = p->text.p + at, *source;

	if (place < size) {
		source = answer.p + place;
		max = max < size - place ? max : size - place;
	} else if (place - size < at) {
		source = p->text.p + (place - size);
		max = max < (size_t)(text - source) ? max
						    : (size_t)(text - source);
	} else {
		return 0;
	}
	while (n + 8 <= max && memcmp(source + n, text + n, 8) == 0)
		n += 8;
	while (n < max && source[n] == text[n])
		n++;
	return n;
}

/* The longer one of where it is expected and where it was seen last. */
static size_t
find(struct packing *p, size_t at, size_t *place)
{
	uint16_t *row = row_of(&p->seen, p->text.p + at);
	size_t seen = *row, here = embed_size(&answer) + at + 1, n, other;

	if (here <= PLACES_MAX)
		*row = (uint16_t)here;
	*place = p->expected + at - p->from;
	n = same_at(p, *place, at);
	if (n >= ENOUGH || seen == 0)
		return n;
	other = same_at(p, seen - 1, at);
	if (other <= n)
		return n;
	*place = seen - 1;
	return other;
}

static void
put_match(struct packing *p, size_t at, size_t place, size_t n)
{
	put_plain(p, at);
	put_number(p, n - LEAST);
	/* the way in the last bit: both are as near */
	put_number(p, place >= p->expected ? (place - p->expected) << 1
					   : (p->expected - place) << 1 | 1);
	p->from = at + n;
	p->expected = place + n;
}

void
squeeze_pack(struct slice text, struct buf *out)
{
	struct packing p;
	size_t at = 0, place, n;

	(void)pthread_once(&of_answer.once, look_at_answer);
	if (!buf_reserve(out, worst(text.n)))
		return;
	p.text = text;
	p.out = out->data + out->n;
	p.from = p.expected = 0;
	p.seen = of_answer.seen;
	*p.out++ = NUMBER;
	while (at + LEAST <= text.n) {
		n = find(&p, at, &place);
		if (n >= LEAST)
			put_match(&p, at, place, n);
		at += n >= LEAST ? n : 1;
	}
	put_plain(&p, text.n);
	*p.out = '\0';
	out->n = (size_t)(p.out - out->data);
}

/* --- opening ----------------------------------------------------------------
 */

static bool
take_number(struct slice *s, size_t *out)
{
	unsigned shift = 0;
	unsigned char byte;

	*out = 0;
	do {
		if (s->n == 0 || shift > 28)
			return false;
		byte = (unsigned char)*s->p++;
		s->n--;
		*out |= (size_t)(byte & 0x7f) << shift;
		shift += 7;
	} while ((byte & 0x80) != 0);
	return true;
}

static bool
take_bytes(struct slice *s, size_t n, struct buf *out)
{
	if (n > s->n)
		return false;
	buf_put(out, s->p, n);
	s->p += n;
	s->n -= n;
	return true;
}

/* ${n} bytes from ${place} on; ${from}: where in ${out} the text begins. */
static bool
copy(size_t place, size_t n, struct buf *out, size_t from)
{
	size_t size = embed_size(&answer);

	if (place < size) {
		if (n > size - place)
			return false;
		buf_put(out, answer.p + place, n);
		return true;
	}
	place = place - size + from;
	if (place > out->n || n > out->n - place)
		return false;
	if (!buf_reserve(out, n)) /* it may move: the bytes are in it */
		return false;
	buf_put(out, out->data + place, n);
	return true;
}

static bool
take_match(struct slice *s, size_t *expected, struct buf *out, size_t from)
{
	size_t n, distance, place;

	if (!take_number(s, &n) || !take_number(s, &distance))
		return false;
	n += LEAST;
	if ((distance & 1) != 0 && distance >> 1 > *expected)
		return false;
	place = (distance & 1) != 0 ? *expected - (distance >> 1)
				    : *expected + (distance >> 1);
	*expected = place + n;
	return copy(place, n, out, from);
}

bool
squeeze_open(struct slice packed, struct buf *out)
{
	size_t expected = 0, n, from = out->n;
	bool good = packed.n != 0 && packed.p[0] == NUMBER;

	if (good) {
		packed.p++;
		packed.n--;
	}
	while (good && packed.n != 0) {
		good = take_number(&packed, &n) && take_bytes(&packed, n, out);
		expected += n;
		if (good && packed.n != 0)
			good = take_match(&packed, &expected, out, from);
	}
	return good && !out->failed;
}
