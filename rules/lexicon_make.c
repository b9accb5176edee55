#include <stdlib.h>

#include "lexicon.h"

/* Words of phrases and of the table of words made into a lexicon. */

static int
compare_words(const void *a, const void *b)
{
	return token_compare(a, b);
}

static int
compare_stems(const void *a, const void *b)
{
	const struct lexicon_form *x = a, *y = b;
	int order = token_compare(x->form, y->form);

	return order != 0 ? order : (x->term > y->term) - (x->term < y->term);
}

static void
take_terms(struct lexicon *lex, const struct token *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i == 0 || token_compare(&words[i - 1], &words[i]) != 0)
			lex->term[lex->term_count++].word = &words[i];
}

static bool
add_stem(struct lexicon *lex, uint32_t term, const struct token *stem,
	 struct arena *arena)
{
	struct token *form = ARENA_NEW(arena, struct token);

	if (form == NULL)
		return false;
	*form = *stem;
	lex->stem[lex->stem_count++] =
	    (struct lexicon_form){.form = form, .term = term, .is_stem = true};
	return true;
}

static bool
take_stems(struct lexicon *lex, struct arena *arena)
{
	struct stem_set set = {0};
	struct token out[STEMS_MAX];
	bool ok = true;

	for (uint32_t i = 0; ok && i < lex->term_count; i++) {
		size_t n = stem_make(&set, lex->term[i].word, out);
		for (size_t k = 0; k < n; k++)
			ok &= add_stem(lex, i, &out[k], arena);
	}
	ok = stem_free(&set) && ok;
	qsort(lex->stem, lex->stem_count, sizeof(*lex->stem), compare_stems);
	return ok;
}

/* Sort all words and stems a slip may be forgiven in by their length. */
static void
take_forms(struct lexicon *lex)
{
	size_t fill[TOKEN_LEN_MAX + 2] = {0};
	size_t *from = lex->by_length;

	for (uint32_t i = 0; i < lex->term_count; i++)
		fill[lex->term[i].word->n]++;
	for (size_t i = 0; i < lex->stem_count; i++)
		fill[lex->stem[i].form->n]++;
	for (size_t n = 0; n <= TOKEN_LEN_MAX; n++) {
		from[n + 1] = from[n] + fill[n];
		fill[n] = from[n];
	}
	for (uint32_t i = 0; i < lex->term_count; i++) {
		const struct token *w = lex->term[i].word;
		lex->form[fill[w->n]++] = (struct lexicon_form){
		    .form = w, .term = i, .is_word = true};
	}
	for (size_t i = 0; i < lex->stem_count; i++)
		lex->form[fill[lex->stem[i].form->n]++] = lex->stem[i];
	for (size_t i = 0; i < from[TOKEN_LEN_MAX + 1]; i++)
		lex->letters[i] = lexicon_letters(lex->form[i].form);
}

/* What a word of the table says of every term with its stem. */
struct mark {
	enum word_class class;
	uint32_t group;
};

static void
mark_term(struct lexicon_term *t, struct mark m)
{
	if (m.class != WORD_CONTENT)
		t->class = m.class;
	if (m.group != 0)
		t->group = m.group;
}

static void
mark_word(struct lexicon *lex, const struct token *word, struct mark m,
	  struct stem_set *set)
{
	struct token stem[STEMS_MAX];
	size_t n = stem_make(set, word, stem);

	mark_term(&lex->term[lexicon_term(lex, word)], m);
	if (m.class == WORD_KNOWN)
		return;
	for (size_t k = 0; k < n; k++)
		for (size_t i = lexicon_stem_from(lex, &stem[k]);
		     i < lex->stem_count &&
		     token_compare(lex->stem[i].form, &stem[k]) == 0;
		     i++)
			mark_term(&lex->term[lex->stem[i].term], m);
}

static bool
cut_word(const char *text, struct token *out, struct arena *arena)
{
	struct token_list list;
	struct fold f;

	if (!fold_make(slice_of(text), arena, &f))
		return false;
	token_cut(&f, &list);
	*out = list.item[0];
	return true;
}

