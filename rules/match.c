#include "match_score.h"

#define COMMON 48 /* phrases that make a word a common one */

/* Phrases share a content word with the question, or nothing else is left. */
static bool
term_counts(const struct match_question *q, uint32_t term)
{
	enum word_class class = q->index->lexicon->term[term].class;

	return words_is_content(class) ||
	       (!q->has_content && class != WORD_LIGHT);
}

static void
ask_phrases(struct match_question *q, const struct lexicon_hits *hits)
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

static struct match_hit
score(const struct match_question *q, const struct phrase *p)
{
	struct match_fit fit;

	match_score_fit(q, p, &fit);
	return (struct match_hit){
	    .owner = p->owner,
	    .score = fit.score,
	    .phrase = p->text,
	    .read_as = q->read_as,
	    .all_said = !fit.question.missed && !fit.question.vague,
	    .in_full = !fit.phrase.missed,
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
may_be_kept(const struct match_question *q, const struct phrase *p,
	    const struct match_result *out)
{
	return out->n < MATCH_HITS_MAX ||
	       q->weight * q->penalty >
		   out->hit[out->n - 1].score * (double)p->weight;
}

static void
score_asked(const struct match_question *q, struct match_result *out)
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
postings_of(const struct match_question *q, const struct lexicon_hits *hits)
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
most_left(const struct match_question *q, unsigned done)
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
ask_in_turn(struct match_question *q, const struct lexicon_hits *hits,
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

enum err_code
match_find(const struct match_index *index, struct slice query,
	   struct match_result *out, struct arena *arena)
{
	struct stem_set set = {0};
	enum err_code err = ERR_OK;
	struct fold typed, read;
	struct match_question q;
	struct match_found found;

	q.index = index;
	out->n = 0;
	if (query.n > MATCH_QUERY_MAX || !fold_make(query, arena, &typed))
		return arena->overflow ? ERR_NOMEM : ERR_OK;
	for (enum layout_reading r = 0; err == ERR_OK && r < LAYOUT__COUNT;
	     r++) {
		if (r == LAYOUT_AS_TYPED)
			read = typed;
		else if (!layout_read(&typed, r, arena, &read))
			continue;
		q.penalty = match_score_penalty(r);
		token_cut(&read, &q.words);
		if (q.words.n == 0)
			continue;
		err = match_score_look_up(&q, r, &set, &found, arena);
		if (err == ERR_OK)
			ask_in_turn(&q, found.hits, out);
		if (out->n != 0 && out->hit[0].score >= MATCH_EXACT)
			break;
	}
	if (!stem_free(&set) || arena->overflow)
		return ERR_NOMEM;
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

void
match_words(const struct match_scan *scan, struct match_word out[TOKENS_MAX],
	    struct arena *arena)
{
	const struct match_index *x = scan->index;
	struct lexicon_hit item[MATCH_TERMS_MAX];

	for (size_t i = 0; i < scan->words->n; i++) {
		struct lexicon_hits hits = {.item = item,
					    .max = MATCH_TERMS_MAX};
		bool spelt = (scan->spelt >> i & 1) != 0;
		lexicon_find(x->lexicon, &scan->words->item[i], scan->set,
			     spelt ? LEXICON_SPELT : LEXICON_ANYHOW, &hits);
		out[i] = (struct match_word){.class = hits.class};
		for (size_t k = 0; k < hits.n; k++)
			if (words_is_content(
				x->lexicon->term[item[k].term].class) &&
			    item[k].likeness > out[i].like)
				out[i].like = item[k].likeness;
		if (scan->phrases)
			out[i].phrases = phrases_of(x, &hits, arena);
	}
}
