#include "jw.h"

#include <inttypes.h>

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

static void
quote(struct buf *out, const char *s)
{
	const char *from = s;

	buf_char(out, '"');
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
			continue;
		buf_put(out, from, (size_t)(s - from));
		escape(out, c);
		from = s + 1;
	}
	buf_put(out, from, (size_t)(s - from));
	buf_char(out, '"');
}

/* What comes before a value: comma and member name. */
static void
lead(struct jw *w, const char *key)
{
	if (w->comma)
		buf_char(w->out, ',');
	w->comma = true;
	if (key != NULL) {
		quote(w->out, key);
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
		quote(w->out, s);
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
	char digits[24];

	(void)snprintf(digits, sizeof(digits), "%" PRId64, v);
	lead(w, key);
	buf_str(w->out, digits);
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
