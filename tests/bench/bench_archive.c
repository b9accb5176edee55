#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../cgi/keyfile.h"
#include "archive.h"
#include "units.h"

/*
 * bench_archive DATABASE …: how long a page of requests takes, for what the
 * screen can ask for, in databases made by tests/seed.  Calls that found less
 * than a page and go on are counted each.
 */

#define ROUNDS 40
#define CALLS_MAX 400 /* pages of one search */
#define STATE(name) (1u << REQUEST_##name)

static const struct {
	const char *title;
	const char *q;
	struct archive_ask ask;
	int64_t days; /* that far back; 0: everything */
} asks[] = {
    {.title = "everything"},
    {.title = "closed", .ask.board.states = STATE(CLOSED)},
    {.title = "declined", .ask.board.states = STATE(DECLINED)},
    {.title = "a zone", .ask.board.zone = "oblast"},
    {.title = "a place", .ask.board.place = "lo_murino"},
    {.title = "a medic", .ask.board.medic = "m05"},
    {.title = "an operator", .ask.board.created_by = "oper03"},
    {.title = "a reason", .ask.board.reason = "no_medic"},
    {.title = "a rare place, declined",
     .ask.board = {.place = "lo_murino", .states = STATE(DECLINED)}},
    {.title = "nobody's", .ask.board.created_by = "nobody"},
    {.title = "claimed by me", .ask.board.claimed_by = "disp01"},
    {.title = "a week of a zone", .ask.board.zone = "red", .days = 7},
    {.title = "a year, a medic, emergencies",
     .ask.board = {.medic = "m02", .states = STATE(EMERGENCY)},
     .days = 365},
    {.title = "a surname", .q = "ракитин"},
    {.title = "a surname and a name", .q = "журавкевский тим"},
    {.title = "a full name", .q = "Овражинко Лидия Тимофеевна"},
    {.title = "a common name", .q = "анна"},
    {.title = "a card", .q = "7654322"},
    {.title = "a phone", .q = "8 (812) 555-01-17"},
    {.title = "a street and a house", .q = "макетный 17"},
    {.title = "a name nobody has", .q = "несуществующий"},
    {.title = "a name, declined",
     .q = "щеглин",
     .ask.board.states = STATE(DECLINED)},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static double took[ROUNDS * CALLS_MAX];

static double
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* One search, until a page is full or nothing is left. */
static size_t
search(struct db *db, struct archive_ask *ask, double *call, size_t *found)
{
	struct arena arena = {0}, kept = {0};
	struct board_page page;
	size_t calls = 0;

	*found = 0;
	ask->board.cursor = NULL;
	do {
		double from = now_ms();

		arena_reset(&arena);
		if (archive_list(db, ask, &page, &arena) != ERR_OK)
			abort();
		call[calls++] = now_ms() - from;
		*found += page.count;
		ask->board.cursor =
		    page.next != NULL
			? arena_strndup(&kept, page.next, strlen(page.next))
			: NULL;
	} while (page.next != NULL && *found < ask->board.limit &&
		 calls < CALLS_MAX);
	arena_free(&arena);
	arena_free(&kept);
	return calls;
}

static void
measure(struct db *db, size_t i, const struct rulebook *book)
{
	struct archive_ask ask = asks[i].ask;
	struct arena words = {0};
	size_t calls = 0, one = 0, found = 0;

	ask.board.limit = 50;
	ask.board.now_ms = INT64_C(1000) * time(NULL);
	if (asks[i].days != 0)
		ask.from_day = civil_days(civil_date_of(&book->clinic_zone,
							ask.board.now_ms)) -
			       asks[i].days;
	if (asks[i].q != NULL &&
	    !find_words_in(slice_of(asks[i].q), &ask.words, &words))
		abort();
	(void)search(db, &ask, took, &found); /* warm */
	for (size_t n = 0; n < ROUNDS && calls + CALLS_MAX < COUNT(took); n++)
		calls += one = search(db, &ask, &took[calls], &found);
	qsort(took, calls, sizeof(*took), ascending);
	printf("  %-30s %4zu found %4zu calls  %7.2f %7.2f %7.2f ms\n",
	       asks[i].title, found, one, took[calls / 2],
	       took[calls * 95 / 100], took[calls - 1]);
	arena_free(&words);
}

static void
quiet(const char *event, const char *detail)
{
	(void)event;
	(void)detail;
}

/* What the service would have kept by now. */
static void
keep_words(struct store *store, struct db *db)
{
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};
	struct arena arena = {0};
	struct err err = {0};
	const struct op op = {.actor = &service, .arena = &arena, .err = &err};
	bool more = true;
	double from = now_ms(), longest = 0;
	size_t batches = 0;

	for (; more; batches++) {
		double start = now_ms();

		arena_reset(&arena);
		if (archive_keep(store, db, &op, &more) != ERR_OK)
			abort();
		if (now_ms() - start > longest)
			longest = now_ms() - start;
	}
	if (batches > 1)
		printf("  words kept in %.1f s, %.2f ms a batch, longest"
		       " %.2f ms\n",
		       (now_ms() - from) / 1000,
		       (now_ms() - from) / (double)batches, longest);
	arena_free(&arena);
}

static void
measure_file(const char *path)
{
	struct store_config config = {.path = path, .log = quiet};
	struct err err = {0};
	struct store *store;
	struct db *db;
	const struct rulebook *book;
	char key[4096];

	printf("\n%s%38s median     p95     max\n", path, "");
	if (!keyfile_path(path, key, sizeof(key)) ||
	    keyfile_read(key, config.audit_key) != ERR_OK ||
	    store_open(&config, &store, &err) != ERR_OK) {
		printf("  cannot be opened: an older schema? Make it anew.\n");
		return;
	}
	if (store_reader_open(store, &db) != ERR_OK)
		abort();
	keep_words(store, db);
	book = store_book(store);
	for (size_t i = 0; i < COUNT(asks); i++)
		measure(db, i, book);
	store_book_drop(store, book);
	store_reader_close(db);
	store_close(store);
}

int
main(int argc, char **argv)
{
	if (sodium_init() < 0)
		return 1;
	for (int i = 1; i < argc; i++)
		measure_file(argv[i]);
	return 0;
}
