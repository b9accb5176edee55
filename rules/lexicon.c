#include "lexicon.h"

uint64_t
lexicon_letters(const struct token *t)
{
	uint64_t set = 0;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t cp = (uint32_t)t->cp[i];
		/* Latin is moved out of the way of Cyrillic */
		set |= UINT64_C(1) << ((cp < 0x80 ? cp - 81 : cp) & 63);
	}
	return set;
}

uint32_t
lexicon_term_from(const struct lexicon *lex, const struct token *word)
{
	uint32_t low = 0, high = lex->term_count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (token_compare(lex->term[mid].word, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint32_t
lexicon_term(const struct lexicon *lex, const struct token *word)
{
	uint32_t at = lexicon_term_from(lex, word);

	return at < lex->term_count &&
		       token_compare(lex->term[at].word, word) == 0
		   ? at
		   : LEXICON_NONE;
}

size_t
lexicon_stem_from(const struct lexicon *lex, const struct token *word)
{
	size_t low = 0, high = lex->stem_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (token_compare(lex->stem[mid].form, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
