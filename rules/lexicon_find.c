#include "lexicon.h"
#include "osa.h"

/* The terms a typed word may stand for. */

#define LIKE_STEM 0.95F
#define LIKE_SAME 0.97F /* of the word it is as good as */
#define LIKE_SLIP 0.85F
#define LIKE_TWO_SLIPS 0.6F
#define LIKE_PREFIX_MIN 0.35F /* and up to 0.6 the more of it is typed */
#define LIKE_PREFIX_SPAN 0.25F
#define LIKE_KIN 0.5F
#define LIKE_SHORT 0.62F /* decides only beside a word that is right */

#define SLIP_MIN 4      /* letters from which one slip is forgiven */
#define STEM_SLIP_MIN 5 /* and in a stem: «угл» is no «укол» */
#define TWO_SLIPS_MIN 8 /* and two */
#define BEGIN_MIN 3     /* letters that may be the beginning of a word … */
#define BEGUN_MIN 5     /* … of at least so many */
#define KIN_MIN 6       /* letters two words of one root share at least */

static void
add(struct lexicon_hits *out, uint32_t term, float likeness, bool weak)
{
	for (size_t i = 0; i < out->n; i++) {
		struct lexicon_hit *h = &out->item[i];
		if (h->term != term)
			continue;
		if (likeness > h->likeness)
			*h = (struct lexicon_hit){term, likeness, weak};
		return;
	}
	if (out->n < out->max)
		out->item[out->n++] =
		    (struct lexicon_hit){term, likeness, weak};
}

static void
find_stem(const struct lexicon *lex, const struct token *stem,
	  struct lexicon_hits *out)
{
	for (size_t i = lexicon_stem_from(lex, stem); i < lex->stem_count;
	     i++) {
		uint32_t term = lex->stem[i].term;
		if (token_compare(lex->stem[i].form, stem) != 0)
			break;
		if (!out->known)
			out->class = lex->term[term].class;
		out->known = true;
		add(out, term, LIKE_STEM, false);
	}
}

/* Words of the lexicon that ${word} begins. */
static void
find_begun(const struct lexicon *lex, const struct token *word, bool weak,
	   struct lexicon_hits *out)
{
	size_t longer = word->n < SLIP_MIN ? BEGUN_MIN : word->n + 1;

	for (uint32_t i = lexicon_term_from(lex, word); i < lex->term_count;
	     i++) {
		const struct token *t = lex->term[i].word;
		if (!token_starts(t, word))
			break;
		if (t->n >= longer && words_is_content(lex->term[i].class))
			add(out, i,
			    LIKE_PREFIX_MIN +
				LIKE_PREFIX_SPAN * (float)word->n / (float)t->n,
			    weak);
	}
}

/* Words of the same root: физиотерапевт and физиотерапия. */
static void
find_kin(const struct lexicon *lex, const struct token *stem,
	 struct lexicon_hits *out)
{
	struct token root = *stem;

	if (stem->n >= KIN_MIN)
		find_begun(lex, stem, true, out);
	while (root.n > KIN_MIN && root.n * 10 > stem->n * 7) {
		root.n--;
		for (size_t i = lexicon_stem_from(lex, &root);
		     i < lex->stem_count; i++) {
			if (token_compare(lex->stem[i].form, &root) != 0)
				break;
			add(out, lex->stem[i].term, LIKE_KIN, true);
		}
	}
}

/* Whether ${set} has more than ${n} bits, without counting them all. */
static bool
more_than(uint64_t set, size_t n)
{
	while (set != 0 && n-- > 0)
		set &= set - 1;
	return set != 0;
}

/* Which forms a slip is looked for in. */
struct slips {
	bool words;
	bool stems;
	const struct token *begun; /* only in what begins so; NULL: in all */
	bool not_typed;            /* not in what ${typed} itself begins */
};

/* Words or stems one slip from ${typed}, two when it is long. */
static void
find_slips(const struct lexicon *lex, const struct token *typed,
	   struct slips in, struct lexicon_hits *out)
{
	size_t max = typed->n >= TWO_SLIPS_MIN ? 2 : 1;
	size_t last = typed->n + max;
	size_t from = typed->n - max < SLIP_MIN ? SLIP_MIN : typed->n - max;
	uint64_t letters = lexicon_letters(typed);

	if (last > TOKEN_LEN_MAX)
		last = TOKEN_LEN_MAX;
	for (size_t i = lex->by_length[from]; i < lex->by_length[last + 1];
	     i++) {
		const struct lexicon_form *f = &lex->form[i];
		size_t d;
		/* a slip adds at most one letter and drops at most one */
		if (more_than(lex->letters[i] & ~letters, max) ||
		    more_than(letters & ~lex->letters[i], max))
			continue;
		if (!((in.words && f->is_word) || (in.stems && f->is_stem)) ||
		    (in.begun != NULL && !token_starts(f->form, in.begun)) ||
		    (in.not_typed && token_starts(f->form, typed)) ||
		    lex->term[f->term].class == WORD_KNOWN)
			continue;
		d = osa_distance(typed, f->form, max);
		if (d == 1)
			add(out, f->term, LIKE_SLIP, false);
		else if (d == 2 && f->form->n >= TWO_SLIPS_MIN)
			add(out, f->term, LIKE_TWO_SLIPS, true);
	}
}

