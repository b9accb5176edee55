#include "text.h"
#include "tsv.h"

/* The next line, which must end with a newline and be clean text. */
static bool
next_line(struct tsv *t, struct slice *out)
{
	if (t->broken || t->rest.n == 0)
		return false;
	t->line++;
	if (memchr(t->rest.p, '\n', t->rest.n) == NULL) {
		t->broken = true;
		return false;
	}
	(void)slice_cut(&t->rest, '\n', out);
	t->broken = out->n == 0 || !text_valid(*out) ||
		    memchr(out->p, '\r', out->n) != NULL;
	return !t->broken;
}

void
tsv_open(struct tsv *t, const struct embed *file, const char *header,
	 struct arena *arena)
{
	struct slice line;

	*t = (struct tsv){
	    .rest = {file->p, embed_size(file)},
	    .fields = 1,
	    .arena = arena,
	};
	for (const char *p = header; *p != '\0'; p++)
		t->fields += *p == '\t';
	if (!next_line(t, &line) || !slice_eq(line, slice_of(header)) ||
	    t->fields > TSV_FIELDS_MAX)
		t->broken = true;
}

bool
tsv_next(struct tsv *t)
{
	struct slice line, field;
	size_t n = 0;

	if (!next_line(t, &line))
		return false;
	while (slice_cut(&line, '\t', &field)) {
		if (n == t->fields || slice_trim(field).n != field.n) {
			t->broken = true;
			return false;
		}
		t->field[n++] = field.n == 0
				    ? NULL
				    : arena_strndup(t->arena, field.p, field.n);
	}
	t->broken = n != t->fields;
	return !t->broken;
}

size_t
tsv_split(struct tsv *t, const char *text, char sep,
	  const char *out[TSV_PARTS_MAX])
{
	struct slice rest = {text, text != NULL ? strlen(text) : 0};
	struct slice part;
	size_t n = 0;

	while (slice_cut(&rest, sep, &part)) {
		part = slice_trim(part);
		if (part.n == 0 || n == TSV_PARTS_MAX) {
			t->broken = true;
			return 0;
		}
		out[n++] = arena_strndup(t->arena, part.p, part.n);
	}
	return n;
}
