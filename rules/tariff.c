#include <string.h>

#include "tariff.h"
#include "units.h"

/* The order of rulebook.tariff. */
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
tariff_at(const struct rulebook *book, const char *zone,
	  enum performer performer, int64_t at_ms)
{
	size_t low = 0, high = book->tariff_count;
	const struct tariff *t;

	/* the last one that is not after the moment asked for */
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (compare(&book->tariff[mid], zone, performer, at_ms) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0)
		return NULL;
	t = &book->tariff[low - 1];
	return strcmp(t->zone, zone) == 0 && t->performer == performer ? t
								       : NULL;
}

void
tariff_check(const struct rulebook *book, const struct tariff_draft *draft,
	     int64_t now_ms, struct field_errors *errs)
{
	const struct zone *zone =
	    draft->zone != NULL ? rulebook_zone(book, draft->zone) : NULL;
	bool one = draft->performer == PERFORMER_DOCTOR ||
		   draft->performer == PERFORMER_NURSE;
	struct civil_date today = civil_date_of(&book->clinic_zone, now_ms);
	const struct tariff *same;
	int64_t from_ms;

	if (zone == NULL)
		err_field(errs, "/zone", "unknown_code", draft->zone);
	if (!one)
		err_field(errs, "/performer", "choice", "doctor, nurse");
	if (draft->price_kop <= 0 || draft->price_kop > TARIFF_PRICE_MAX_KOP)
		err_field(errs, "/price", "out_of_range", NULL);
	else if (draft->price_kop % RUBLE_KOP != 0)
		err_field(errs, "/price", "whole_rubles", NULL);
	if (draft->reason == NULL || draft->reason[0] == '\0')
		err_field(errs, "/reason", "required", NULL);
	if (!civil_valid(draft->valid_from)) {
		err_field(errs, "/valid_from", "date_invalid", NULL);
		return;
	}
	if (civil_compare(draft->valid_from, today) <= 0)
		err_field(errs, "/valid_from", "not_in_future", NULL);
	if (zone == NULL || !one)
		return;
	from_ms = civil_ms(&book->clinic_zone, draft->valid_from, 0);
	same = tariff_at(book, zone->code, (enum performer)draft->performer,
			 from_ms);
	if (same != NULL && same->valid_from_ms == from_ms)
		err_field(errs, "/valid_from", "not_unique", NULL);
}
