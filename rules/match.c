#include "layout.h"
#include "match.h"
#include "match_index.h"

#define ROWS_MAX 256 /* terms one question may touch */
#define TERMS_MAX 64 /* and one word of it */
#define COMMON 48    /* phrases that make a word a common one */
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

/* A term touched by the question: how like it is to each word of it. */
struct row {
	float like[TOKENS_MAX];
	uint16_t weak; /* one bit for each word: never for a verdict */
};

/* One reading of the question. */
struct question {
	const struct match_index *index;
	struct token_list words;
	enum word_class class[TOKENS_MAX];
	bool has_content;
	double weight; /* of all words */
	double penalty;
	const char *read_as;
	uint16_t *slot;  /* [term]: its row + 1; 0: not touched */
	uint64_t *asked; /* one bit for each phrase to be scored */
	struct row row[ROWS_MAX];
	size_t row_count;
};

struct coverage {
	double said;   /* weight that the other side has too */
	double whole;  /* weight of all */
	double unsaid; /* weight of the content the other side has not */
	bool missed;   /* a content word the other side has not */
	bool vague;    /* or has only its beginning or root */
};

static struct row *
row_of(struct question *q, uint32_t term)
{
	if (q->slot[term] == 0) {
		if (q->row_count == ROWS_MAX)
			return NULL;
		q->row[q->row_count++] = (struct row){.weak = 0};
		q->slot[term] = (uint16_t)q->row_count;
	}
	return &q->row[q->slot[term] - 1];
}

static void
touch(struct question *q, size_t word, const struct lexicon_hits *hits)
{
	for (size_t i = 0; i < hits->n; i++) {
		const struct lexicon_hit *h = &hits->item[i];
		struct row *r = row_of(q, h->term);
		if (r == NULL)
			return;
		r->like[word] = h->likeness;
		if (h->weak)
			r->weak |= (uint16_t)(1U << word);
	}
}

/* Phrases share a content word with the question, or nothing else is left. */
static bool
term_counts(const struct question *q, uint32_t term)
{
	enum word_class class = q->index->lexicon->term[term].class;

	return words_is_content(class) ||
	       (!q->has_content && class != WORD_LIGHT);
}

static void
ask_phrases(struct question *q, const struct lexicon_hits *hits)
{
	const struct match_index *x = q->index;

	for (size_t i = 0; i < hits->n; i++) {
		uint32_t t = hits->item[i].term;
		if (!term_counts(q, t))
			continue;
		for (uint32_t k = x->posting_from[t];
		     k < x->posting_from[t + 1]; k++)
			q->asked[x->posting[k] / 64] |= UINT64_C(1)
							<< (x->posting[k] % 64);
	}
}

