#include "say.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* msg_format() with the arguments named in place. */
#define FORMAT(lang, key, arena, ...)                                          \
	msg_format(lang, key, (const struct msg_arg[]){__VA_ARGS__},           \
		   COUNT(((const struct msg_arg[]){__VA_ARGS__})), arena)

static const char *
two_digits(int v, struct arena *arena)
{
	struct buf b = BUF(arena);

	buf_two(&b, v);
	return buf_text(&b);
}

const char *
say_moment(enum lang lang, const struct rulebook *book, int64_t at_ms,
	   int64_t near_ms, struct arena *arena)
{
	const struct civil_zone *zone = &book->clinic_zone;
	struct civil_date day = civil_date_of(zone, at_ms);
	int minute = civil_minute_of(zone, at_ms);
	struct buf time = BUF(arena);

	buf_two(&time, minute / 60);
	buf_char(&time, ':');
	buf_two(&time, minute % 60);
	return FORMAT(lang,
		      civil_compare(day, civil_date_of(zone, near_ms)) == 0
			  ? "say.time"
			  : "say.date_time",
		      arena, {"time", buf_text(&time)},
		      {"day", two_digits(day.day, arena)},
		      {"month", two_digits(day.month, arena)});
}

/* --- suggestions ------------------------------------------------------- */

const char *
say_suggest(enum lang lang, const struct suggest_reason *r, const char *time,
	    struct arena *arena)
{
	static const char *const key[] = {
#define X(name, wire) [SUGGEST_##name] = "suggest." wire,
	    SUGGEST_REASONS(X)
#undef X
	};
	struct buf number = BUF(arena);

	buf_printf(&number, "%lld", (long long)r->number);
	return FORMAT(lang, key[r->code], arena,
		      {"text", r->text != NULL ? r->text : "–"},
		      {"n", buf_text(&number)},
		      {"time", time != NULL ? time : ""});
}

/* --- services --------------------------------------------------------- */

static const char *
allowed(enum lang lang, const struct service *s, struct arena *arena)
{
	static const char *const key[] = {
	    [PERFORMER_DOCTOR] = "say.service.allowed_doctor",
	    [PERFORMER_NURSE] = "say.service.allowed_nurse",
	    [PERFORMER_BOTH] = "say.service.allowed_either",
	};
	unsigned who = s->performers & PERFORMER_BOTH;

	return FORMAT(lang, who != 0 ? key[who] : "say.service.allowed", arena,
		      {"service", s->name});
}

static void
add_sentence(struct buf *b, const char *text)
{
	buf_char(b, ' ');
	buf_str(b, text);
}

static const char *
not_allowed(enum lang lang, const struct service *s, const struct referral *r,
	    struct arena *arena)
{
	const char *key;

	if (r == NULL)
		return FORMAT(lang, "say.service.not_allowed_search", arena,
			      {"service", s->name});
	if (r->own)
		key = "say.service.not_allowed_own";
	else
		key = "say.service.not_allowed_outside";
	return FORMAT(lang, key, arena, {"service", s->name},
		      {"clinic", r->name}, {"address", r->address},
		      {"phone", r->phone}, {"hours", r->hours});
}

static const char *
undecided(enum lang lang, const struct service *s, struct arena *arena)
{
	return FORMAT(lang, "say.service.ask_dispatcher", arena,
		      {"service", s->name});
}

const char *
say_service(enum lang lang, const struct service *service,
	    const struct referral *referral, struct arena *arena)
{
	switch (service->verdict) {
	case VERDICT_ALLOWED:
		return allowed(lang, service, arena);
	case VERDICT_NOT_ALLOWED:
		return not_allowed(lang, service, referral, arena);
	case VERDICT_CONDITIONAL:
		return FORMAT(lang, "say.service.conditional", arena,
			      {"service", service->name},
			      {"question", service->condition});
	case VERDICT_ASK_DISPATCHER:
	case VERDICT_NONE:
	case VERDICT_UNKNOWN:
		break;
	}
	return undecided(lang, service, arena);
}

/* A doctor who comes, a clinic, or a promise to look for one. */
static const char *
offer(enum lang lang, const struct say_answer *ask, struct arena *arena)
{
	const struct referral *r = ask->referral;

	if (ask->instead != NULL && ask->instead->verdict == VERDICT_ALLOWED)
		return FORMAT(lang, "say.answer.instead", arena,
			      {"service", ask->instead->name});
	if (r == NULL)
		return msg_get(lang, "say.answer.search");
	return FORMAT(lang, r->own ? "say.answer.own" : "say.answer.outside",
		      arena, {"clinic", r->name}, {"address", r->address},
		      {"phone", r->phone}, {"hours", r->hours});
}

