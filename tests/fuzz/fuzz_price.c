/* Subject: rules/quote.c rules/tariff.c */
#include "../unit/price_twin.h"
#include "../unit/sample.h"
#include "fuzz.h"
#include "quote.h"
#include "tariff.h"

/*
 * Prices of any history, asked at any moment, against a second way to find
 * them: look at every one.
 */

#define TARIFFS_MAX 24

static size_t
make_tariffs(const struct rulebook *book, struct fuzz_in *in,
	     struct tariff *out)
{
	size_t n = fuzz_byte(in) % TARIFFS_MAX;

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
	return price_twin_sort(out, n);
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
	if (price_twin(&book, &ask) < 0)
		assert(code == ERR_TARIFF_MISSING);
	else
		assert(code == ERR_OK &&
		       q.total_kop == price_twin(&book, &ask));
	return 0;
}
