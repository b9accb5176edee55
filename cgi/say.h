#ifndef SAY_H
#define SAY_H

#include "msg.h"
#include "promise.h"
#include "quote.h"
#include "rulebook.h"
#include "suggest.h"

/*
 * The sentences an operator reads out, put together from the messages
 * "say.…".  All live in the arena; NULL when memory was refused.
 */

/**
 * say_service(lang, service, referral, arena):
 * Whether ${service} is done at home; a refusal never ends in "no": it names
 * ${referral}, the first place where it is done, or offers to find one (NULL).
 */
const char *say_service(enum lang lang, const struct service *service,
			const struct referral *referral, struct arena *arena);

/* What is said when a condition was answered. */
struct say_answer {
	const struct service *service;
	const struct service_answer *answer;
	const struct service *instead;   /* answer->instead; or NULL */
	const struct referral *referral; /* the first place; or NULL */
};

/**
 * say_answer(lang, ask, arena):
 * What follows, as the catalogue has it; a no goes on to what is offered
 * instead, or where it is done.
 */
const char *say_answer(enum lang lang, const struct say_answer *ask,
		       struct arena *arena);

/** say_quote(lang, book, q, arena): what the visit costs and what not. */
const char *say_quote(enum lang lang, const struct rulebook *book,
		      const struct quote *q, struct arena *arena);

/** say_rezone(lang, book, old, new, arena): the zone is another, and what the
 * visit costs there, if not the same. */
const char *say_rezone(enum lang lang, const struct rulebook *book,
		       const struct quote *old, const struct quote *new,
		       struct arena *arena);

/** say_line(lang, code): the title of a line of the price. */
const char *say_line(enum lang lang, const char *code);

/** say_promise(lang, book, p, arena): until when, and which minutes count. */
const char *say_promise(enum lang lang, const struct rulebook *book,
			const struct promise *p, struct arena *arena);

/** say_call_back(lang, book, p, arena): the same of a call from a queue. */
const char *say_call_back(enum lang lang, const struct rulebook *book,
			  const struct promise *p, struct arena *arena);

/** say_suggest(lang, r, time, arena): why a medic is offered, or is not;
 * ${time}: say_moment() of it, or NULL. */
const char *say_suggest(enum lang lang, const struct suggest_reason *r,
			const char *time, struct arena *arena);

/** say_moment(lang, book, at_ms, near_ms, arena): "11:05", with the date when
 * it is another day than that of ${near_ms}. */
const char *say_moment(enum lang lang, const struct rulebook *book,
		       int64_t at_ms, int64_t near_ms, struct arena *arena);

#endif
