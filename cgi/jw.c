#include "jw.h"

#include <stdint.h>

/* A character that may not stand as itself inside quotes. */
static void
escape(struct buf *out, unsigned char c)
{
	switch (c) {
	case '"':
	case '\\':
		buf_char(out, '\\');
		buf_char(out, (char)c);
		break;
	case '\n':
		buf_str(out, "\\n");
		break;
	case '\t':
		buf_str(out, "\\t");
		break;
	case '\r':
		buf_str(out, "\\r");
		break;
	default:
		buf_printf(out, "\\u%04x", c);
	}
}

/* A bit set in some byte of ${w} & EACH(0x80): one of them is below ${n}. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
#define BELOW(w, n) (((w)-EACH(n)) & ~(w))
#define STRIDE sizeof(uint64_t)

static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
}

/* is_plain() of all of the STRIDE bytes at ${s}. */
static bool
are_plain(const char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof(w));
	return ((BELOW(w, 0x20) | BELOW(w ^ EACH('"'), 1) |
		 BELOW(w ^ EACH('\\'), 1) | BELOW(w ^ EACH(0x7F), 1)) &
		EACH(0x80)) == 0;
}

/* How many of ${n} bytes may stand as themselves inside quotes. */
static size_t
plain(const char *s, size_t n)
{
	size_t at = 0;

	while (n - at >= STRIDE && are_plain(s + at))
		at += STRIDE;
	while (at < n && is_plain(s[at]))
		at++;
	return at;
}

/* The ${n} bytes of ${s} in quotes. */
static void
quote(struct buf *out, const char *s, size_t n)
{
	size_t good;

	buf_char(out, '"');
	while ((good = plain(s, n)) < n) {
		buf_put(out, s, good);
		escape(out, (unsigned char)s[good]);
		s += good + 1;
		n -= good + 1;
	}
	buf_put(out, s, n);
	buf_char(out, '"');
}

/*
 * A text in quotes, or a member's name between ${comma} and ${colon}.  Nearly
 * every one is plain: one look for room, then straight into it.
 */
static void
put_text(struct buf *out, bool comma, const char *s, bool colon)
{
	size_t n = strlen(s);
	char *p;

	if (plain(s, n) != n) {
		buf_str(out, comma ? "," : "");
		quote(out, s, n);
		buf_str(out, colon ? ":" : "");
		return;
	}
	if (!buf_reserve(out, n + strlen(",\"\":")))
		return;
	p = out->data + out->n;
	if (comma)
		*p++ = ',';
	*p++ = '"';
	memcpy(p, s, n);
	p += n;
	*p++ = '"';
	if (colon)
		*p++ = ':';
	*p = '\0';
	out->n = (size_t)(p - out->data);
}

/* What comes before a value: comma and member name. */
static void
lead(struct jw *w, const char *key)
{
	if (key != NULL)
		put_text(w->out, w->comma, key, true);
	else if (w->comma)
		buf_char(w->out, ',');
	w->comma = true;
}

void
jw_object(struct jw *w, const char *key)
{
	lead(w, key);
	buf_char(w->out, '{');
	w->comma = false;
}

void
jw_array(struct jw *w, const char *key)
{
	lead(w, key);
	buf_char(w->out, '[');
	w->comma = false;
}

void
jw_end_object(struct jw *w)
{
	buf_char(w->out, '}');
	w->comma = true;
}

void
jw_end_array(struct jw *w)
{
	buf_char(w->out, ']');
	w->comma = true;
}

void
jw_text(struct jw *w, const char *key, const char *s)
{
	lead(w, key);
	if (s != NULL)
		put_text(w->out, false, s, false);
	else
		buf_str(w->out, "null");
}

void
jw_texts(struct jw *w, const char *key, const char *const *text, size_t n)
{
	jw_array(w, key);
	for (size_t i = 0; i < n; i++)
		jw_text(w, NULL, text[i]);
	jw_end_array(w);
}

void
jw_int(struct jw *w, const char *key, int64_t v)
{
	lead(w, key);
	buf_int(w->out, v);
}

void
jw_bool(struct jw *w, const char *key, bool v)
{
	lead(w, key);
	buf_str(w->out, v ? "true" : "false");
}

void
jw_null(struct jw *w, const char *key)
{
	jw_text(w, key, NULL);
}

void
jw_score(struct jw *w, const char *key, double v)
{
	lead(w, key);
	buf_printf(w->out, "%.3f", v);
}

void
jw_date(struct jw *w, const char *key, struct civil_date date)
{
	char text[CIVIL_DATE_LEN + 1];

	if (date.year != 0)
		civil_date_print(date, text);
	jw_text(w, key, date.year != 0 ? text : NULL);
}

void
jw_money(struct jw *w, const char *key, int64_t kop)
{
	jw_object(w, key);
	jw_int(w, "amount", kop);
	jw_text(w, "currency", "RUB");
	jw_end_object(w);
}

void
jw_time(struct jw *w, const char *key, int64_t at_ms)
{
	char text[CIVIL_TIME_LEN + 1];

	if (at_ms == 0) {
		jw_null(w, key);
		return;
	}
	civil_time_print(w->zone, at_ms, text);
	jw_text(w, key, text);
}
