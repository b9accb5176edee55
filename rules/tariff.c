#include <string.h>

#include "tariff.h"
#include "units.h"

/* The order of tariff_known(). */
static int
compare(const struct tariff *t, const char *zone, unsigned performer,
	int64_t at_ms)
{
	int order = strcmp(t->zone, zone);

	if (order == 0)
		order = ((unsigned)t->performer > performer) -
			((unsigned)t->performer < performer);
	if (order == 0)
		order = (t->valid_from_ms > at_ms) - (t->valid_from_ms < at_ms);
	return order;
}

const struct tariff *
tariff_pick(const struct tariff *list, size_t n, const char *zone,
	    enum performer performer, int64_t at_ms)
{
	size_t low = 0, high = n;
	const struct tariff *t;

	/* the last one that is not after the moment asked for */
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (compare(&list[mid], zone, performer, at_ms) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0)
		return NULL;
	t = &list[low - 1];
	return strcmp(t->zone, zone) == 0 && t->performer == performer ? t
								       : NULL;
}

const struct tariff *
tariff_at(const struct rulebook *book, const char *zone,
	  enum performer performer, int64_t at_ms)
{
	return tariff_pick(book->tariff, book->tariff_count, zone, performer,
			   at_ms);
}

static bool
stood(const struct tariff *t, int64_t known_ms)
{
	return t->approved_at_ms != 0 && t->approved_at_ms <= known_ms &&
	       (t->withdrawn_at_ms == 0 || t->withdrawn_at_ms > known_ms);
}

size_t
tariff_known(struct tariff *list, size_t n, int64_t known_ms)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (stood(&list[i], known_ms))
			list[kept++] = list[i];
	return kept;
}

const char *
tariff_state_name(enum tariff_state state)
{
	static const char *const name[] = {
#define X(name, wire) [TARIFF_##name] = wire,
	    TARIFF_STATES(X)
#undef X
	};

	return name[state];
}

enum tariff_state
tariff_state(const struct tariff *current, const struct tariff *t,
	     int64_t at_ms)
{
	if (t->withdrawn_at_ms != 0)
		return TARIFF_WITHDRAWN;
	if (t->approved_at_ms == 0)
		return t->valid_from_ms > at_ms ? TARIFF_PROPOSED
						: TARIFF_LAPSED;
	if (t->valid_from_ms > at_ms)
		return TARIFF_FUTURE;
	return current != NULL && current->id == t->id ? TARIFF_CURRENT
						       : TARIFF_PAST;
}

static bool
is_unusual(const struct tariff *now, int64_t price_kop)
{
	return now != NULL && (price_kop > now->price_kop * TARIFF_ODD_TIMES ||
			       price_kop * TARIFF_ODD_TIMES < now->price_kop);
}

static void
check_price(const struct tariff_draft *draft, const struct tariff *now,
	    struct field_errors *errs)
{
	if (draft->price_kop <= 0 || draft->price_kop > TARIFF_PRICE_MAX_KOP)
		err_field(errs, "/price", "out_of_range", NULL);
	else if (draft->price_kop % RUBLE_KOP != 0 && !draft->confirmed)
		err_field(errs, "/price", "whole_rubles", NULL);
	else if (is_unusual(now, draft->price_kop) && !draft->confirmed)
		err_field(errs, "/price", "price_unusual", NULL);
}

/* Checks ${draft} for a pair that exists. */
static void
check_pair(const struct rulebook *book, const struct tariff_draft *draft,
	   int64_t now_ms, struct field_errors *errs)
{
	enum performer performer = (enum performer)draft->performer;
	const struct tariff *same;
	int64_t from_ms;

	check_price(draft, tariff_at(book, draft->zone, performer, now_ms),
		    errs);
	if (!civil_valid(draft->valid_from))
		return;
	from_ms = civil_ms(&book->clinic_zone, draft->valid_from, 0);
	same = tariff_at(book, draft->zone, performer, from_ms);
	if (same != NULL && same->valid_from_ms == from_ms)
		err_field(errs, "/valid_from", "not_unique", NULL);
}

void
tariff_check(const struct rulebook *book, const struct tariff_draft *draft,
	     int64_t now_ms, struct field_errors *errs)
{
	bool known =
	    draft->zone != NULL && rulebook_zone(book, draft->zone) != NULL;
	bool one = draft->performer == PERFORMER_DOCTOR ||
		   draft->performer == PERFORMER_NURSE;
	struct civil_date today = civil_date_of(&book->clinic_zone, now_ms);

	if (!known)
		err_field(errs, "/zone", "unknown_code", draft->zone);
	if (!one)
		err_field(errs, "/performer", "choice", "doctor, nurse");
	if (draft->reason == NULL || draft->reason[0] == '\0')
		err_field(errs, "/reason", "required", NULL);
	if (!civil_valid(draft->valid_from))
		err_field(errs, "/valid_from", "date_invalid", NULL);
	else if (civil_compare(draft->valid_from, today) <= 0)
		err_field(errs, "/valid_from", "not_in_future", NULL);
	if (known && one)
		check_pair(book, draft, now_ms, errs);
	else
		check_price(draft, NULL, errs);
}
