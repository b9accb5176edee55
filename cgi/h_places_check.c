#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "place.h"

/* Whether every place has one price: what is missing in the geography. */

static bool
shares_name(const struct rulebook *book, const struct place *a,
	    const struct place *b)
{
	size_t n, m;
	const char *const *x = place_names(book, a, &n);
	const char *const *y = place_names(book, b, &m);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++)
			if (strcmp(x[i], y[k]) == 0)
				return true;
	return false;
}

static bool
same_zone(const struct rulebook *book, const struct place *a,
	  const struct place *b)
{
	const char *x = place_zone(book, a), *y = place_zone(book, b);

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

/* Places of another zone that are called alike: the operator is asked. */
static void
put_alike(struct jw *w, const struct rulebook *book, const struct place *p)
{
	jw_array(w, "alike");
	for (size_t i = 0; i < book->place_count; i++) {
		const struct place *other = &book->place[i];
		if (other != p && !same_zone(book, p, other) &&
		    shares_name(book, p, other))
			jw_text(w, NULL, other->code);
	}
	jw_end_array(w);
}

static const char *
state_of(const struct rulebook *book, const struct place *p)
{
	if (p->ask)
		return "ask";
	return place_zone(book, p) != NULL ? "zone" : "missing";
}

enum err_code
h_places_check(struct http *h)
{
	const struct rulebook *book = h->book;
	struct jw w = JW(&h->out, &book->clinic_zone);
	int64_t missing = 0;

	if (!param_none(h))
		return ERR_FIELDS;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < book->place_count; i++) {
		const struct place *p = &book->place[i];
		const char *state = state_of(book, p);
		missing += strcmp(state, "missing") == 0;
		jw_object(&w, NULL);
		jw_text(&w, "code", p->code);
		jw_text(&w, "name", p->name);
		jw_text(&w, "state", state);
		jw_text(&w, "zone", place_zone(book, p));
		put_alike(&w, book, p);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_int(&w, "missing", missing);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
