#include <utf8proc.h>

#include "fold.h"

bool
fold_is_word(int32_t cp)
{
	utf8proc_category_t c;

	if (fold_is_russian(cp))
		return true;
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
		       (cp >= 'A' && cp <= 'Z');
	c = utf8proc_category(cp);
	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
	       (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

bool
fold_is_space(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80 || fold_is_russian(cp))
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	c = utf8proc_category(cp);
	return cp == 0x85 ||
	       (c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP);
}

static int32_t
lower(int32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	if (cp >= 0x430)
		return cp;
	return cp < 0x410 ? cp + 0x50 : cp + 0x20;
}

/*
 * As utf8proc would, at a tenth of its price, as long as there is nothing but
 * ASCII and Russian letters; false: there is more.
 */
static bool
take_plain(struct slice s, bool casefold, struct fold *out)
{
	out->n = 0;
	for (size_t n; s.n != 0; s.p += n, s.n -= n) {
		int32_t cp = *s.p;

		n = fold_usual(s);
		if (n == 0)
			return false;
		if (n == 2)
			cp = (cp & 0x1F) << 6 | (s.p[1] & 0x3F);
		out->cp[out->n++] = casefold ? lower(cp) : cp;
	}
	return true;
}

bool
fold_points(struct slice s, unsigned options, struct arena *arena,
	    struct fold *out)
{
	const unsigned char *p = (const unsigned char *)s.p;
	utf8proc_option_t o = (utf8proc_option_t)(options | UTF8PROC_COMPOSE);
	size_t room = s.n + 8;
	utf8proc_ssize_t n;

	out->cp = arena_take(arena, room * sizeof(*out->cp));
	if (out->cp == NULL)
		return false;
	if (take_plain(s, (options & UTF8PROC_CASEFOLD) != 0, out))
		return true;
	while ((n = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, out->cp,
				       (utf8proc_ssize_t)room, o)) >
	       (utf8proc_ssize_t)room) {
		room = (size_t)n; /* few characters become very many */
		out->cp = ARENA_ARRAY(arena, int32_t, room);
		if (out->cp == NULL)
			return false;
	}
	if (n < 0)
		return false;
	n = utf8proc_normalize_utf32(out->cp, n, o);
	out->n = n > 0 ? (size_t)n : 0;
	return n >= 0;
}

bool
fold_make(struct slice s, struct arena *arena, struct fold *out)
{
	static const int32_t io = 0x451, ie = 0x435; /* ё, е */
	size_t n = 0;

	if (!fold_points(s, UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, arena, out))
		return false;
	for (size_t i = 0; i < out->n; i++) {
		int32_t cp = out->cp[i];
		utf8proc_category_t c = cp < 0x80 || fold_is_russian(cp)
					    ? UTF8PROC_CATEGORY_LL
					    : utf8proc_category(cp);
		if (c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME)
			continue;
		out->cp[n++] = cp == io ? ie : cp;
	}
	out->n = n;
	return true;
}

char *
fold_text(const struct fold *f, struct arena *arena)
{
	unsigned char *text = arena_take(arena, f->n * 4 + 1), *p = text;

	if (text == NULL)
		return NULL;
	for (size_t i = 0; i < f->n; i++) {
		int32_t cp = f->cp[i];

		if (cp < 0x80) {
			*p++ = (unsigned char)cp;
		} else if (cp < 0x800) {
			*p++ = (unsigned char)(0xC0 | cp >> 6);
			*p++ = (unsigned char)(0x80 | (cp & 0x3F));
		} else {
			p += utf8proc_encode_char(cp, p);
		}
	}
	*p = '\0';
	return (char *)text;
}
