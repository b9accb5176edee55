#include "address_text.h"
#include "layout.h"
#include "needle.h"
#include "text.h"

bool
address_text_make(struct slice text, struct arena *arena,
		  struct address_text *out)
{
	const char *clean = text_clean(text, arena), *folded;
	struct fold f, read;

	if (clean == NULL ||
	    !fold_points(slice_of(clean), 0, arena, &out->typed) ||
	    !fold_make(slice_of(clean), arena, &f))
		return false;
	out->points =
	    layout_read(&f, LAYOUT_LOOKALIKE, arena, &read) ? read : f;
	folded = fold_text(&out->points, arena);
	out->folded = slice_of(folded);
	out->letters = needle_letters(&out->points, arena);
	if (out->letters != NULL)
		out->letter_set = needle_set(out->letters);
	return !arena->overflow;
}

const char *
address_text_typed(const struct address_text *t, size_t from, size_t to,
		   struct arena *arena)
{
	struct slice before = {t->folded.p, from};
	struct slice found = {t->folded.p + from, to - from};
	struct fold words;

	if (t->typed.n != t->points.n)
		return arena_strndup(arena, found.p, found.n);
	words = (struct fold){t->typed.cp + text_length(before),
			      text_length(found)};
	return fold_text(&words, arena);
}