static void
find_unknown(const struct lexicon *lex, const struct token *word,
	     const struct token *stem, size_t stems, struct lexicon_hits *out)
{
	struct slips in_stems = {.stems = true};
	struct slips in_words = {.words = true, .stems = stems == 0};

	/* what begins a word of ours is being typed, not misspelt */
	if (out->n != 0)
		in_words.begun = in_stems.begun = word;
	for (size_t k = 0; k < stems; k++) {
		bool whole = token_compare(&stem[k], word) == 0;
		find_kin(lex, &stem[k], out);
		if (whole)
			in_words.stems = true;
		else if (stem[k].n >= STEM_SLIP_MIN)
			find_slips(lex, &stem[k], in_stems, out);
	}
	find_slips(lex, word, in_words, out);
}

/*
 * A word with a stem of ours may be misspelt all the same: «гинеколом» has
 * that of «гинекол.», «лечо» that of «лечить».
 */
static void
find_beside(const struct lexicon *lex, const struct token *word,
	    const struct token *stem, struct lexicon_hits *out)
{
	struct slips in = {.words = true};
	size_t found = out->n;

	if (words_is_content(out->class)) {
		in.begun = stem;
		in.not_typed = word->n < TWO_SLIPS_MIN;
	} else if (out->class != WORD_NOISE) {
		return;
	}
	find_slips(lex, word, in, out);
	for (size_t i = found; out->class == WORD_NOISE && i < out->n; i++)
		if (words_is_content(lex->term[out->item[i].term].class))
			out->class = WORD_CONTENT;
}

/* A letter is missing: «вуа» for «Вуда».  Short words are never changed. */
static void
find_short(const struct lexicon *lex, const struct token *word,
	   struct lexicon_hits *out)
{
	for (size_t i = lex->by_length[SLIP_MIN];
	     i < lex->by_length[SLIP_MIN + 1]; i++) {
		const struct lexicon_form *f = &lex->form[i];
		if (f->is_word && words_is_content(lex->term[f->term].class) &&
		    osa_distance(word, f->form, 1) == 1)
			add(out, f->term, LIKE_SHORT, false);
	}
}

/* The first in lex->same that is not before ${group}. */
static size_t
same_from(const struct lexicon *lex, uint32_t group)
{
	size_t low = 0, high = lex->same_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (lex->term[lex->same[mid]].group < group)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* What is as good as the words found. */
static void
find_same(const struct lexicon *lex, struct lexicon_hits *out)
{
	size_t found = out->n;

	for (size_t k = 0; k < found; k++) {
		struct lexicon_hit h = out->item[k];
		uint32_t group = lex->term[h.term].group;
		if (group == 0 || h.likeness < LIKE_STEM)
			continue;
		for (size_t i = same_from(lex, group);
		     i < lex->same_count &&
		     lex->term[lex->same[i]].group == group;
		     i++)
			add(out, lex->same[i], h.likeness * LIKE_SAME, false);
	}
}

static bool
is_number(const struct token *word)
{
	for (size_t i = 0; i < word->n; i++)
		if (word->cp[i] > '9') /* below '0' is no letter */
			return false;
	return true;
}

/* What else the word may stand for when it is not one of ours as it is. */
static void
find_doubtful(const struct lexicon *lex, const struct token *word,
	      const struct token *stem, size_t stems, struct lexicon_hits *out)
{
	if (!out->known)
		find_unknown(lex, word, stem, stems, out);
	else if (lexicon_term(lex, word) == LEXICON_NONE)
		find_beside(lex, word, &stem[0], out);
	if (out->known && out->class == WORD_KNOWN)
		for (size_t k = 0; k < stems; k++)
			find_kin(lex, &stem[k], out);
}

void
lexicon_find(const struct lexicon *lex, const struct token *word,
	     struct stem_set *set, enum lexicon_how how,
	     struct lexicon_hits *out)
{
	struct token stem[STEMS_MAX];
	uint32_t exact = lexicon_term(lex, word);
	size_t stems;
	bool own;

	out->n = 0;
	out->class = WORD_CONTENT;
	out->known = exact != LEXICON_NONE;
	if (out->known) {
		out->class = lex->term[exact].class;
		add(out, exact, 1.0F, false);
	} else if (is_number(word))
		out->class = WORD_NOISE;
	if (how == LEXICON_EXACT)
		return;
	if (word->n < SLIP_MIN) {
		if (word->n >= BEGIN_MIN && !out->known &&
		    how == LEXICON_ANYHOW) {
			find_begun(lex, word, true, out);
			find_short(lex, word, out);
		}
		find_same(lex, out);
		return;
	}
	stems = stem_make(set, word, stem);
	/* «прокапаться» is not «прокапать» for sure */
	own = out->known && out->class == WORD_KNOWN;
	for (size_t k = 0; !own && k < stems; k++)
		find_stem(lex, &stem[k], out);
	if (how == LEXICON_ANYHOW) {
		find_begun(lex, word, false, out);
		find_doubtful(lex, word, stem, stems, out);
	}
	find_same(lex, out);
}
