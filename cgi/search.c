#include "app.h"
#include "say.h"
#include "search.h"
#include "spoken.h"
#include "text.h"

#define REFERRALS_MAX 20
#define UNKNOWN_LETTERS_MIN 3
#define UNKNOWN_DIGITS_MAX 4 /* more look like a card or a phone */

static const char *
performer_name(unsigned performers)
{
	static const char *const name[] = {
	    [PERFORMER_DOCTOR] = "doctor",
	    [PERFORMER_NURSE] = "nurse",
	    [PERFORMER_BOTH] = "doctor_or_nurse",
	};

	return name[performers & PERFORMER_BOTH];
}

static void
put_referral(struct jw *w, const struct catalog_referral *found)
{
	const struct referral *r = found->referral;

	jw_object(w, NULL);
	jw_text(w, "code", r->code);
	jw_bool(w, "own", r->own);
	jw_text(w, "name", r->name);
	jw_text(w, "address", r->address);
	jw_text(w, "place", r->place);
	jw_text(w, "phone", r->phone);
	jw_text(w, "hours", r->hours);
	jw_text(w, "directions", r->directions);
	if (found->distance_m >= 0)
		jw_int(w, "distance_m", found->distance_m);
	else
		jw_null(w, "distance_m");
	jw_end_object(w);
}

static void
put_instead(struct jw *w, const struct service *s)
{
	if (s == NULL) {
		jw_null(w, "instead");
		return;
	}
	jw_object(w, "instead");
	jw_text(w, "code", s->code);
	jw_text(w, "name", s->name);
	jw_text(w, "verdict", rulebook_verdict_name(s->verdict));
	jw_text(w, "performer", performer_name(s->performers));
	jw_text(w, "condition", s->condition);
	jw_end_object(w);
}

/* Where the caller is sent from a service, nearest first. */
struct places {
	struct catalog_referral item[REFERRALS_MAX];
	size_t n;
};

static void
put_answer(struct jw *w, struct http *h, const struct service *s, bool yes,
	   const struct places *places)
{
	const struct service_answer *a = yes ? &s->if_yes : &s->if_no;
	const struct service *instead = rulebook_service(h->book, a->instead);
	const struct say_answer ask = {
	    .service = s,
	    .answer = a,
	    .instead = instead,
	    .referral = places->n != 0 ? places->item[0].referral : NULL,
	};

	jw_object(w, NULL);
	jw_text(w, "answer", yes ? "yes" : "no");
	jw_text(w, "verdict", rulebook_verdict_name(a->verdict));
	jw_text(w, "say", say_answer(h->lang, &ask, h->arena));
	put_instead(w, instead);
	jw_end_object(w);
}

static const char *
say(struct http *h, const struct service *s, const struct places *places)
{
	return say_service(h->lang, s,
			   places->n != 0 ? places->item[0].referral : NULL,
			   h->arena);
}

const char *
search_say(struct http *h, const struct service *service,
	   const struct place *near)
{
	struct places places;

	places.n = catalog_referrals(h->book, service, near, places.item,
				     REFERRALS_MAX);
	return say(h, service, &places);
}

static void
put_referrals(struct jw *w, const char *key, const struct places *places)
{
	jw_array(w, key);
	for (size_t i = 0; i < places->n; i++)
		put_referral(w, &places->item[i]);
	jw_end_array(w);
}

void
search_clinics(struct jw *w, const char *key, struct http *h,
	       const struct place *near)
{
	struct places places;

	places.n =
	    catalog_referrals(h->book, NULL, near, places.item, REFERRALS_MAX);
	put_referrals(w, key, &places);
}

void
search_service(struct jw *w, struct http *h, const struct catalog_hit *hit,
	       const struct place *near)
{
	const struct service *s = hit->service;
	struct places places;

	places.n =
	    catalog_referrals(h->book, s, near, places.item, REFERRALS_MAX);
	jw_text(w, "code", s->code);
	jw_text(w, "name", s->name);
	jw_text(w, "category", s->category);
	jw_text(w, "verdict", rulebook_verdict_name(s->verdict));
	jw_text(w, "performer", performer_name(s->performers));
	jw_text(w, "condition", s->condition);
	jw_array(w, "answers");
	if (s->verdict == VERDICT_CONDITIONAL) {
		put_answer(w, h, s, true, &places);
		put_answer(w, h, s, false, &places);
	}
	jw_end_array(w);
	jw_score(w, "score", hit->score);
	put_referrals(w, "referrals", &places);
	jw_text(w, "say", say(h, s, &places));
	jw_bool(w, "approved", s->approved);
}

static bool
may_be_counted(const char *folded)
{
	size_t digits = 0;

	for (const char *p = folded; *p != '\0'; p++)
		if (*p >= '0' && *p <= '9')
			digits++;
	return digits <= UNKNOWN_DIGITS_MAX &&
	       text_length(slice_of(folded)) >= UNKNOWN_LETTERS_MIN;
}

void
search_unknown(struct http *h, const char *query)
{
	struct spoken_unknown_ask ask = {
	    .op = http_op(h),
	    .query = text_fold(slice_of(query), h->arena),
	};
	struct err ignored = {0};

	ask.op.err = &ignored;
	if (ask.query == NULL || !may_be_counted(ask.query))
		return;
	if (http_commit(h, spoken_unknown, &ask) != ERR_OK)
		return; /* a statistic: not worth a refused answer */
}
