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

bool
text_valid(struct slice s)
{
	while (s.n != 0) {
		size_t n = step(s);
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

/* Controls of terminals and of writing direction; joiners belong to words. */
static bool
is_control(int32_t cp)
{
	utf8proc_category_t c = utf8proc_category(cp);

	return c == UTF8PROC_CATEGORY_CC ||
	       (c == UTF8PROC_CATEGORY_CF && cp != 0x200C && cp != 0x200D);
}

const char *
text_clean(struct slice s, struct arena *arena)
{
	struct fold f;
	size_t n = 0;
	bool space = false;

	if (!text_valid(s) || !fold_points(s, 0, arena, &f))
		return NULL;
	for (size_t i = 0; i < f.n; i++) {
		if (fold_is_space(f.cp[i])) {
			space = n != 0;
			continue;
		}
		if (is_control(f.cp[i]))
			continue;
		if (space)
			f.cp[n++] = ' ';
		space = false;
		f.cp[n++] = f.cp[i];
	}
	f.n = n;
	return fold_text(&f, arena);
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
