#include "match_score.h"

#define NEVER_DECIDES (MATCH_DECIDES - 0.01)
#define UNSAID 0.2 /* the most of a phrase a verdict can do without */
#define SAID 0.8F  /* a word this like is that word, at most misspelt */

/* What a reading of the keys costs against the text as typed. */
static const double reading_weight[LAYOUT__COUNT] = {
    [LAYOUT_AS_TYPED] = 1.0,
    [LAYOUT_LOOKALIKE] = 0.98,
    [LAYOUT_CYRILLIC] = 0.96,
    [LAYOUT_LATIN] = 0.96,
};

double
match_score_penalty(enum layout_reading reading)
{
	return reading_weight[reading];
}

/* --- looking up the words --------------------------------------------- */

static struct match_row *
row_of(struct match_question *q, uint32_t term)
{
	if (q->slot[term] == 0) {
		if (q->row_count == MATCH_ROWS_MAX)
			return NULL;
		q->row[q->row_count++] = (struct match_row){.weak = 0};
		q->slot[term] = (uint16_t)q->row_count;
	}
	return &q->row[q->slot[term] - 1];
}

static void
touch(struct match_question *q, size_t word, const struct lexicon_hits *hits)
{
	for (size_t i = 0; i < hits->n; i++) {
		const struct lexicon_hit *h = &hits->item[i];
		struct match_row *r = row_of(q, h->term);
		if (r == NULL)
			return;
		r->like[word] = h->likeness;
		if (h->weak)
			r->weak |= (uint16_t)(1U << word);
	}
}

/* Whether the word, of a content not known to be ours, is a misspelling of
 * «осмотр» and of nothing better. */
static bool
is_noise_misspelt(const struct lexicon *lex, const struct lexicon_hits *hits)
{
	bool noise = false;

	for (size_t i = 0; i < hits->n; i++) {
		const struct lexicon_hit *h = &hits->item[i];
		if (words_is_content(lex->term[h->term].class))
			return false;
		noise = noise || lex->term[h->term].class == WORD_NOISE;
	}
	return noise;
}

/* The question without «на», «г.» and the like. */
static const char *
say_again(const struct match_question *q, struct arena *arena)
{
	struct token_list *said = ARENA_NEW(arena, struct token_list);

	if (said == NULL)
		return NULL;
	for (size_t i = 0; i < q->words.n; i++)
		if (q->class[i] != WORD_LIGHT && q->class[i] != WORD_NOISE)
			said->item[said->n++] = q->words.item[i];
	return token_join(said, arena);
}

enum err_code
match_score_look_up(struct match_question *q, enum layout_reading reading,
		    struct stem_set *set, struct match_found *found,
		    struct arena *arena)
{
	const struct match_index *x = q->index;
	enum lexicon_how how =
	    reading == LAYOUT_LATIN ? LEXICON_EXACT : LEXICON_ANYHOW;

	q->slot = ARENA_ARRAY(arena, uint16_t, x->lexicon->term_count);
	q->asked = ARENA_ARRAY(arena, uint64_t, x->phrase_count / 64 + 1);
	if (q->slot == NULL || q->asked == NULL)
		return ERR_NOMEM;
	q->row_count = 0;
	q->has_content = false;
	q->weight = 0;
	for (size_t i = 0; i < q->words.n; i++) {
		struct lexicon_hits *hits = &found->hits[i];
		*hits = (struct lexicon_hits){.item = found->item[i],
					      .max = MATCH_TERMS_MAX};
		lexicon_find(x->lexicon, &q->words.item[i], set, how, hits);
		q->class[i] = hits->class;
		q->weight += words_weight(hits->class);
		q->has_content = q->has_content ||
				 (words_is_content(hits->class) &&
				  !is_noise_misspelt(x->lexicon, hits)) ||
				 hits->class == WORD_KNOWN;
		touch(q, i, hits);
	}
	q->read_as = say_again(q, arena);
	return q->read_as != NULL ? ERR_OK : ERR_NOMEM;
}

/* --- how a phrase fits ------------------------------------------------ */

/* How the phrase is covered by the question; notes in ${best} the reverse. */
static struct match_coverage
cover_phrase(const struct match_question *q, const struct phrase *p,
	     float best[TOKENS_MAX], bool *weak)
{
	const struct match_index *x = q->index;
	struct match_coverage c = {.whole = p->dropped,
				   .missed = p->dropped != 0};

	for (size_t k = 0; k < p->count; k++) {
		uint32_t term = x->word[p->first + k];
		enum word_class class = x->lexicon->term[term].class;
		double weight = words_weight(class);
		const struct match_row *r =
		    q->slot[term] != 0 ? &q->row[q->slot[term] - 1] : NULL;
		float most = 0;
		size_t by = 0;

		for (size_t i = 0; r != NULL && i < q->words.n; i++)
			if (r->like[i] > most) {
				most = r->like[i];
				by = i;
			}
		/* one word says it: «колено» misspelt is no second «укол» */
		if (most > best[by])
			best[by] = most;
		c.whole += weight;
		c.said += weight * (double)most;
		*weak = *weak || (most > 0 && (r->weak >> by & 1) != 0);
		if (words_is_content(class) && most <= 0) {
			c.missed = true;
			c.unsaid += weight;
		}
	}
	return c;
}

/*
 * How the question is covered, ${best} being the likeness of its words.
 * «можно», «на дому» cost nothing where the phrase has them not, unless
 * there is nothing else to go by; nor does «головы» where it is open.
 */
static struct match_coverage
cover_question(const struct match_question *q, const struct phrase *p,
	       const float best[TOKENS_MAX])
{
	struct match_coverage c = {
	    .whole = (double)q->words.dropped,
	    .missed = q->words.dropped != 0,
	};

	for (size_t i = 0; i < q->words.n; i++) {
		double weight = words_weight(q->class[i]);
		bool light = q->class[i] == WORD_LIGHT;
		bool noise = q->has_content && q->class[i] == WORD_NOISE;
		bool part = p->open && q->class[i] == WORD_PART;
		if ((light || noise || part) && best[i] <= 0)
			continue;
		c.whole += weight;
		c.said += weight * (double)best[i];
		if (light || q->class[i] == WORD_QUALIFIER)
			continue;
		c.missed = c.missed || best[i] <= 0;
		c.vague = c.vague || best[i] < SAID;
	}
	return c;
}

static double
share(struct match_coverage c)
{
	return c.whole > 0 ? c.said / c.whole : 0;
}

void
match_score_fit(const struct match_question *q, const struct phrase *p,
		struct match_fit *out)
{
	*out = (struct match_fit){.weak = false};
	out->phrase = cover_phrase(q, p, out->like, &out->weak);
	out->question = cover_question(q, p, out->like);
	out->phrase_share = share(out->phrase);
	out->question_share = share(out->question);
	out->score =
	    (out->phrase_share < out->question_share ? out->phrase_share
						     : out->question_share) *
	    q->penalty;
	/*
	 * What was said and is not meant may change what is: «узи артерий ног»
	 * is not «УЗИ вен ног», «экг, узи почек» is more than «УЗИ почек».  And
	 * «узи ног» says too little of it.
	 */
	out->capped = (out->weak || out->question.missed ||
		       out->phrase.unsaid > UNSAID * out->phrase.whole) &&
		      out->score > NEVER_DECIDES;
	if (out->capped)
		out->score = NEVER_DECIDES;
}