const char *
say_answer(enum lang lang, const struct say_answer *ask, struct arena *arena)
{
	const struct service *s = ask->service;
	const char *text = ask->answer->say;
	struct buf b = BUF(arena);

	switch (ask->answer->verdict) {
	case VERDICT_ALLOWED:
		return text != NULL ? text : allowed(lang, s, arena);
	case VERDICT_NOT_ALLOWED:
		break;
	case VERDICT_ASK_DISPATCHER:
	case VERDICT_CONDITIONAL:
	case VERDICT_NONE:
	case VERDICT_UNKNOWN:
		return text != NULL ? text : undecided(lang, s, arena);
	}
	if (text == NULL)
		text = FORMAT(lang, "say.answer.not_allowed", arena,
			      {"service", s->name});
	buf_str(&b, text);
	add_sentence(&b, offer(lang, ask, arena));
	return buf_text(&b);
}

/* --- the price -------------------------------------------------------- */

const char *
say_line(enum lang lang, const char *code)
{
	if (strcmp(code, "trip_doctor") == 0)
		return msg_get(lang, "quote.line.trip_doctor");
	if (strcmp(code, "trip_nurse") == 0)
		return msg_get(lang, "quote.line.trip_nurse");
	return code;
}

/* "выезд врача — 3 900 ₽, выезд медсестры — 950
 * ₽"
 */
static const char *
say_lines(enum lang lang, const struct quote *q, struct arena *arena)
{
	struct buf b = BUF(arena);

	for (size_t i = 0; i < q->line_count; i++) {
		const struct quote_line *line = &q->line[i];
		const char *key = line->in_trip_group
				      ? "say.quote.line_in_group"
				      : "say.quote.line";
		const char *text = FORMAT(
		    lang, key, arena, {"title", say_line(lang, line->code)},
		    {"price", msg_money(line->price_kop, arena)});

		buf_str(&b, i != 0 ? ", " : "");
		buf_str(&b, text != NULL ? text : "");
	}
	return buf_text(&b);
}

const char *
say_quote(enum lang lang, const struct rulebook *book, const struct quote *q,
	  struct arena *arena)
{
	const struct zone *zone = rulebook_zone(book, q->zone);
	const char *key = q->line_count > 1 ? "say.quote.sum" : "say.quote.one";
	const char *first = FORMAT(
	    lang, key, arena, {"zone", zone != NULL ? zone->name : q->zone},
	    {"lines", say_lines(lang, q, arena)},
	    {"total", msg_money(q->total_kop, arena)});
	struct buf b = BUF(arena);

	buf_str(&b, first != NULL ? first : "");
	if (!book->settings.service_price_included)
		add_sentence(&b, msg_get(lang, "say.quote.services_apart"));
	if (q->preliminary)
		add_sentence(&b, msg_get(lang, "say.quote.preliminary"));
	if (q->bonus_member)
		add_sentence(&b, msg_get(lang, "quote.discount.bonus"));
	return buf_text(&b);
}

const char *
say_rezone(enum lang lang, const struct rulebook *book, const struct quote *old,
	   const struct quote *new, struct arena *arena)
{
	const struct zone *zone = rulebook_zone(book, new->zone);
	const char *key = old->total_kop != new->total_kop
			      ? "say.rezone.changed"
			      : "say.rezone.same";

	return FORMAT(lang, key, arena,
		      {"zone", zone != NULL ? zone->name : new->zone},
		      {"old", msg_money(old->total_kop, arena)},
		      {"new", msg_money(new->total_kop, arena)});
}

/* --- the promise ------------------------------------------------------ */

/* How a promise is told: open, out of hours, over a closing. */
struct promised {
	const char *open, *out_of_hours, *spans_closing;
};

static const char *
tell(enum lang lang, const struct rulebook *book, const struct promised *key,
     const struct promise *p, struct arena *arena)
{
	int64_t near_ms = p->posted_at_ms;

	return FORMAT(
	    lang,
	    p->out_of_hours    ? key->out_of_hours
	    : p->spans_closing ? key->spans_closing
			       : key->open,
	    arena,
	    {"from", say_moment(lang, book, p->counts_from_ms, near_ms, arena)},
	    {"target", say_moment(lang, book, p->target_at_ms, near_ms, arena)},
	    {"deadline",
	     say_moment(lang, book, p->deadline_at_ms, near_ms, arena)});
}

const char *
say_promise(enum lang lang, const struct rulebook *book,
	    const struct promise *p, struct arena *arena)
{
	static const struct promised key = {"say.promise.open",
					    "say.promise.out_of_hours",
					    "say.promise.spans_closing"};

	return tell(lang, book, &key, p, arena);
}

const char *
say_call_back(enum lang lang, const struct rulebook *book,
	      const struct promise *p, struct arena *arena)
{
	static const struct promised key = {"say.call_back.open",
					    "say.call_back.out_of_hours",
					    "say.call_back.spans_closing"};

	return tell(lang, book, &key, p, arena);
}
