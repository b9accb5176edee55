#include "words.h"

bool
words_table(const struct rulebook *book, enum word_scope scope,
	    struct word_table *out)
{
	struct word *word =
	    ARENA_ARRAY(book->arena, struct word, book->word_count);

	*out = (struct word_table){word, 0};
	if (word == NULL)
		return false;
	for (size_t i = 0; i < book->word_count; i++)
		if (book->word[i].scope == scope)
			word[out->count++] = book->word[i];
	return true;
}

double words_weight(enum word_class class)
{
	static const double weight[WORD__COUNT] = {
	    [WORD_CONTENT] = 1.0,   [WORD_PART] = 1.0,  [WORD_LIGHT] = 0.2,
	    [WORD_QUALIFIER] = 0.3, [WORD_NOISE] = 0.6, [WORD_KNOWN] = 1.0,
	    [WORD_JOIN] = 1.0,
	};

	return weight[class];
}

bool words_is_content(enum word_class class)
{
	return class == WORD_CONTENT || class == WORD_PART;
}
