/* Subject: rules/quote.c rules/tariff.c */
#include <stdlib.h>

#include "../unit/sample.h"
#include "fuzz.h"
#include "quote.h"
#include "tariff.h"

/*
 * Prices of any history, asked at any moment, against a second way to find
 * them: look at every one.
 */

#define TARIFFS_MAX 24

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

/* No two from the same moment: the store refuses that. */
static size_t
make_tariffs(const struct rulebook *book, struct fuzz_in *in,
	     struct tariff *out)
{
	size_t n = fuzz_byte(in) % TARIFFS_MAX, kept = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t pick = fuzz_byte(in);

		out[i] = (struct tariff){
		    .id = (int64_t)i,
		    .zone = book->zone[pick % book->zone_count].code,
		    .performer =
			pick & 0x80 ? PERFORMER_NURSE : PERFORMER_DOCTOR,
		    .valid_from_ms = fuzz_int(in, 2),
		    .price_kop = 100 * (1 + fuzz_int(in, 2)),
		};
	}
	qsort(out, n, sizeof(*out), order);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || order(&out[kept - 1], &out[i]) != 0)
			out[kept++] = out[i];
	return kept;
}

/* The dearest way to say "the last one not after the moment". */
static int64_t
twin_price(const struct rulebook *book, const char *zone, unsigned performer,
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

static int64_t
twin_total(const struct rulebook *book, const struct quote_ask *ask)
{
	int64_t total = 0;

	for (unsigned one = PERFORMER_DOCTOR; one <= PERFORMER_NURSE;
	     one *= 2) {
		int64_t price = twin_price(book, ask->zone, one, ask->at_ms);

		if ((ask->performers & one) == 0)
			continue;
		if (price < 0)
			return -1;
		if ((ask->paid_performers & one) == 0)
			total += price;
	}
	return total;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_in in = {data, n};
	struct rulebook book = *sample_book();
	struct tariff tariff[TARIFFS_MAX];
	struct field_errors errs = {0};
	struct quote q = {0};
	struct quote_ask ask;
	enum err_code code;

	book.tariff = tariff;
	book.tariff_count = make_tariffs(&book, &in, tariff);
	ask = (struct quote_ask){
	    .zone = book.zone[fuzz_byte(&in) % book.zone_count].code,
	    .performers = 1 + fuzz_byte(&in) % 3u,
	    .paid_performers = fuzz_byte(&in) % 4u,
	    .bonus_member = fuzz_byte(&in) & 1,
	    .at_ms = fuzz_int(&in, 2),
	};
	code = quote_price(&book, &ask, &q, &errs);
	if (twin_total(&book, &ask) < 0)
		assert(code == ERR_TARIFF_MISSING);
	else
		assert(code == ERR_OK &&
		       q.total_kop == twin_total(&book, &ask));
	return 0;
}
