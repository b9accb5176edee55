#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "publish.h"

static const char past[] = "past";
static const char current[] = "current";
static const char future[] = "future";

/* Where ${t} stands at ${at_ms} among the prices of its zone. */
static const char *
state_of(const struct rulebook *book, const struct tariff *t, int64_t at_ms)
{
	const struct tariff *now =
	    tariff_at(book, t->zone, t->performer, at_ms);

	if (t->valid_from_ms > at_ms)
		return future;
	return now != NULL && now->id == t->id ? current : past;
}

static void
put_tariff(struct jw *w, const struct http *h, const struct tariff *t,
	   const char *state)
{
	struct buf id = BUF(h->arena);
	char date[CIVIL_DATE_LEN + 1];

	civil_date_print(civil_date_of(&h->book->clinic_zone, t->valid_from_ms),
			 date);
	buf_printf(&id, "%lld", (long long)t->id);
	jw_object(w, NULL);
	jw_text(w, "id", buf_text(&id));
	jw_text(w, "zone", t->zone);
	jw_text(w, "performer", rulebook_performer_name(t->performer));
	jw_money(w, "price", t->price_kop);
	jw_text(w, "valid_from", date);
	jw_time(w, "recorded_at", t->recorded_at_ms);
	jw_text(w, "recorded_by", t->recorded_by);
	jw_text(w, "reason", t->reason);
	jw_text(w, "state", state);
	jw_end_object(w);
}

enum err_code
h_tariffs_list(struct http *h)
{
	static const char *const known[] = {"at", NULL};
	int64_t at_ms = http_param_time(h, "at", h->now_ms);
	bool ahead = http_param(h, "at") == NULL;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	jw_object(&w, NULL);
	jw_time(&w, "at", at_ms);
	jw_int(&w, "version", h->book->tariff_version);
	jw_array(&w, "items");
	for (size_t i = 0; i < h->book->tariff_count; i++) {
		const struct tariff *t = &h->book->tariff[i];
		const char *state = state_of(h->book, t, at_ms);

		if (state == current || (state == future && ahead))
			put_tariff(&w, h, t, state);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_tariffs_history(struct http *h)
{
	static const char *const known[] = {"zone", "performer", NULL};
	const char *zone = param_zone(h, "zone");
	unsigned performer = param_performers(h, "performer");
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct tariff *t;
	size_t n;
	enum err_code rc;

	http_params_known(h, known);
	if (performer == PERFORMER_BOTH)
		performer = 0; /* both are all */
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = publish_history(h->db, zone, performer, &t, &n, h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		put_tariff(&w, h, &t[i], state_of(h->book, &t[i], h->now_ms));
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static enum err_code
render_published(struct http *h, void *arg)
{
	const struct publish_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 201;
	http_add(h, "Location: /api/v1/tariffs/%lld",
		 (long long)ask->tariff.id);
	put_tariff(&w, h, &ask->tariff, future);
	return ERR_OK;
}

enum err_code
h_tariffs_post(struct http *h)
{
	const struct body_tariff *in = h->in;
	struct publish_ask ask = {
	    .op = http_op(h),
	    .draft =
		{
		    .zone = in->zone,
		    .performer = rulebook_performer_of(in->performer),
		    .price_kop = in->price_kop,
		    .valid_from = in->valid_from,
		    .reason = in->reason,
		},
	};

	return http_write(h, publish_tariff, &ask, render_published);
}
