#include "match.h"
#include "match_index.h"

/* «МРТ …» */
static bool
is_open(const char *text)
{
	static const char mark[] = "…";
	size_t n = strlen(text), m = sizeof(mark) - 1;

	return n >= m && memcmp(text + n - m, mark, m) == 0;
}

/* Cut all phrases into ${out}, which may be NULL; the number of words. */
static size_t
cut_phrases(struct match_index *index, const struct match_phrase *from,
	    struct token *out, struct arena *arena)
{
	struct token_list *list = ARENA_NEW(arena, struct token_list);
	size_t n = 0;
	struct fold f;

	for (size_t i = 0; i < index->phrase_count; i++) {
		if (list == NULL ||
		    !fold_make(slice_of(from[i].text), arena, &f))
			return SIZE_MAX;
		token_cut(&f, list);
		index->phrase[i] = (struct phrase){
		    .text = from[i].text,
		    .owner = from[i].owner,
		    .first = (uint32_t)n,
		    .count = (uint16_t)list->n,
		    .dropped = list->dropped != 0,
		    .open = is_open(from[i].text),
		};
		if (out != NULL)
			memcpy(out + n, list->item, list->n * sizeof(*out));
		n += list->n;
	}
	return n;
}

/* The phrases of each term, by counting. */
static bool
fill_postings(struct match_index *index, size_t words, struct arena *arena)
{
	size_t terms = index->lexicon->term_count;
	uint32_t *from = ARENA_ARRAY(arena, uint32_t, terms + 2);

	index->posting = ARENA_ARRAY(arena, uint32_t, words);
	if (from == NULL || index->posting == NULL)
		return false;
	for (size_t i = 0; i < words; i++)
		from[index->word[i] + 2]++;
	for (size_t i = 2; i < terms + 2; i++)
		from[i] += from[i - 1];
	/* from[t + 1] is where term t is filled, in the end where it stops */
	for (uint32_t p = 0; p < index->phrase_count; p++)
		for (size_t k = 0; k < index->phrase[p].count; k++) {
			uint32_t t = index->word[index->phrase[p].first + k];
			index->posting[from[t + 1]++] = p;
		}
	index->posting_from = from;
	return true;
}

static void
weigh_phrases(struct match_index *index)
{
	for (size_t i = 0; i < index->phrase_count; i++) {
		struct phrase *p = &index->phrase[i];
		for (size_t k = 0; k < p->count; k++) {
			uint32_t term = index->word[p->first + k];
			p->weight += (float)words_weight(
			    index->lexicon->term[term].class);
		}
	}
}

static bool
fill_index(struct match_index *index, const struct match_phrase *phrases,
	   struct word_table table, struct arena *arena, struct arena *scratch)
{
	size_t n = cut_phrases(index, phrases, NULL, scratch);
	struct token *words, *sorted;

	if (n == SIZE_MAX)
		return false;
	words = ARENA_ARRAY(scratch, struct token, n);
	sorted = ARENA_ARRAY(scratch, struct token, n);
	index->word = ARENA_ARRAY(arena, uint32_t, n);
	if (words == NULL || sorted == NULL || index->word == NULL ||
	    cut_phrases(index, phrases, words, scratch) != n)
		return false;
	if (n != 0)
		memcpy(sorted, words, n * sizeof(*words));
	index->lexicon = lexicon_make(sorted, n, table, arena);
	if (index->lexicon == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		index->word[i] = lexicon_term(index->lexicon, &words[i]);
	weigh_phrases(index);
	return fill_postings(index, n, arena);
}

struct match_index *
match_index_make(const struct match_phrase *phrases, size_t n,
		 struct word_table table, struct arena *arena)
{
	struct match_index *index = ARENA_NEW(arena, struct match_index);
	struct arena scratch = {.limit = SIZE_MAX};
	bool ok = false;

	if (index != NULL) {
		index->phrase = ARENA_ARRAY(arena, struct phrase, n);
		index->phrase_count = n;
		ok = index->phrase != NULL &&
		     fill_index(index, phrases, table, arena, &scratch);
	}
	arena_free(&scratch);
	return ok ? index : NULL;
}
