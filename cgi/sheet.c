#include "sheet.h"

bool
sheet_wanted(const struct http *h)
{
	const char *accept = h->header(h, "HTTP_ACCEPT");

	return accept != NULL && strstr(accept, "text/csv") != NULL;
}

struct sheet
sheet_begin(struct http *h, const char *name)
{
	h->content_type = "text/csv; charset=utf-8";
	http_add(h, "Content-Disposition: attachment; filename=\"%s.csv\"",
		 name);
	buf_str(&h->out, "\xef\xbb\xbf");
	return (struct sheet){.out = &h->out, .point = h->lang == LANG_EN};
}

static void
lead(struct sheet *s)
{
	if (s->started)
		buf_char(s->out, ';');
	s->started = true;
}

void
sheet_text(struct sheet *s, const char *text)
{
	lead(s);
	if (text == NULL)
		return;
	buf_char(s->out, '"');
	if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
		buf_char(s->out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(s->out, '"');
		buf_char(s->out, *text);
	}
	buf_char(s->out, '"');
}

void
sheet_int(struct sheet *s, int64_t v)
{
	lead(s);
	buf_printf(s->out, "%lld", (long long)v);
}

void
sheet_decimal(struct sheet *s, double v, int digits)
{
	size_t from;

	lead(s);
	from = s->out->n;
	buf_printf(s->out, "%.*f", digits, v);
	for (size_t i = from; i < s->out->n && !s->point; i++)
		if (s->out->data[i] == '.')
			s->out->data[i] = ',';
}

void
sheet_end_row(struct sheet *s)
{
	buf_str(s->out, "\r\n");
	s->started = false;
}
