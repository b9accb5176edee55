#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../cgi/keyfile.h"
#include "report_days.h"
#include "report_read.h"
#include "units.h"
#include "whatif.h"

/*
 * bench_reports DATABASE
 *
 * Pack what is over in DATABASE (its audit.key lies beside it), then time the
 * reports of the last week, month, year and two years, compared with the
 * period before, and what new prices would have brought.  `make
 * build/seed/1000000/homevisit.db` makes one to try.
 */

#define ROUNDS 5

struct bench {
	struct store *store;
	struct db *reader;
	const struct rulebook *book;
	struct arena arena;
	int64_t now_ms;
};

static const struct actor service = {.login = "system", .roles = ROLE_SYSTEM};

static double
ms(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
must(const char *what, enum err_code code)
{
	if (code == ERR_OK)
		return;
	fprintf(stderr, "bench_reports: %s: %d\n", what, code);
	exit(1);
}

static void
open_all(struct bench *b, const char *path)
{
	struct store_config config = {.path = path};
	struct err err = {0};
	char key[4096];

	if (!keyfile_path(path, key, sizeof(key)))
		must("path", ERR_SYNTAX);
	must(key, keyfile_read(key, config.audit_key));
	must("open", store_open(&config, &b->store, &err));
	must("reader", store_reader_open(b->store, &b->reader));
	b->book = store_book(b->store);
	b->now_ms = (int64_t)ms(CLOCK_REALTIME);
}

/* One turn of what the service does by itself; false: nothing is left. */
static bool
pack_some(struct bench *b, double *writer_ms)
{
	struct err err = {0};
	struct report_days ask = {.op = {.actor = &service,
					 .now_ms = b->now_ms,
					 .book = b->book,
					 .arena = &b->arena,
					 .err = &err}};
	double began;

	arena_reset(&b->arena);
	must("due", report_days_due(b->reader, &ask));
	must("open", store_write(b->store, report_days_open, &ask, NULL));
	must("make", report_days_make(b->reader, &ask));
	began = ms(CLOCK_MONOTONIC);
	must("keep", store_write(b->store, report_days_keep, &ask, NULL));
	if (ms(CLOCK_MONOTONIC) - began > *writer_ms)
		*writer_ms = ms(CLOCK_MONOTONIC) - began;
	return ask.count != 0;
}

static void
bench_packing(struct bench *b)
{
	double began = ms(CLOCK_MONOTONIC), longest = 0;
	int turns = 0;

	while (pack_some(b, &longest))
		turns++;
	printf("packing: %d turns of %d days, %.0f ms; the writer at most"
	       " %.1f ms a turn\n",
	       turns, REPORT_DAYS_MAX, ms(CLOCK_MONOTONIC) - began, longest);
}

static int64_t
read_days(struct bench *b, int64_t to_day, int64_t days, enum report_by by)
{
	struct report_ask ask = {
	    .book = b->book,
	    .now_ms = b->now_ms,
	    .from_day = to_day - days + 1,
	    .to_day = to_day,
	    .by = by,
	    .with = REPORT_READ_CONTACT | REPORT_READ_CODES | REPORT_READ_GRID |
		    REPORT_READ_UNKNOWN,
	};
	struct report_found found;

	must("read", report_read(b->reader, &ask, &found, &b->arena));
	return found.total.posted;
}

static void
bench_period(struct bench *b, int64_t days, enum report_by by)
{
	int64_t today =
	    civil_days(civil_date_of(&b->book->clinic_zone, b->now_ms));
	double worst = 0, cpu = ms(CLOCK_THREAD_CPUTIME_ID);
	int64_t n = 0;

	for (int i = 0; i < ROUNDS; i++) {
		double began = ms(CLOCK_MONOTONIC), took;

		arena_reset(&b->arena);
		n = read_days(b, today, days, by);
		n += read_days(b, today - days, days, by);
		took = ms(CLOCK_MONOTONIC) - began;
		worst = took > worst ? took : worst;
	}
	cpu = ms(CLOCK_THREAD_CPUTIME_ID) - cpu;
	printf("%4lld days by %-9s and those before: %8lld requests,"
	       " %6.1f ms of a core, worst wait %.1f ms\n",
	       (long long)days, report_by_name(by), (long long)n, cpu / ROUNDS,
	       worst);
}

/* Every price anew: what that would have brought. */
static void
bench_whatif(struct bench *b, int64_t days)
{
	const struct rulebook *book = b->book;
	double worst = 0, cpu = ms(CLOCK_THREAD_CPUTIME_ID);
	int64_t trips = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct tariff_draft *draft;
		struct err err = {0};
		struct whatif w = {.count = book->tariff_count, .days = days};
		double began = ms(CLOCK_MONOTONIC), took;

		arena_reset(&b->arena);
		draft = ARENA_ARRAY(&b->arena, struct tariff_draft, w.count);
		for (size_t k = 0; k < w.count; k++)
			draft[k] = (struct tariff_draft){
			    .zone = book->tariff[k].zone,
			    .performer = book->tariff[k].performer,
			    .price_kop = 5000 * RUBLE_KOP,
			};
		w.draft = draft;
		w.op = (struct op){&service, b->now_ms, book, &b->arena, &err};
		must("whatif", whatif_run(b->reader, &w));
		trips = w.total.trips;
		took = ms(CLOCK_MONOTONIC) - began;
		worst = took > worst ? took : worst;
	}
	cpu = ms(CLOCK_THREAD_CPUTIME_ID) - cpu;
	printf("%4lld days at new prices: %8lld trips, %6.1f ms of a core,"
	       " worst wait %.1f ms\n",
	       (long long)days, (long long)trips, cpu / ROUNDS, worst);
}

int
main(int argc, char **argv)
{
	static const int64_t days[] = {1, 7, 30, 364, 728};
	struct bench b = {0};

	if (argc != 2) {
		fprintf(stderr, "usage: %s DATABASE\n", argv[0]);
		return 2;
	}
	open_all(&b, argv[1]);
	bench_packing(&b);
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		bench_period(&b, days[i], REPORT_BY_DAY);
		bench_period(&b, days[i], REPORT_BY_ZONE);
	}
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		bench_whatif(&b, days[i]);
	store_book_drop(b.store, b.book);
	store_reader_close(b.reader);
	store_close(b.store);
	arena_free(&b.arena);
	return 0;
}
