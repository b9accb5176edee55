#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "quote_json.h"
#include "spoken.h"

/*
 * POST /calls: a call that ended without a request; nothing of a person but
 * the phone to call back on, which no answer repeats.
 */

static enum err_code
render_recorded(struct http *h, void *arg)
{
	const struct spoken_call_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 201;
	jw_object(&w, NULL);
	jw_text(&w, "id", ask->id);
	jw_text(&w, "outcome", ask->outcome);
	jw_text(&w, "reason", ask->reason);
	jw_text(&w, "zone", ask->zone);
	quote_json_performers(&w, "performers", ask->performers);
	jw_texts(&w, "services", ask->service, ask->service_count);
	jw_text(&w, "referral", ask->referral);
	jw_text(&w, "follow_up", ask->follow_up);
	if (ask->total_kop >= 0)
		jw_money(&w, "total", ask->total_kop);
	else
		jw_null(&w, "total");
	jw_text(&w, "red_flag", ask->red_flag);
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
h_calls_post(struct http *h)
{
	const struct body_call *in = h->in;
	struct spoken_call_ask ask = {
	    .op = http_op(h),
	    .outcome = in->outcome,
	    .reason = in->reason,
	    .zone = in->zone,
	    .performers = in->performers,
	    .service = in->service,
	    .service_count = in->service_count,
	    .referral = in->referral,
	    .follow_up = in->follow_up,
	    .callback_phone = in->callback_phone,
	    .total_kop = in->total_kop != 0 ? in->total_kop : -1,
	    .red_flag = in->red_flag,
	};

	return http_write(h, spoken_call, &ask, render_recorded);
}
