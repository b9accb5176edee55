#include <stdlib.h>
#include <string.h>

#include "price_twin.h"

static int
order(const void *a, const void *b)
{
	const struct tariff *x = a, *y = b;
	int n = strcmp(x->zone, y->zone);

	if (n == 0)
		n = (int)x->performer - (int)y->performer;
	if (n == 0)
		n = (x->valid_from_ms > y->valid_from_ms) -
		    (x->valid_from_ms < y->valid_from_ms);
	return n;
}

size_t
price_twin_sort(struct tariff *list, size_t n)
{
	size_t kept = 0;

	qsort(list, n, sizeof(*list), order);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || order(&list[kept - 1], &list[i]) != 0)
			list[kept++] = list[i];
	return kept;
}

/* "The last one not after the moment", said the dearest way. */
static int64_t
price_of(const struct rulebook *book, const char *zone, unsigned performer,
	 int64_t at_ms)
{
	const struct tariff *best = NULL;

	for (size_t i = 0; i < book->tariff_count; i++) {
		const struct tariff *t = &book->tariff[i];

		if (strcmp(t->zone, zone) == 0 &&
		    (unsigned)t->performer == performer &&
		    t->valid_from_ms <= at_ms &&
		    (best == NULL || t->valid_from_ms > best->valid_from_ms))
			best = t;
	}
	return best != NULL ? best->price_kop : -1;
}

int64_t
price_twin(const struct rulebook *book, const struct quote_ask *ask)
{
	int64_t total = 0;

	for (unsigned one = PERFORMER_DOCTOR; one <= PERFORMER_NURSE;
	     one *= 2) {
		int64_t price = price_of(book, ask->zone, one, ask->at_ms);

		if ((ask->performers & one) == 0)
			continue;
		if (price < 0)
			return -1;
		if ((ask->paid_performers & one) == 0)
			total += price;
	}
	return total;
}
