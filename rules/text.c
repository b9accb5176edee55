#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "fold.h"
#include "text.h"

/* The length of the character at ${s}, 0 when it is none or a NUL. */
static size_t
step(struct slice s)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n = utf8proc_iterate((const unsigned char *)s.p,
					      (utf8proc_ssize_t)s.n, &cp);

	return n > 0 && cp > 0 ? (size_t)n : 0;
}

/* Without the ASCII characters ${s} begins with, eight at a time. */
static struct slice
after_ascii(struct slice s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t eight;

	for (; s.n >= sizeof(eight);
	     s.p += sizeof(eight), s.n -= sizeof(eight)) {
		memcpy(&eight, s.p, sizeof(eight));
		/* a byte of 0x80 and more, or a NUL, which borrows */
		if (((eight | (eight - ones)) & tops) != 0)
			break;
	}
	return s;
}

bool
text_valid(struct slice s)
{
	for (s = after_ascii(s); s.n != 0; s = after_ascii(s)) {
		size_t n = fold_usual(s);

		if (n == 0)
			n = step(s);
		if (n == 0)
			return false;
		s = (struct slice){s.p + n, s.n - n};
	}
	return true;
}

size_t
text_length(struct slice s)
{
	size_t length = 0;

	/* every byte that does not continue a character starts one */
	for (size_t i = 0; i < s.n; i++)
		length += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return length;
}

static bool
is_joiner(int32_t cp)
{
	return cp == 0x200C || cp == 0x200D;
}

/* Controls, and what turns the writing round: RLM, RLE, RLO, RLI, ALM. */
static bool
is_hidden(int32_t cp)
{
	if (fold_is_word(cp))
		return false;
	return (utf8proc_category(cp) == UTF8PROC_CATEGORY_CC &&
		!fold_is_space(cp)) ||
	       cp == 0x061C || cp == 0x200F || cp == 0x202B || cp == 0x202E ||
	       cp == 0x2067;
}

bool
text_has_hidden(struct slice s)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n;

	for (; s.n != 0; s.p += n, s.n -= (size_t)n) {
		n = utf8proc_iterate((const unsigned char *)s.p,
				     (utf8proc_ssize_t)s.n, &cp);
		if (n <= 0 || is_hidden(cp))
			return true;
	}
	return false;
}

/* What leaves no trace on paper; joiners are told apart by is_stray(). */
static bool
is_idle(int32_t cp)
{
	if (fold_is_word(cp))
		return false;
	return is_hidden(cp) ||
	       (utf8proc_category(cp) == UTF8PROC_CATEGORY_CF &&
		!is_joiner(cp));
}

/* Joiners belong to words of scripts from here on. */
#define JOINED_FROM 0x0530

static bool
is_stray(int32_t cp, const struct fold *before, size_t n, bool space)
{
	return is_joiner(cp) &&
	       (n == 0 || space || before->cp[n - 1] < JOINED_FROM);
}

/* Without what is not seen, and with single spaces. */
static void
tidy(struct fold *f)
{
	size_t n = 0;
	bool space = false;

	for (size_t i = 0; i < f->n; i++) {
		if (fold_is_space(f->cp[i])) {
			space = n != 0;
			continue;
		}
		if (is_idle(f->cp[i]) || is_stray(f->cp[i], f, n, space))
			continue;
		if (space)
			f->cp[n++] = ' ';
		space = false;
		f->cp[n++] = f->cp[i];
	}
	f->n = n;
}

bool
text_tidy(struct slice s)
{
	bool space = s.n != 0; /* none may stand first */

	for (size_t n; s.n != 0; s.p += n, s.n -= n) {
		n = fold_usual(s);
		if (n == 0 || *s.p == 0x7F || (*s.p >= 0 && *s.p < ' ') ||
		    (*s.p == ' ' && space))
			return false;
		space = *s.p == ' ';
	}
	return !space;
}

const char *
text_clean(struct slice s, struct arena *arena)
{
	struct fold f;
	const char *text;
	size_t before;

	if (text_tidy(s))
		return arena_strndup(arena, s.p, s.n);
	if (!text_valid(s) || !fold_points(s, 0, arena, &f))
		return NULL;
	before = f.n;
	tidy(&f);
	text = fold_text(&f, arena);
	/* What stood apart may now compose. */
	if (text != NULL && f.n != before &&
	    fold_points(slice_of(text), 0, arena, &f))
		text = fold_text(&f, arena);
	return text;
}

const char *
text_fold(struct slice s, struct arena *arena)
{
	struct fold f;
	size_t n = 0;
	bool gap = false;

	if (!text_valid(s) || !fold_make(s, arena, &f))
		return NULL;
	for (size_t i = 0; i < f.n; i++) {
		if (!fold_is_word(f.cp[i])) {
			gap = n != 0;
			continue;
		}
		if (gap)
			f.cp[n++] = ' ';
		gap = false;
		f.cp[n++] = f.cp[i];
	}
	f.n = n;
	return fold_text(&f, arena);
}
