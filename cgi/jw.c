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

/* How many bytes of ${s} may stand as themselves inside quotes. */
static size_t
plain(const char *s)
{
	const char *from = s;

	while ((unsigned char)*s >= 0x20 && *s != '"' && *s != '\\' &&
	       *s != 0x7F)
		s++;
	return (size_t)(s - from);
}

/* ${s}, of which ${n} bytes are plain, in quotes. */
static void
quote(struct buf *out, const char *s, size_t n)
{
	buf_char(out, '"');
	for (; s[n] != '\0'; n = plain(s)) {
		buf_put(out, s, n);
		escape(out, (unsigned char)s[n]);
		s += n + 1;
	}
	buf_put(out, s, n);
	buf_char(out, '"');
}

/* Nearly every text is plain: one look for room, then straight into it. */
static void
put_text(struct buf *out, const char *s)
{
	size_t n = plain(s);
	char *p;

	if (s[n] != '\0') {
		quote(out, s, n);
		return;
	}
	if (!buf_reserve(out, n + 2))
		return;
	p = out->data + out->n;
	*p++ = '"';
	memcpy(p, s, n);
	p[n] = '"';
	p[n + 1] = '\0';
	out->n += n + 2;
}

/* What comes before a value: comma and member name. */
static void
lead(struct jw *w, const char *key)
{
	if (w->comma)
		buf_char(w->out, ',');
	w->comma = true;
	if (key != NULL) {
		put_text(w->out, key);
		buf_char(w->out, ':');
	}
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
		put_text(w->out, s);
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
