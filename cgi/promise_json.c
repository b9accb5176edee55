#include "promise_json.h"
#include "say.h"

void
promise_json_times(struct jw *w, const struct promise *p)
{
	jw_time(w, "target_at", p->target_at_ms);
	jw_time(w, "deadline_at", p->deadline_at_ms);
	jw_bool(w, "out_of_hours", p->out_of_hours);
}

void
promise_json_ahead(struct jw *w, struct http *h, int64_t at_ms)
{
	struct promise p = promise_make(h->book, at_ms);

	jw_object(w, "promise");
	promise_json_times(w, &p);
	jw_text(w, "explain", say_promise(h->lang, h->book, &p, h->arena));
	jw_end_object(w);
}

void
promise_json_now(struct jw *w, struct http *h, const struct promise_now *p)
{
	enum promise_colour colour = promise_colour_by(
	    p->clock, p->promise, p->contact_at_ms, h->now_ms);

	jw_object(w, "promise");
	promise_json_times(w, p->promise);
	jw_text(w, "colour", promise_colour_name(colour));
	if (p->say != NULL)
		jw_text(w, "explain",
			p->say(h->lang, h->book, p->promise, h->arena));
	jw_end_object(w);
}
