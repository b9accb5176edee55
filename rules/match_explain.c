#include "match_explain.h"
#include "match_score.h"

_Static_assert(CATALOG_WORDS_MAX == TOKENS_MAX, "room for every word");

/* The phrase a hit is made of. */
static const struct phrase *
phrase_of(const struct match_index *x, const struct match_hit *hit)
{
	for (size_t i = 0; i < x->phrase_count; i++)
		if (x->phrase[i].owner == hit->owner &&
		    x->phrase[i].text == hit->phrase)
			return &x->phrase[i];
	return NULL;
}

static const char *
spelt(const struct token *t, struct arena *arena)
{
	struct token_list *one = ARENA_NEW(arena, struct token_list);

	if (one == NULL)
		return NULL;
	one->item[one->n++] = *t;
	return token_join(one, arena);
}

/* How like it is to its nearest in the question. */
static double
likeness(const struct match_question *q, uint32_t term)
{
	const struct match_row *r =
	    q->slot[term] != 0 ? &q->row[q->slot[term] - 1] : NULL;
	double most = 0;

	for (size_t i = 0; r != NULL && i < q->words.n; i++)
		if ((double)r->like[i] > most)
			most = (double)r->like[i];
	return most;
}

static void
tell(const struct match_question *q, const struct phrase *p,
     const struct match_fit *fit, struct catalog_why *out, struct arena *arena)
{
	const struct match_index *x = q->index;

	*out = (struct catalog_why){
	    .question_share = fit->question_share,
	    .phrase_share = fit->phrase_share,
	    .penalty = q->penalty,
	    .score = fit->score,
	    .capped = fit->capped,
	};
	for (size_t i = 0; i < q->words.n; i++)
		out->question[out->question_count++] = (struct catalog_word){
		    .text = spelt(&q->words.item[i], arena),
		    .class = q->class[i],
		    .like = (double)fit->like[i],
		};
	for (size_t k = 0; k < p->count; k++) {
		uint32_t term = x->word[p->first + k];
		const struct lexicon_term *t = &x->lexicon->term[term];
		out->phrase[out->phrase_count++] = (struct catalog_word){
		    .text = spelt(t->word, arena),
		    .class = t->class,
		    .like = likeness(q, term),
		};
	}
}

enum err_code
match_explain(const struct match_index *index, struct slice query,
	      const struct match_hit *hit, struct catalog_why *out,
	      struct arena *arena)
{
	const struct phrase *p = phrase_of(index, hit);
	struct stem_set set = {0};
	struct match_question q = {.index = index};
	struct match_found found;
	enum err_code err = ERR_OK;
	struct fold typed, read;
	struct match_fit fit;

	*out = (struct catalog_why){.score = -1};
	if (p == NULL || !fold_make(query, arena, &typed))
		return arena->overflow ? ERR_NOMEM : ERR_OK;
	for (enum layout_reading r = 0; r < LAYOUT__COUNT; r++) {
		if (r == LAYOUT_AS_TYPED)
			read = typed;
		else if (!layout_read(&typed, r, arena, &read))
			continue;
		q.penalty = match_score_penalty(r);
		token_cut(&read, &q.words);
		if (q.words.n == 0)
			continue;
		err = match_score_look_up(&q, r, &set, &found, arena);
		if (err != ERR_OK)
			break;
		match_score_fit(&q, p, &fit);
		if (fit.score > out->score)
			tell(&q, p, &fit, out, arena);
	}
	if (!stem_free(&set) || arena->overflow)
		return ERR_NOMEM;
	return err;
}
