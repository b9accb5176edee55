#include "unit.h"

#include "chance.h"
#include "price_twin.h"
#include "sample.h"

/*
 * Prices of histories made up at random, asked at any moment, against a second
 * way to find them.  PRICES=10000000 asks more often: make figures.
 */

#define SEED 20261123
#define USUAL 20000
#define HISTORY 24
#define OF_ONE 200 /* asked of one history */
#define MOMENTS 1000

static struct chance chance = {SEED};

static size_t
make_history(const struct rulebook *book, struct tariff out[HISTORY])
{
	size_t n = chance_below(&chance, HISTORY + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct tariff){
		    .id = (int64_t)i + 1,
		    .zone = book->zone[chance_below(&chance, book->zone_count)]
				.code,
		    .performer = chance_below(&chance, 2) ? PERFORMER_DOCTOR
							  : PERFORMER_NURSE,
		    .valid_from_ms = (int64_t)chance_below(&chance, MOMENTS),
		    .price_kop = 100 + (int64_t)chance_below(&chance, 1000000),
		};
	return price_twin_sort(out, n);
}

static void
ask_one(const struct rulebook *book)
{
	struct quote_ask ask = {
	    .zone = book->zone[chance_below(&chance, book->zone_count)].code,
	    .performers = 1 + (unsigned)chance_below(&chance, 3),
	    .paid_performers = (unsigned)chance_below(&chance, 4),
	    .bonus_member = chance_below(&chance, 2) == 0,
	    .at_ms = (int64_t)chance_below(&chance, MOMENTS + 1),
	};
	int64_t expected = price_twin(book, &ask), sum = 0;
	struct field_errors errs = {.n = 0};
	struct quote q = {0};
	enum err_code code = quote_price(book, &ask, &q, &errs);

	if (code != (expected < 0 ? ERR_TARIFF_MISSING : ERR_OK))
		fail_msg("seed %d: %s: code %d", SEED, ask.zone, code);
	if (code != ERR_OK)
		return;
	for (size_t i = 0; i < q.line_count; i++)
		sum += q.line[i].price_kop;
	if (q.total_kop != expected || sum != expected)
		fail_msg("seed %d: %s, %u at %lld: %lld, not %lld", SEED,
			 ask.zone, ask.performers, (long long)ask.at_ms,
			 (long long)q.total_kop, (long long)expected);
}

static void
test_twin(void **state)
{
	size_t times = chance_times("PRICES", USUAL);
	struct rulebook book = *sample_book();
	struct tariff history[HISTORY];

	(void)state;
	book.tariff = history;
	for (size_t i = 0; i < times; i++) {
		if (i % OF_ONE == 0)
			book.tariff_count = make_history(&book, history);
		ask_one(&book);
	}
	print_message("%zu prices are those of the second way\n", times);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_twin)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
