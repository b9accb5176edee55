#include <string.h>

#include "buf.h"
#include "speciality.h"
#include "stem.h"
#include "token.h"

/* The words of ${text} without their endings, a space between them. */
static const char *
stemmed(struct stem_set *stems, const char *text, struct arena *arena)
{
	struct token stem[STEMS_MAX];
	struct token_list list, out = {.n = 0};
	struct fold f;

	if (!fold_make(slice_of(text), arena, &f))
		return NULL;
	token_cut(&f, &list);
	for (size_t i = 0; i < list.n; i++)
		out.item[out.n++] = stem_make(stems, &list.item[i], stem) != 0
					? stem[0]
					: list.item[i];
	return token_join(&out, arena);
}

struct speciality_set
speciality_set(const struct rulebook *book, const char *const *code, size_t n,
	       struct arena *arena)
{
	struct speciality_set set = {.count = n};
	struct stem_set stems = {.failed = false};
	size_t room = 0, k = 0;

	for (size_t i = 0; i < n; i++) {
		const struct service *s = rulebook_service(book, code[i]);

		room += s != NULL ? s->alias_count + 1 : 0;
	}
	set.phrase = ARENA_ARRAY(arena, const char *, room);
	set.end = ARENA_ARRAY(arena, size_t, n);
	if (set.phrase == NULL || set.end == NULL)
		return (struct speciality_set){.count = 0};
	for (size_t i = 0; i < n; i++) {
		const struct service *s = rulebook_service(book, code[i]);

		for (size_t a = 0; s != NULL && a < s->alias_count; a++)
			set.phrase[k++] = stemmed(&stems, s->alias[a], arena);
		if (s != NULL)
			set.phrase[k++] = stemmed(&stems, s->name, arena);
		set.end[i] = k;
	}
	if (!stem_free(&stems))
		arena->overflow = true;
	return set;
}

/* Whether ${word} is a name of service ${i}. */
static bool
names(const struct speciality_set *set, size_t i, const char *word)
{
	for (size_t k = i > 0 ? set->end[i - 1] : 0; k < set->end[i]; k++)
		if (word != NULL && set->phrase[k] != NULL &&
		    strcmp(set->phrase[k], word) == 0)
			return true;
	return false;
}

size_t
speciality_named(const struct speciality_set *set, const struct medic *medic,
		 const char **what, struct arena *arena)
{
	struct stem_set stems = {.failed = false};
	const char **word =
	    ARENA_ARRAY(arena, const char *, medic->speciality_count);
	size_t found = 0;

	*what = NULL;
	for (size_t k = 0; word != NULL && k < medic->speciality_count; k++)
		word[k] = stemmed(&stems, medic->speciality[k], arena);
	for (size_t i = 0; word != NULL && i < set->count; i++) {
		bool named = false;

		for (size_t k = 0; k < medic->speciality_count; k++) {
			if (!names(set, i, word[k]))
				continue;
			named = true;
			*what = medic->speciality[k];
		}
		found += named;
	}
	if (!stem_free(&stems))
		arena->overflow = true;
	return found;
}
