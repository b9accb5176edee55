#include <assert.h>
#include <libstemmer.h>
#include <utf8proc.h>

#include "stem.h"

#define STEM_LEN_MIN 3 /* a shorter stem says too little */

static const char *const language_name[STEM__COUNT] = {
    [STEM_RUSSIAN] = "russian",
    [STEM_ENGLISH] = "english",
    [STEM_FINNISH] = "finnish",
};

static bool
all_within(const struct token *t, int32_t from, int32_t to)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->cp[i] < from || t->cp[i] > to)
			return false;
	return true;
}

/* The stem of the UTF-8 ${text}; NULL when memory is refused. */
static const unsigned char *
stem_text(struct stem_set *set, enum stem_language language,
	  const unsigned char *text, int n)
{
	struct sb_stemmer **stemmer = &set->of[language];
	const unsigned char *stem = NULL;

	if (*stemmer == NULL)
		*stemmer = sb_stemmer_new(language_name[language], NULL);
	if (*stemmer != NULL)
		stem = sb_stemmer_stem(*stemmer, text, n);
	if (stem == NULL)
		set->failed = true;
	return stem;
}

/* libstemmer works on UTF-8; our words are code points. */
static bool
stem_in(struct stem_set *set, enum stem_language language,
	const struct token *word, struct token *out)
{
	unsigned char text[TOKEN_LEN_MAX * 4];
	const unsigned char *stem;
	utf8proc_ssize_t n = 0, left;

	for (size_t i = 0; i < word->n; i++)
		n += utf8proc_encode_char(word->cp[i], text + n);
	stem = stem_text(set, language, text, (int)n);
	if (stem == NULL)
		return false;
	left = sb_stemmer_length(set->of[language]);
	for (out->n = 0; left > 0; left -= n, stem += n) {
		assert(out->n < word->n); /* a stem is not longer */
		n = utf8proc_iterate(stem, left, &out->cp[out->n++]);
		assert(n > 0);
	}
	return out->n >= STEM_LEN_MIN;
}

size_t
stem_make(struct stem_set *set, const struct token *word,
	  struct token out[STEMS_MAX])
{
	size_t n = 0;

	if (word->n < STEM_MIN)
		return 0;
	if (all_within(word, 0x430, 0x45F))
		return stem_in(set, STEM_RUSSIAN, word, &out[0]);
	if (!all_within(word, 'a', 'z'))
		return 0;
	n += stem_in(set, STEM_ENGLISH, word, &out[n]);
	n += stem_in(set, STEM_FINNISH, word, &out[n]);
	return n;
}

bool
stem_free(struct stem_set *set)
{
	for (size_t i = 0; i < STEM__COUNT; i++)
		sb_stemmer_delete(set->of[i]);
	return !set->failed;
}
