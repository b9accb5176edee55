#include "token.h"

/* Of what fold_is_word() lets through. */
static bool
is_digit(int32_t cp)
{
	return cp <= '9';
}

/* Whether the letter from ${at} - 2, after a word, goes on with that at ${at}.
 */
static bool
continues_initials(const struct fold *f, size_t at, size_t end)
{
	int32_t mark;

	if (end - at != 1 || is_digit(f->cp[at]))
		return false;
	if (!fold_is_word(f->cp[at - 2]) || is_digit(f->cp[at - 2]) ||
	    (at > 2 && fold_is_word(f->cp[at - 3])))
		return false;
	mark = f->cp[at - 1];
	return mark == '.' || mark == '/' || mark == '-';
}

void
token_cut(const struct fold *f, struct token_list *out)
{
	size_t at = 0, end;

	out->n = out->dropped = 0;
	for (; at < f->n; at = end) {
		struct token *t;
		for (end = at; end < f->n && fold_is_word(f->cp[end]);)
			end++;
		if (end == at) {
			end++;
			continue;
		}
		if (out->n != 0 && continues_initials(f, at, end)) {
			t = &out->item[out->n - 1];
		} else if (out->n < TOKENS_MAX) {
			out->at[out->n].from = at;
			t = &out->item[out->n++];
			t->n = 0;
		} else {
			out->dropped++;
			continue;
		}
		for (size_t i = at; i < end && t->n < TOKEN_LEN_MAX; i++)
			t->cp[t->n++] = f->cp[i];
		out->at[out->n - 1].to = end;
	}
}

int
token_compare(const struct token *a, const struct token *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (a->cp[i] != b->cp[i])
			return a->cp[i] < b->cp[i] ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

bool
token_starts(const struct token *t, const struct token *prefix)
{
	return t->n >= prefix->n &&
	       memcmp(t->cp, prefix->cp, prefix->n * sizeof(*t->cp)) == 0;
}

const char *
token_join(const struct token_list *list, struct arena *arena)
{
	struct fold f = {
	    .cp = ARENA_ARRAY(arena, int32_t,
			      (size_t)TOKENS_MAX * (TOKEN_LEN_MAX + 1)),
	};

	if (f.cp == NULL)
		return NULL;
	for (size_t i = 0; i < list->n; i++) {
		const struct token *t = &list->item[i];
		if (i != 0)
			f.cp[f.n++] = ' ';
		memcpy(f.cp + f.n, t->cp, t->n * sizeof(*t->cp));
		f.n += t->n;
	}
	return fold_text(&f, arena);
}
