#include <inttypes.h>

#include "pack.h"

static const struct {
	char raw, letter;
} escape[] = {{'\\', '\\'}, {'\t', 't'}, {'\n', 'n'}};

#define ESCAPES (sizeof(escape) / sizeof(escape[0]))

static void
put_field(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		size_t i = 0;

		while (i < ESCAPES && escape[i].raw != *s)
			i++;
		if (i < ESCAPES)
			buf_char(out, '\\');
		buf_char(out, i < ESCAPES ? escape[i].letter : *s);
	}
}

void
pack_row(struct buf *out, const char *const *field, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_char(out, '\t');
		if (field[i] != NULL)
			put_field(out, field[i]);
	}
	buf_char(out, '\n');
}

const char *
pack_text(struct buf *out)
{
	return out->n != 0 ? buf_text(out) : NULL;
}

size_t
pack_count(const char *packed)
{
	size_t n = 0;

	for (const char *s = packed; s != NULL && *s != '\0'; s++)
		n += *s == '\n';
	return n;
}

/* The field ${s} as it was before packing; NULL: absent. */
static const char *
take_field(struct slice s, struct arena *arena)
{
	char *out = s.n != 0 ? arena_alloc(arena, s.n + 1) : NULL;
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' && i + 1 < s.n) {
			size_t e = 0;

			i++;
			while (e < ESCAPES && escape[e].letter != s.p[i])
				e++;
			c = e < ESCAPES ? escape[e].raw : s.p[i];
		}
		out[n++] = c;
	}
	return out;
}

bool
pack_next(struct pack *p, const char **field, size_t n)
{
	struct slice line, one;

	if (!slice_cut(&p->rest, '\n', &line) ||
	    (p->rest.p == NULL && line.n == 0))
		return false;
	for (size_t i = 0; i < n; i++)
		field[i] = slice_cut(&line, '\t', &one)
			       ? take_field(one, p->arena)
			       : NULL;
	return true;
}

const char *
pack_num(int64_t v, struct arena *arena)
{
	struct buf text = {.arena = arena};

	buf_printf(&text, "%" PRId64, v);
	return buf_text(&text);
}

int64_t
pack_int(const char *field)
{
	return field != NULL ? strtoll(field, NULL, 10) : 0;
}