/* How the phrase is covered by the question; notes in ${best} the reverse. */
static struct coverage
cover_phrase(const struct question *q, const struct phrase *p,
	     float best[TOKENS_MAX], bool *weak)
{
	const struct match_index *x = q->index;
	struct coverage c = {.whole = p->dropped, .missed = p->dropped != 0};

	for (size_t k = 0; k < p->count; k++) {
		uint32_t term = x->word[p->first + k];
		enum word_class class = x->lexicon->term[term].class;
		double weight = words_weight(class);
		const struct row *r =
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
static struct coverage
cover_question(const struct question *q, const struct phrase *p,
	       const float best[TOKENS_MAX])
{
	struct coverage c = {
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
share(struct coverage c)
{
	return c.whole > 0 ? c.said / c.whole : 0;
}

static struct match_hit
score(const struct question *q, const struct phrase *p)
{
	float best[TOKENS_MAX] = {0};
	bool weak = false;
	struct coverage phrase = cover_phrase(q, p, best, &weak);
	struct coverage question = cover_question(q, p, best);
	double least =
	    share(phrase) < share(question) ? share(phrase) : share(question);

	least *= q->penalty;
	/*
	 * What was said and is not meant may change what is: «узи артерий ног»
	 * is not «УЗИ вен ног», «экг, узи почек» is more than «УЗИ почек».  And
	 * «узи ног» says too little of it.
	 */
	if ((weak || question.missed ||
	     phrase.unsaid > UNSAID * phrase.whole) &&
	    least > NEVER_DECIDES)
		least = NEVER_DECIDES;
	return (struct match_hit){
	    .owner = p->owner,
	    .score = least,
	    .phrase = p->text,
	    .read_as = q->read_as,
	    .all_said = !question.missed && !question.vague,
	    .in_full = !phrase.missed,
	};
}

/* Of equals the one that was said in full: «лор» in «детский лор». */
static bool
is_better(const struct match_hit *a, const struct match_hit *b)
{
	return a->score > b->score ||
	       (a->score >= b->score && a->in_full && !b->in_full);
}

/* Keep the best hits, one for each owner, in order. */
static void
keep(struct match_result *out, const struct match_hit *h)
{
	size_t at = out->n;

	if (h->score < MATCH_SUGGESTS ||
	    (out->n == MATCH_HITS_MAX && !is_better(h, &out->hit[at - 1])))
		return;
	for (size_t i = 0; i < out->n; i++)
		if (out->hit[i].owner == h->owner)
			at = i;
	if (at < out->n && !is_better(h, &out->hit[at]))
		return;
	if (at == out->n && out->n < MATCH_HITS_MAX)
		out->n++;
	else if (at == out->n)
		at--;
	for (; at > 0 && is_better(h, &out->hit[at - 1]); at--)
		out->hit[at] = out->hit[at - 1];
	out->hit[at] = *h;
}

/* Whether the phrase is short enough to score more than the worst kept. */
static bool
may_be_kept(const struct question *q, const struct phrase *p,
	    const struct match_result *out)
{
	return out->n < MATCH_HITS_MAX ||
	       q->weight * q->penalty >
		   out->hit[out->n - 1].score * (double)p->weight;
}

static void
score_asked(const struct question *q, struct match_result *out)
{
	const struct match_index *x = q->index;

	for (size_t w = 0; w < (x->phrase_count + 63) / 64; w++)
		for (; q->asked[w] != 0; q->asked[w] &= q->asked[w] - 1) {
			size_t p =
			    w * 64 + (size_t)__builtin_ctzll(q->asked[w]);
			struct match_hit h;
			if (!may_be_kept(q, &x->phrase[p], out))
				continue;
			h = score(q, &x->phrase[p]);
			keep(out, &h);
		}
}

/* The phrases that ${hits} point to, some of them more than once. */
static size_t
postings_of(const struct question *q, const struct lexicon_hits *hits)
{
	const uint32_t *from = q->index->posting_from;
	size_t n = 0;

	for (size_t i = 0; i < hits->n; i++)
		if (term_counts(q, hits->item[i].term))
			n += from[hits->item[i].term + 1] -
			     from[hits->item[i].term];
	return n;
}

/*
 * The most a phrase can score that has none of the words in the mask
 * ${done}: what of the question is then left to be said.
 */
static double
most_left(const struct question *q, unsigned done)
{
	double left = 0, gone = 0;

	for (size_t i = 0; i < q->words.n; i++) {
		double weight = words_weight(q->class[i]);
		if ((done >> i & 1) == 0)
			left += weight;
		else if (words_is_content(q->class[i]))
			gone += weight;
	}
	return q->penalty * left / (left + gone);
}

/*
 * Score what the words point to, the rarest word first.  A word of very
 * many phrases is passed over when none of them can come near the best hit
 * any more: «узи» in «узи сердца», where thousands have узи.
 */
static void
ask_in_turn(struct question *q, const struct lexicon_hits *hits,
	    struct match_result *out)
{
	unsigned done = 0;

	for (size_t turn = 0; turn < q->words.n; turn++) {
		size_t rarest = 0, fewest = SIZE_MAX;
		for (size_t i = 0; i < q->words.n; i++) {
			size_t n = (done >> i & 1) != 0
				       ? SIZE_MAX
				       : postings_of(q, &hits[i]);
			if (n < fewest) {
				rarest = i;
				fewest = n;
			}
		}
		if (fewest > COMMON) {
			score_asked(q, out);
			if (out->n != 0 && most_left(q, done) <=
					       out->hit[0].score - MATCH_MARGIN)
				return;
		}
		ask_phrases(q, &hits[rarest]);
		done |= 1U << rarest;
	}
	score_asked(q, out);
}

/* Whether the word is a misspelling of «осмотр» and of nothing better. */
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
	return noise && !hits->known;
}

/* The question without «на», «г.» and the like. */
static const char *
say_again(const struct question *q, struct arena *arena)
{
	struct token_list *said = ARENA_NEW(arena, struct token_list);

	if (said == NULL)
		return NULL;
	for (size_t i = 0; i < q->words.n; i++)
		if (q->class[i] != WORD_LIGHT && q->class[i] != WORD_NOISE)
			said->item[said->n++] = q->words.item[i];
	return token_join(said, arena);
}

/* Look up every word of ${q}, then score the phrases they point to. */
static enum err_code
answer(struct question *q, enum lexicon_how how, struct stem_set *set,
       struct match_result *out, struct arena *arena)
{
	const struct match_index *x = q->index;
	struct lexicon_hit item[TOKENS_MAX][TERMS_MAX];
	struct lexicon_hits hits[TOKENS_MAX];

	q->slot = ARENA_ARRAY(arena, uint16_t, x->lexicon->term_count);
	q->asked = ARENA_ARRAY(arena, uint64_t, x->phrase_count / 64 + 1);
	if (q->slot == NULL || q->asked == NULL)
		return ERR_NOMEM;
	q->row_count = 0;
	q->has_content = false;
	q->weight = 0;
	for (size_t i = 0; i < q->words.n; i++) {
		hits[i] =
		    (struct lexicon_hits){.item = item[i], .max = TERMS_MAX};
		lexicon_find(x->lexicon, &q->words.item[i], set, how, &hits[i]);
		q->class[i] = hits[i].class;
		q->weight += words_weight(hits[i].class);
		q->has_content = q->has_content ||
				 (words_is_content(hits[i].class) &&
				  !is_noise_misspelt(x->lexicon, &hits[i])) ||
				 hits[i].class == WORD_KNOWN;
		touch(q, i, &hits[i]);
	}
	q->read_as = say_again(q, arena);
	if (q->read_as == NULL)
		return ERR_NOMEM;
	ask_in_turn(q, hits, out);
	return ERR_OK;
}

enum err_code
match_find(const struct match_index *index, struct slice query,
	   struct match_result *out, struct arena *arena)
{
	struct stem_set set = {0};
	enum err_code err = ERR_OK;
	struct fold typed, read;
	struct question q;

	q.index = index;
	out->n = 0;
	if (query.n > MATCH_QUERY_MAX || !fold_make(query, arena, &typed))
		return arena->overflow ? ERR_NOMEM : ERR_OK;
	for (size_t r = 0; err == ERR_OK && r < LAYOUT__COUNT; r++) {
		if (r == LAYOUT_AS_TYPED)
			read = typed;
		else if (!layout_read(&typed, r, arena, &read))
			continue;
		q.penalty = reading_weight[r];
		token_cut(&read, &q.words);
		if (q.words.n != 0)
			err = answer(&q,
				     r == LAYOUT_LATIN ? LEXICON_EXACT
						       : LEXICON_ANYHOW,
				     &set, out, arena);
		if (out->n != 0 && out->hit[0].score >= MATCH_EXACT)
			break;
	}
	stem_free(&set);
	return err;
}

/* The phrases of the content words that ${hits} stand for. */
static uint64_t *
phrases_of(const struct match_index *x, const struct lexicon_hits *hits,
	   struct arena *arena)
{
	uint64_t *set = ARENA_ARRAY(arena, uint64_t, match_set_size(x));

	for (size_t i = 0; set != NULL && i < hits->n; i++) {
		uint32_t t = hits->item[i].term;
		if (hits->item[i].weak ||
		    !words_is_content(x->lexicon->term[t].class))
			continue;
		for (uint32_t k = x->posting_from[t];
		     k < x->posting_from[t + 1]; k++)
			set[x->posting[k] / 64] |= UINT64_C(1)
						   << (x->posting[k] % 64);
	}
	return set;
}

size_t
match_set_size(const struct match_index *index)
{
	return index->phrase_count / 64 + 1;
}

enum err_code
match_words(const struct match_scan *scan, struct match_word out[TOKENS_MAX],
	    struct arena *arena)
{
	const struct match_index *x = scan->index;
	struct lexicon_hit item[TERMS_MAX];

	for (size_t i = 0; i < scan->words->n; i++) {
		struct lexicon_hits hits = {.item = item, .max = TERMS_MAX};
		bool spelt = (scan->spelt >> i & 1) != 0;
		lexicon_find(x->lexicon, &scan->words->item[i], scan->set,
			     spelt ? LEXICON_SPELT : LEXICON_ANYHOW, &hits);
		out[i] = (struct match_word){.class = hits.class};
		for (size_t k = 0; k < hits.n; k++)
			if (words_is_content(
				x->lexicon->term[item[k].term].class) &&
			    item[k].likeness > out[i].like)
				out[i].like = item[k].likeness;
		if (!scan->phrases)
			continue;
		out[i].phrases = phrases_of(x, &hits, arena);
		if (out[i].phrases == NULL)
			return ERR_NOMEM;
	}
	return ERR_OK;
}
