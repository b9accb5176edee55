#include "body.h"
#include "handlers.h"
#include "param.h"
#include "place.h"
#include "quote_json.h"
#include "spoken.h"
#include "trip_mates.h"

/* What a spoken name must score to stand for a place without asking. */
#define PLACE_SCORE_MIN 0.65
#define PLACE_HITS 5
#define PLACE_MAX 200 /* characters */
#define TRIP_GROUP_MAX 64

/*
 * The place of ${ask}: a code as it is, else what the spoken name surely
 * means.  Never guessed: the price differs by thousands.
 */
static enum err_code
settle_place(struct http *h, struct quote_ask *ask)
{
	struct place_answer *found;
	enum err_code rc;

	if (ask->place == NULL || rulebook_place(h->book, ask->place) != NULL)
		return ERR_OK;
	found = ARENA_NEW(h->arena, struct place_answer);
	if (found == NULL)
		return ERR_NOMEM;
	rc = place_search(h->book, slice_of(ask->place), PLACE_HITS, found,
			  h->arena);
	if (rc != ERR_OK)
		return rc;
	if (found->ambiguous)
		return ERR_PLACE_AMBIGUOUS;
	if (found->hit_count == 0 || found->hit[0].score < PLACE_SCORE_MIN)
		return ERR_PLACE_UNKNOWN;
	ask->place = found->hit[0].place->code;
	return ERR_OK;
}

/* What the trip group ${group} of this operator has paid already. */
static enum err_code
share_trip(struct http *h, const char *group, const char *pointer,
	   struct quote_ask *ask)
{
	struct trip_mates_ask mates = {
	    .group = group,
	    .pointer = pointer,
	    .who = {.by = h->actor.login, .place = ask->place},
	};
	enum err_code rc =
	    trip_mates_paid(http_reader(h), &mates, &ask->paid_performers,
			    &h->err.fields, h->arena);

	return rc == ERR_OK && h->err.fields.n != 0 ? ERR_FIELDS : rc;
}

static enum err_code
price(struct http *h, struct quote_ask *ask, const char *group,
      const char *pointer, struct quote *out)
{
	enum err_code rc;

	if (ask->place == NULL && ask->zone == NULL)
		return ERR_ZONE_UNKNOWN;
	rc = settle_place(h, ask);
	if (rc == ERR_OK)
		rc = share_trip(h, group, pointer, ask);
	if (rc != ERR_OK)
		return rc;
	return quote_price(h->book, ask, out, &h->err.fields);
}

enum err_code
h_quotes_get(struct http *h)
{
	static const char *const known[] = {"place",      "zone",  "performers",
					    "services",   "bonus", "at",
					    "trip_group", NULL};
	struct quote_ask ask = {
	    .place = param_filled(h, "place", PLACE_MAX),
	    .zone = param_filled(h, "zone", PLACE_MAX),
	    .performers = param_performers(h, "performers"),
	    .bonus_member = http_param_bool(h, "bonus"),
	    .at_ms = http_param_time(h, "at", h->now_ms),
	};
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct quote q = {0};
	const char *group;
	enum err_code rc;

	group = param_filled(h, "trip_group", TRIP_GROUP_MAX);
	ask.service_count =
	    param_codes(h, "services", ask.service, QUOTE_SERVICES_MAX);
	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = price(h, &ask, group, "?trip_group", &q);
	if (rc != ERR_OK)
		return rc;
	quote_json_ahead(&w, h, &q);
	h->status = 200;
	return ERR_OK;
}

static enum err_code
render_kept(struct http *h, void *arg)
{
	const struct spoken_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 201;
	quote_json_ahead(&w, h, &ask->quote);
	return ERR_OK;
}

enum err_code
h_quotes_post(struct http *h)
{
	const struct body_quote *in = h->in;
	struct quote_ask ask = {
	    .place = in->place,
	    .zone = in->zone,
	    .performers = in->performers,
	    .service_count = in->service_count,
	    .bonus_member = in->bonus_member,
	    .at_ms = h->now_ms,
	};
	struct spoken_ask spoken = {.op = http_op(h)};
	enum err_code rc;

	for (size_t i = 0; i < in->service_count; i++)
		ask.service[i] = in->service[i];
	rc = price(h, &ask, in->trip_group, "/trip_group", &spoken.quote);
	if (rc != ERR_OK)
		return rc;
	return http_write(h, spoken_keep, &spoken, render_kept);
}
