#include "told.h"

/* The texts db/edit.c and db/user.c write: name, tab, before, tab, after. */

/* ${s}, the items of a list with commas between; "": none. */
static void
put_value(struct jw *w, struct arena *arena, const char *key, struct slice s)
{
	struct buf b = BUF(arena);

	while (s.n != 0 && s.p[s.n - 1] == '\v')
		s.n--;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\v')
			buf_str(&b, ", ");
		else
			buf_char(&b, s.p[i]);
	jw_text(w, key, b.n != 0 ? buf_text(&b) : NULL);
}

static void
put_change(struct jw *w, struct arena *arena, struct slice line)
{
	struct slice field, before;

	if (!slice_cut(&line, '\t', &field) ||
	    !slice_cut(&line, '\t', &before) || line.p == NULL)
		return;
	jw_object(w, NULL);
	jw_text(w, "field", arena_strndup(arena, field.p, field.n));
	put_value(w, arena, "before", before);
	put_value(w, arena, "after", line);
	jw_end_object(w);
}

void
told_put(struct jw *w, struct arena *arena, const char *detail)
{
	bool changes = detail != NULL && strchr(detail, '\t') != NULL;
	struct slice rest = slice_of(changes ? detail : NULL), line;

	jw_array(w, "changes");
	while (slice_cut(&rest, '\n', &line))
		put_change(w, arena, line);
	jw_end_array(w);
	jw_text(w, "detail", changes ? NULL : detail);
}
