#include "csv.h"
#include "buf.h"
#include "text.h"

#include <stdint.h>

#define MARK "\xef\xbb\xbf"

/* A file on its way. */
struct reader {
	const char *p;
	const char *end;
	char separator;
	size_t line;
	const struct csv_limits *max;
	struct csv_fault *why;
	struct arena *arena;
};

/* --- bytes to UTF-8 --------------------------------------------------- */

/* 0x80 to 0xBF of windows-1251; what follows are the letters from А. */
static const uint16_t cp1251[64] = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021,
    0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F,
    0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0,      0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F,
    0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7,
    0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407,
    0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7,
    0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
};

static unsigned
code_point(unsigned char c)
{
	if (c < 0x80)
		return c;
	return c < 0xC0 ? cp1251[c - 0x80] : 0x410u + (c - 0xC0u);
}

static void
put_utf8(struct buf *out, unsigned cp)
{
	if (cp < 0x80) {
		buf_char(out, (char)cp);
	} else if (cp < 0x800) {
		buf_char(out, (char)(0xC0 | (cp >> 6)));
		buf_char(out, (char)(0x80 | (cp & 0x3F)));
	} else {
		buf_char(out, (char)(0xE0 | (cp >> 12)));
		buf_char(out, (char)(0x80 | ((cp >> 6) & 0x3F)));
		buf_char(out, (char)(0x80 | (cp & 0x3F)));
	}
}

/* ${bytes} as UTF-8 without a mark; p NULL: neither of the two writings. */
static struct slice
decode(struct slice bytes, struct arena *arena)
{
	struct buf out = BUF(arena);

	if (bytes.n >= 3 && memcmp(bytes.p, MARK, 3) == 0) {
		bytes = (struct slice){bytes.p + 3, bytes.n - 3};
		return text_valid(bytes) ? bytes : (struct slice){NULL, 0};
	}
	if (text_valid(bytes))
		return bytes;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned cp = code_point((unsigned char)bytes.p[i]);
		if (cp == 0)
			return (struct slice){NULL, 0};
		put_utf8(&out, cp);
	}
	return (struct slice){buf_text(&out), out.n};
}

/* --- rows ------------------------------------------------------------- */

static enum err_code
refuse(struct reader *r, const char *code)
{
	*r->why = (struct csv_fault){code, r->line};
	return ERR_SYNTAX;
}

/* What most parts the first line, outside quotes. */
static char
guess_separator(struct slice s)
{
	static const char known[] = {';', ',', '\t'};
	size_t n[sizeof(known)] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		if (!quoted && (s.p[i] == '\n' || s.p[i] == '\r'))
			break;
		for (size_t k = 0; k < sizeof(known) && !quoted; k++)
			n[k] += s.p[i] == known[k];
	}
	for (size_t k = 1; k < sizeof(known); k++)
		if (n[k] > n[best])
			best = k;
	return known[best];
}

static bool
row_ends(const struct reader *r)
{
	return r->p == r->end || *r->p == '\n' || *r->p == '\r';
}

/* After the opening quote; "" is a quote of the text. */
static enum err_code
read_quoted(struct reader *r, const char **out)
{
	struct buf b = BUF(r->arena);

	for (;; r->p++) {
		if (r->p == r->end)
			return refuse(r, "csv_quote");
		if (*r->p == '\n')
			r->line++;
		if (*r->p == '"') {
			r->p++;
			if (r->p == r->end || *r->p != '"')
				break;
		}
		buf_char(&b, *r->p);
	}
	if (!row_ends(r) && *r->p != r->separator)
		return refuse(r, "csv_quote");
	if (b.n > r->max->cell)
		return refuse(r, "csv_too_large");
	*out = b.n != 0 ? buf_text(&b) : "";
	return *out != NULL ? ERR_OK : ERR_NOMEM;
}

static enum err_code
read_plain(struct reader *r, const char **out)
{
	const char *from = r->p;
	struct slice s;

	while (!row_ends(r) && *r->p != r->separator)
		r->p++;
	s = slice_trim((struct slice){from, (size_t)(r->p - from)});
	if (s.n > r->max->cell)
		return refuse(r, "csv_too_large");
	*out = s.n != 0 ? arena_strndup(r->arena, s.p, s.n) : "";
	return *out != NULL ? ERR_OK : ERR_NOMEM;
}

static enum err_code
read_row(struct reader *r, struct csv_row *row)
{
	*row = (struct csv_row){
	    .line = r->line,
	    .cell = ARENA_ARRAY(r->arena, const char *, r->max->columns),
	};
	if (row->cell == NULL)
		return ERR_NOMEM;
	for (;;) {
		enum err_code code;

		if (row->count == r->max->columns)
			return refuse(r, "csv_too_large");
		if (r->p < r->end && *r->p == '"') {
			r->p++;
			code = read_quoted(r, &row->cell[row->count++]);
		} else {
			code = read_plain(r, &row->cell[row->count++]);
		}
		if (code != ERR_OK || row_ends(r))
			return code;
		r->p++; /* the separator */
	}
}

static void
next_line(struct reader *r)
{
	if (r->p < r->end && *r->p == '\r')
		r->p++;
	if (r->p < r->end && *r->p == '\n')
		r->p++;
	r->line++;
}

static bool
is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->cell[i][0] != '\0')
			return false;
	return true;
}

enum err_code
csv_read(struct slice bytes, const struct csv_limits *max, struct csv *out,
	 struct csv_fault *why, struct arena *arena)
{
	struct slice text = decode(bytes, arena);
	struct reader r = {.max = max, .why = why, .arena = arena};

	*out = (struct csv){0};
	if (arena->overflow)
		return ERR_NOMEM;
	if (bytes.n != 0 && text.p == NULL)
		return refuse(&r, "csv_encoding");
	out->row = ARENA_ARRAY(arena, struct csv_row, max->rows);
	if (out->row == NULL)
		return ERR_NOMEM;
	r.p = text.p;
	r.end = text.p + text.n;
	r.separator = guess_separator(text);
	for (r.line = 1; r.p < r.end; next_line(&r)) {
		struct csv_row row;
		enum err_code code = read_row(&r, &row);

		if (code != ERR_OK)
			return code;
		if (is_empty(&row))
			continue;
		if (out->count == max->rows)
			return refuse(&r, "csv_too_large");
		out->row[out->count++] = row;
	}
	return ERR_OK;
}
