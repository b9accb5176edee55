#include "ask_json.h"
#include "quote_json.h"
#include "say.h"
#include "search.h"

void
ask_json_hit(struct jw *w, const char *key, struct http *h,
	     const struct catalog_hit *hit, const struct place *near)
{
	jw_object(w, key);
	jw_text(w, "kind", "service");
	search_service(w, h, hit, near);
	jw_end_object(w);
}

/* What the visit costs, in words; NULL: there is no price. */
static const char *
say_price(struct http *h, const struct ask_answer *line,
	  const struct place_hit *hit)
{
	struct quote_ask ask = {
	    .place = hit->place->code,
	    .performers = ask_performers(line),
	    .at_ms = h->now_ms,
	};
	struct quote q;

	if (quote_price(h->book, &ask, &q, &h->err.fields) != ERR_OK)
		return NULL;
	return say_quote(h->lang, h->book, &q, h->arena);
}

static void
put_place(struct jw *w, struct http *h, const struct ask_answer *line)
{
	const struct place_hit *hit = ask_place(line);

	jw_text(w, "place_text", line->place_text);
	if (hit == NULL) {
		jw_null(w, "place");
		return;
	}
	jw_object(w, "place");
	jw_text(w, "code", hit->place->code);
	jw_text(w, "name", hit->place->name);
	jw_text(w, "zone", hit->zone);
	quote_json_prices(w, h, hit->zone);
	jw_text(w, "say", say_price(h, line, hit));
	jw_end_object(w);
}

static void
put_part(struct jw *w, struct http *h, const struct ask_service *part,
	 const struct place *near)
{
	const struct catalog_hit *hit = ask_hit(part);

	jw_object(w, NULL);
	jw_text(w, "text", part->text);
	jw_text(w, "verdict", rulebook_verdict_name(part->answer.verdict));
	if (hit != NULL)
		ask_json_hit(w, "hit", h, hit, near);
	else
		jw_null(w, "hit");
	jw_text(w, "say",
		hit != NULL ? search_say(h, hit->service, near) : NULL);
	jw_end_object(w);
}

void
ask_json(struct jw *w, const char *key, struct http *h,
	 const struct ask_answer *line, const struct place *near)
{
	unsigned performers = ask_performers(line);

	if (!ask_understood(line)) {
		jw_null(w, key);
		return;
	}
	jw_object(w, key);
	put_place(w, h, line);
	jw_array(w, "parts");
	for (size_t i = 0; i < line->service_count; i++)
		put_part(w, h, &line->service[i], near);
	jw_end_array(w);
	jw_texts(w, "left", line->left, line->left_count);
	if (performers != 0)
		quote_json_performers(w, "performers", performers);
	else
		jw_null(w, "performers");
	jw_end_object(w);
}