/* The words of ${table}, then what each is as good as, itself if nothing. */
static bool
cut_table(struct word_table table, struct token *out, struct arena *arena)
{
	for (size_t i = 0; i < table.count; i++) {
		const struct word *w = &table.word[i];
		struct token *same = &out[table.count + i];
		if (!cut_word(w->text, &out[i], arena))
			return false;
		*same = out[i];
		if (w->same_as != NULL && !cut_word(w->same_as, same, arena))
			return false;
	}
	return true;
}

static bool
mark_table(struct lexicon *lex, struct word_table table,
	   const struct token *special, const struct token *words, size_t n)
{
	struct stem_set set = {0};

	for (size_t i = 0; i < table.count; i++) {
		const struct word *w = &table.word[i];
		const struct token *same = &special[table.count + i];
		struct mark m = {.class = w->class};
		/* a known word that became one of ours is ours */
		if (w->class == WORD_KNOWN &&
		    bsearch(&special[i], words, n, sizeof(*words),
			    compare_words) != NULL)
			continue;
		if (w->same_as != NULL) {
			m.group = lexicon_term(lex, same) + 1;
			mark_word(lex, same, (struct mark){.group = m.group},
				  &set);
		}
		mark_word(lex, &special[i], m, &set);
	}
	return stem_free(&set);
}

/* The terms of a group, one after another. */
static void
take_same(struct lexicon *lex)
{
	for (uint32_t i = 0; i < lex->term_count; i++) {
		size_t at = lex->same_count;
		uint32_t group = lex->term[i].group;
		if (group == 0)
			continue;
		for (; at > 0 && lex->term[lex->same[at - 1]].group > group;
		     at--)
			lex->same[at] = lex->same[at - 1];
		lex->same[at] = i;
		lex->same_count++;
	}
}

static struct lexicon *
lexicon_room(size_t words, struct arena *arena)
{
	struct lexicon *lex = ARENA_NEW(arena, struct lexicon);
	size_t stems = words * STEMS_MAX;

	if (lex == NULL)
		return NULL;
	lex->term = ARENA_ARRAY(arena, struct lexicon_term, words);
	lex->stem = ARENA_ARRAY(arena, struct lexicon_form, stems);
	lex->form = ARENA_ARRAY(arena, struct lexicon_form, words + stems);
	lex->letters = ARENA_ARRAY(arena, uint64_t, words + stems);
	lex->same = ARENA_ARRAY(arena, uint32_t, words);
	return lex->term != NULL && lex->stem != NULL && lex->form != NULL &&
		       lex->letters != NULL && lex->same != NULL
		   ? lex
		   : NULL;
}

/* The words of phrases and table, each once, in order. */
static struct lexicon *
merge(const struct token *words, size_t n, const struct token *special,
      size_t specials, struct arena *arena)
{
	struct token *all = ARENA_ARRAY(arena, struct token, n + specials + 1);
	struct lexicon *lex;
	size_t count = 0;

	if (all == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || token_compare(&words[i - 1], &words[i]) != 0)
			all[count++] = words[i];
	memcpy(all + count, special, specials * sizeof(*all));
	count += specials;
	qsort(all, count, sizeof(*all), compare_words);
	lex = lexicon_room(count, arena);
	if (lex != NULL)
		take_terms(lex, all, count);
	return lex;
}

struct lexicon *
lexicon_make(struct token *words, size_t n, struct word_table table,
	     struct arena *arena)
{
	size_t specials = 2 * table.count;
	struct token *special = ARENA_ARRAY(arena, struct token, specials);
	struct lexicon *lex = NULL;

	if (n != 0)
		qsort(words, n, sizeof(*words), compare_words);
	if (special != NULL && cut_table(table, special, arena))
		lex = merge(words, n, special, specials, arena);
	if (lex == NULL || !take_stems(lex, arena) ||
	    !mark_table(lex, table, special, words, n))
		return NULL;
	take_same(lex);
	take_forms(lex);
	return lex;
}
