#include "address.h"
#include "address_hits.h"
#include "place.h"
#include "text.h"

/* The answer that what was found, settled, comes to. */
static void
conclude(const struct address_look *look, struct address_answer *out)
{
	const struct address_hits *hits = &look->hits;
	const struct address_hit *first = &hits->item[0];

	if (hits->n == 0)
		return;
	for (size_t i = 0; i < hits->n && i < ADDRESS_CANDIDATES_MAX; i++)
		out->candidate[out->candidate_count++] = hits->item[i].place;
	out->rule = first->rule != NULL ? first->rule->code : NULL;
	out->matched = address_text_typed(&look->text, first->from, first->to,
					  look->arena);
	if (hits->n > 1 || place_zone(look->book, first->place) == NULL) {
		out->state = ADDRESS_SEVERAL;
		return;
	}
	out->state = ADDRESS_PLACE;
	out->place = first->place;
}

enum err_code
address_read(const struct rulebook *book, struct slice text,
	     struct address_answer *out, struct arena *arena)
{
	struct address_look look = {.book = book, .arena = arena};
	const struct address_rule *culprit;

	*out = (struct address_answer){.state = ADDRESS_LIMIT};
	if (text_length(text) > PATTERN_SUBJECT_MAX ||
	    !address_text_make(text, arena, &look.text))
		return arena->overflow ? ERR_NOMEM : ERR_OK;
	culprit = address_rule_find(&look);
	if (culprit == NULL && !address_names_find(&look))
		return ERR_NOMEM;
	if (culprit == NULL && !look.hits.full)
		culprit = address_rule_hide(&look);
	if (culprit != NULL)
		out->rule = culprit->code;
	if (culprit != NULL || look.hits.full)
		return ERR_OK;
	out->state = ADDRESS_NONE;
	address_hits_settle(book, &look.hits);
	conclude(&look, out);
	return arena->overflow ? ERR_NOMEM : ERR_OK;
}

/* Whether both say the same to the one who pays and to the one who drives. */
static bool
agree(const struct rulebook *book, const struct place *a, const struct place *b)
{
	const char *x = place_zone(book, a), *y = place_zone(book, b);

	if (a == b)
		return true;
	return x != NULL && y != NULL && strcmp(x, y) == 0 &&
	       (place_contains(book, a, b) || place_contains(book, b, a));
}

bool
address_contradicts(const struct rulebook *book,
		    const struct address_answer *answer,
		    const struct place *chosen)
{
	for (size_t i = 0; chosen != NULL && i < answer->candidate_count; i++)
		if (agree(book, answer->candidate[i], chosen))
			return false;
	return chosen != NULL && answer->candidate_count != 0;
}

enum err_code
address_check(const struct rulebook *book,
	      const struct request_address *address, bool *contradicts,
	      struct arena *arena)
{
	const struct place *chosen = rulebook_place(book, address->place);
	struct address_answer answer;
	enum err_code code =
	    address_read(book, slice_of(address->text), &answer, arena);

	*contradicts =
	    code == ERR_OK && address_contradicts(book, &answer, chosen);
	return code;
}
