#include "address.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "logline.h"
#include "place.h"

/* The place a typed address names; a POST, no address belongs in a URL. */

#define TEXT_MAX 500 /* characters, as in the form */

static const struct jin_field address_field[] = {
    {.name = "text",
     .type = JIN_TEXT,
     .offset = offsetof(struct body_address, text),
     .max = TEXT_MAX},
    {.name = "place",
     .type = JIN_TEXT,
     .offset = offsetof(struct body_address, place)},
    {.name = NULL},
};

const struct jin_table body_address = {
    .size = sizeof(struct body_address),
    .field = address_field,
};

static void
put_place(struct jw *w, const char *key, const struct rulebook *book,
	  const struct place *place)
{
	if (place == NULL) {
		jw_null(w, key);
		return;
	}
	jw_object(w, key);
	jw_text(w, "code", place->code);
	jw_text(w, "name", place->name);
	jw_text(w, "zone", place_zone(book, place));
	jw_end_object(w);
}

static bool
same_zone(const struct rulebook *book, const struct place *a,
	  const struct place *b)
{
	const char *x = a != NULL ? place_zone(book, a) : NULL;
	const char *y = b != NULL ? place_zone(book, b) : NULL;

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

static void
respond(struct http *h, const struct address_answer *a,
	const struct place *chosen)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	put_place(&w, "place", h->book, a->place);
	jw_text(&w, "rule", a->rule);
	jw_text(&w, "matched", a->matched);
	jw_bool(&w, "ambiguous",
		a->state == ADDRESS_SEVERAL || a->state == ADDRESS_LIMIT);
	jw_array(&w, "candidates");
	for (size_t i = 0; i < a->candidate_count; i++)
		put_place(&w, NULL, h->book, a->candidate[i]);
	jw_end_array(&w);
	jw_bool(&w, "contradicts", address_contradicts(h->book, a, chosen));
	jw_bool(&w, "same_zone", same_zone(h->book, a->place, chosen));
	jw_end_object(&w);
	h->status = 200;
}

enum err_code
h_addresses_read(struct http *h)
{
	const struct body_address *in = h->in;
	const struct place *chosen = NULL;
	struct address_answer answer;
	enum err_code rc;

	if (in->place != NULL)
		chosen = rulebook_place(h->book, in->place);
	if (in->place != NULL && chosen == NULL) {
		err_field(&h->err.fields, "/place", "place_unknown", NULL);
		return ERR_FIELDS;
	}
	rc = address_read(h->book, slice_of(in->text), &answer, h->arena);
	if (rc != ERR_OK)
		return rc;
	if (answer.state == ADDRESS_LIMIT && answer.rule != NULL)
		logline_event(LOGLINE_WARNING, "address_rule_limit",
			      answer.rule);
	respond(h, &answer, chosen);
	return ERR_OK;
}
