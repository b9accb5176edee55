#include "jin.h"
#include "text.h"

/*
 * Strict RFC 8259 before cJSON sees a byte: it accepts broken UTF-8, \u0000,
 * sloppy numbers and whatever follows the value.
 */

struct scan {
	const char *p;
	const char *end;
	int depth;
	int tokens;
	const char *why; /* the first thing that is wrong */
};

static bool scan_value(struct scan *s);

static bool
fail(struct scan *s, const char *why)
{
	if (s->why == NULL)
		s->why = why;
	return false;
}

static int
peek(const struct scan *s)
{
	return s->p < s->end ? (unsigned char)*s->p : -1;
}

static void
skip_space(struct scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' ||
				 *s->p == '\n' || *s->p == '\r'))
		s->p++;
}

/* Takes ${c} after white space, if it is there. */
static bool
take(struct scan *s, char c)
{
	skip_space(s);
	if (peek(s) != c)
		return false;
	s->p++;
	return true;
}

static bool
count_token(struct scan *s)
{
	return ++s->tokens <= JIN_TOKENS_MAX || fail(s, "tokens");
}

static bool
scan_hex4(struct scan *s, unsigned *out)
{
	unsigned v = 0;

	if (s->end - s->p < 4)
		return fail(s, "json");
	for (int i = 0; i < 4; i++) {
		char c = *s->p++;
		if (c >= '0' && c <= '9')
			v = v * 16 + (unsigned)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v = v * 16 + (unsigned)((c | 32) - 'a' + 10);
		else
			return fail(s, "json");
	}
	*out = v;
	return true;
}

/* After "\u": one unit, or both halves of a surrogate pair. */
static bool
scan_unicode(struct scan *s)
{
	unsigned first, second;

	if (!scan_hex4(s, &first))
		return false;
	if (first == 0)
		return fail(s, "nul");
	if (first < 0xD800 || first > 0xDFFF)
		return true;
	if (first > 0xDBFF || s->end - s->p < 2 || s->p[0] != '\\' ||
	    s->p[1] != 'u')
		return fail(s, "utf8");
	s->p += 2;
	if (!scan_hex4(s, &second))
		return false;
	return (second >= 0xDC00 && second <= 0xDFFF) || fail(s, "utf8");
}

static bool
scan_escape(struct scan *s)
{
	int c = peek(s);

	if (c <= 0 || strchr("\"\\/bfnrtu", c) == NULL)
		return fail(s, "json");
	s->p++;
	return c != 'u' || scan_unicode(s);
}

/* Over what stands for itself inside quotes. */
static void
skip_plain(struct scan *s)
{
	const char *p = s->p, *end = s->end;

	while (p < end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
		p++;
	s->p = p;
}

static bool
scan_string(struct scan *s)
{
	if (!take(s, '"'))
		return fail(s, "json");
	for (skip_plain(s); peek(s) == '\\'; skip_plain(s)) {
		s->p++;
		if (!scan_escape(s))
			return false;
	}
	if (peek(s) != '"') /* no white space before this one */
		return fail(s, "json");
	s->p++;
	return true;
}

static bool
scan_digits(struct scan *s)
{
	const char *from = s->p;

	while (peek(s) >= '0' && peek(s) <= '9')
		s->p++;
	return s->p > from || fail(s, "json");
}

static bool
scan_number(struct scan *s)
{
	if (peek(s) == '-')
		s->p++;
	if (peek(s) == '0')
		s->p++;
	else if (!scan_digits(s))
		return false;
	if (peek(s) == '.') {
		s->p++;
		if (!scan_digits(s))
			return false;
	}
	if (peek(s) == 'e' || peek(s) == 'E') {
		s->p++;
		if (peek(s) == '+' || peek(s) == '-')
			s->p++;
		return scan_digits(s);
	}
	return true;
}

static bool
scan_word(struct scan *s, struct slice word)
{
	if (!slice_starts((struct slice){s->p, (size_t)(s->end - s->p)}, word))
		return fail(s, "json");
	s->p += word.n;
	return true;
}

static bool
scan_member(struct scan *s)
{
	skip_space(s);
	if (!count_token(s) || !scan_string(s))
		return false;
	if (!take(s, ':'))
		return fail(s, "json");
	return scan_value(s);
}

/* The inside of an object or array, up to its ${close}. */
static bool
scan_items(struct scan *s, char close, bool (*item)(struct scan *s))
{
	if (++s->depth > JIN_DEPTH_MAX)
		return fail(s, "depth");
	s->p++;
	if (!take(s, close)) {
		do {
			if (!item(s))
				return false;
		} while (take(s, ','));
		if (!take(s, close))
			return fail(s, "json");
	}
	s->depth--;
	return true;
}

static bool
scan_value(struct scan *s)
{
	if (!count_token(s))
		return false;
	skip_space(s);
	switch (peek(s)) {
	case '{':
		return scan_items(s, '}', scan_member);
	case '[':
		return scan_items(s, ']', scan_value);
	case '"':
		return scan_string(s);
	case 't':
		return scan_word(s, SLICE("true"));
	case 'f':
		return scan_word(s, SLICE("false"));
	case 'n':
		return scan_word(s, SLICE("null"));
	default:
		return scan_number(s);
	}
}

enum err_code
jin_guard(struct slice body, const char **why)
{
	struct scan s = {.p = body.p, .end = body.p + body.n};

	if (slice_starts(body, SLICE("\xEF\xBB\xBF")))
		(void)fail(&s, "bom");
	else if (body.n != 0 && memchr(body.p, '\0', body.n) != NULL)
		(void)fail(&s, "nul");
	else if (!text_valid(body))
		(void)fail(&s, "utf8");
	else if (scan_value(&s)) {
		skip_space(&s);
		if (s.p != s.end)
			(void)fail(&s, "rest");
	}
	*why = s.why;
	return s.why == NULL ? ERR_OK : ERR_SYNTAX;
}
