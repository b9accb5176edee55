#include <string.h>

#include "find.h"
#include "person.h"
#include "text.h"

#define PHONE_DIGITS 10 /* the last ones tell it, whatever stands before */

static void
add(struct find_words *out, const char *word)
{
	if (word != NULL && out->count < FIND_WORDS_MAX)
		out->word[out->count++] = word;
}

static void
add_text(struct find_words *out, const char *text, struct arena *arena)
{
	const char *folded =
	    text != NULL ? text_fold(slice_of(text), arena) : NULL;
	struct slice rest = slice_of(folded != NULL ? folded : ""), one;

	while (slice_cut(&rest, ' ', &one))
		if (one.n != 0)
			add(out, arena_strndup(arena, one.p, one.n));
}

static void
add_phone(struct find_words *out, const char *phone, struct arena *arena)
{
	size_t n = phone != NULL ? strlen(phone) : 0;

	if (n > PHONE_DIGITS)
		add(out, arena_strndup(arena, phone + n - PHONE_DIGITS,
				       PHONE_DIGITS));
}

void
find_words_of(const struct request_form *form, struct find_words *out,
	      struct arena *arena)
{
	out->count = 0;
	add_phone(out, form->patient.phone, arena);
	add_phone(out, form->caller.phone, arena);
	add_text(out, form->patient.card_no, arena);
	add_text(out, form->patient.name, arena);
	add_text(out, form->caller.name, arena);
	add_text(out, form->address.text, arena);
}

static void
longest_first(struct find_words *words)
{
	size_t best = 0;
	const char *word;

	for (size_t i = 1; i < words->count; i++)
		if (strlen(words->word[i]) > strlen(words->word[best]))
			best = i;
	word = words->word[best];
	words->word[best] = words->word[0];
	words->word[0] = word;
}

bool
find_words_in(struct slice q, struct find_words *out, struct arena *arena)
{
	char phone[PERSON_PHONE_MAX + 2];

	out->count = 0;
	if (person_phone(q, phone))
		add_phone(out, phone, arena);
	else
		add_text(out, arena_strndup(arena, q.p, q.n), arena);
	if (out->count == 0)
		return false;
	longest_first(out);
	return text_length(slice_of(out->word[0])) >= FIND_LETTERS_MIN;
}

static bool
begins(const struct find_words *of, const char *start)
{
	size_t i = 0;

	while (i < of->count && strncmp(of->word[i], start, strlen(start)) != 0)
		i++;
	return i < of->count;
}

bool
find_match(const struct find_words *of, const struct find_words *in)
{
	size_t i = 0;

	while (i < in->count && begins(of, in->word[i]))
		i++;
	return i == in->count;
}
