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
put_referral(struct jw *w, const struct referral *r)
{
	jw_object(w, NULL);
	jw_text(w, "code", r->code);
	jw_bool(w, "own", r->own);
	jw_text(w, "name", r->name);
	jw_text(w, "address", r->address);
	jw_text(w, "place", r->place);
	jw_text(w, "phone", r->phone);
	jw_text(w, "hours", r->hours);
	jw_end_object(w);
}

void
search_service(struct jw *w, struct http *h, const char *kind,
	       const struct catalog_hit *hit)
{
	const struct service *s = hit->service;
	const struct referral *referral[REFERRALS_MAX];
	size_t n = catalog_referrals(h->book, s, referral, REFERRALS_MAX);

	jw_object(w, NULL);
	if (kind != NULL)
		jw_text(w, "kind", kind);
	jw_text(w, "code", s->code);
	jw_text(w, "name", s->name);
	jw_text(w, "category", s->category);
	jw_text(w, "verdict", rulebook_verdict_name(s->verdict));
	jw_text(w, "performer", performer_name(s->performers));
	jw_text(w, "condition", s->condition);
	jw_score(w, "score", hit->score);
	jw_array(w, "referrals");
	for (size_t i = 0; i < n; i++)
		put_referral(w, referral[i]);
	jw_end_array(w);
	jw_text(w, "say",
		say_service(h->lang, s, n != 0 ? referral[0] : NULL, h->arena));
	jw_bool(w, "approved", s->approved);
	jw_end_object(w);
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
	if (store_write(h->app->store, spoken_unknown, &ask, NULL) != ERR_OK)
		return; /* a statistic: not worth a refused answer */
}
