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

/* Which minutes count, and why not those between. */
static void
put_counted(struct jw *w, const struct promise_now *p)
{
	struct promise_span span[PROMISE_SPANS_MAX];
	size_t n = promise_spans(p->clock, p->promise, span);

	jw_array(w, "counted");
	for (size_t i = 0; i < n; i++) {
		jw_object(w, NULL);
		jw_time(w, "from", span[i].from_ms);
		jw_time(w, "to", span[i].to_ms);
		jw_text(w, "after", span[i].after);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
promise_json_now(struct jw *w, struct http *h, const struct promise_now *p)
{
	enum promise_colour colour = promise_colour_by(
	    p->clock, p->promise, p->contact_at_ms, h->now_ms);

	jw_object(w, "promise");
	promise_json_times(w, p->promise);
	jw_text(w, "colour", promise_colour_name(colour));
	if (p->say != NULL) {
		jw_text(w, "explain",
			p->say(h->lang, h->book, p->promise, h->arena));
		put_counted(w, p);
	}
	jw_end_object(w);
}
