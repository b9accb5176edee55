#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../cgi/keyfile.h"
#include "archive.h"
#include "life.h"
#include "publish.h"
#include "units.h"

/*
 * fill DATABASE REQUESTS [SEED [OPEN [NOW]]]
 *
 * Fill a new database with sample data up to REQUESTS requests whose lives
 * lie in the two years before today, OPEN of them (200) still being served,
 * and with what goes with them: patients, calls that ended without a request,
 * kept prices, prices that changed, history, audit.  The same SEED and NOW
 * (RFC 3339; now) make the same database.  make million.
 */

#define DAYS 728   /* two years of whole weeks */
#define BATCH 1024 /* lives in one commit */
#define OPEN 200
#define OPEN_MIN 50 /* those still served were posted within it */
#define CARDS_IN 4  /* one card for so many requests */
#define PRICES_DAYS 182

struct job {
	struct op op; /* for what a write function may ask of it */
	struct life life;
	int64_t now_ms;
	int64_t first_day; /* clinic days since 1970 */
	size_t requests;
	size_t open;
	size_t at, until; /* of this batch */
};

static int64_t
clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

/* --- when they call ----------------------------------------------------- */

/* Callers by hour, and what share of them a weekday has. */
static const double of_hour[24] = {1,  0,  0,  0,  0,  1,  4,  14,
				   40, 60, 66, 58, 48, 42, 40, 38,
				   40, 44, 46, 40, 30, 18, 8,  3};
static const double of_day[7] = {13, 11, 10, 10, 11, 9, 8};

/* The moment the share ${part} of all callers have called by. */
static int64_t
moment(const struct job *job, double part)
{
	const struct civil_zone *zone = &job->life.op.book->clinic_zone;
	double week = part * DAYS / 7, rest, hours = 0, days = 0;
	int64_t day = job->first_day + (int64_t)week * 7;
	size_t weekday =
	    (size_t)civil_weekday(civil_from_days(job->first_day)) - 1;
	int h = 0;

	for (size_t i = 0; i < 7; i++)
		days += of_day[i];
	for (size_t i = 0; i < 24; i++)
		hours += of_hour[i];
	rest = (week - (double)(int64_t)week) * days;
	for (; rest >= of_day[weekday]; day++) {
		rest -= of_day[weekday];
		weekday = (weekday + 1) % 7;
	}
	rest = rest / of_day[weekday] * hours;
	while (h < 23 && rest >= of_hour[h])
		rest -= of_hour[h++];
	return civil_ms(zone, civil_from_days(day), h * 60) +
	       (int64_t)(rest / of_hour[h] * (double)HOUR_MS);
}

/* --- write functions ---------------------------------------------------- */

static enum err_code
patients(struct db *db, void *arg)
{
	struct job *job = arg;
	struct arena *arena = job->life.op.arena;
	enum err_code code = ERR_OK;

	for (size_t k = job->at; k < job->until && code == ERR_OK; k++) {
		arena_reset(arena);
		code = life_patient(db, job->life.people, k, arena);
	}
	return code;
}

static enum err_code
lives(struct db *db, void *arg)
{
	struct job *job = arg;
	struct life *l = &job->life;
	size_t past = job->requests - job->open;
	enum err_code code = ERR_OK;

	l->db = db;
	for (size_t i = job->at; i < job->until && code == ERR_OK; i++) {
		arena_reset(l->op.arena);
		if (i < past)
			code = life_past(
			    l, moment(job, ((double)i + 0.5) / (double)past));
		else
			code = life_open(l,
					 job->now_ms - OPEN_MIN * MINUTE_MS +
					     (int64_t)(i - past) * OPEN_MIN *
						 MINUTE_MS / (int64_t)job->open,
					 job->now_ms);
	}
	return code;
}

/* ${fn} over 0 … ${count} - 1, many in one commit; no savepoint for all of a
 * batch: each statement would walk over the pages it has kept. */
static enum err_code
in_batches(struct store *store, struct job *job, store_fn *fn, size_t count)
{
	enum err_code code = ERR_OK;

	for (job->at = 0; job->at < count && code == ERR_OK;
	     job->at = job->until) {
		job->until = job->at + BATCH < count ? job->at + BATCH : count;
		code = store_write_repeatable(store, fn, job, NULL);
		if (job->until % (BATCH * 100) == 0)
			(void)fprintf(stderr, "\r%zu", job->until);
	}
	return code;
}

/* --- the whole ---------------------------------------------------------- */

/* Every price five percent up, each half a year. */
static enum err_code
prices(struct store *store, const struct job *job)
{
	static const struct actor admin = {.login = "admin",
					   .roles = ROLE_ADMIN};
	const struct op *op = &job->life.op;
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < op->book->tariff_count; i++)
		for (int n = 1; n <= 3 && code == ERR_OK; n++) {
			const struct tariff *t = &op->book->tariff[i];
			int64_t day = job->first_day + n * PRICES_DAYS;
			int64_t up = t->price_kop * n / 20;
			const struct tariff_draft draft = {
			    .zone = t->zone,
			    .performer = t->performer,
			    .price_kop = t->price_kop + up - up % 5000,
			    .valid_from = civil_from_days(day),
			    .reason = "плановое повышение",
			};
			struct publish_ask ask = {
			    .op = *op, .draft = &draft, .count = 1};

			ask.op.actor = &admin;
			ask.op.now_ms = civil_ms(&op->book->clinic_zone,
						 civil_from_days(day - 7), 600);
			code = store_write(store, publish_tariffs, &ask, NULL);
		}
	return code;
}

/* The words requests are found by, as the service keeps them. */
static enum err_code
words(struct store *store, const struct job *job)
{
	const struct op *op = &job->life.op;
	struct db *db;
	bool more = true;
	enum err_code code = store_reader_open(store, &db);

	if (code != ERR_OK)
		return code;
	while (more && code == ERR_OK) {
		arena_reset(op->arena);
		code = archive_keep(store, db, op, &more);
	}
	store_reader_close(db);
	return code;
}

static enum err_code
fill(struct store *store, struct job *job)
{
	struct op *op = &job->life.op;
	enum err_code code;

	job->first_day =
	    civil_days(civil_date_of(&op->book->clinic_zone, job->now_ms)) -
	    DAYS;
	code = prices(store, job);
	store_book_drop(store, op->book);
	op->book = store_book(store);
	if (code == ERR_OK)
		code =
		    in_batches(store, job, patients, job->life.people->cards);
	if (code == ERR_OK)
		code = in_batches(store, job, lives, job->requests);
	return code == ERR_OK ? words(store, job) : code;
}

static int
report(const struct job *job, enum err_code code, int64_t started_ms)
{
	const struct err *err = job->life.op.err;

	if (code == ERR_OK) {
		(void)printf("\r%zu requests, %zu of them open, %zu cards:"
			     " %.1f s\n",
			     job->requests, job->open, job->life.people->cards,
			     (double)(clock_ms() - started_ms) / 1000);
		return 0;
	}
	(void)fprintf(stderr, "fill: error %d at %zu %s\n", (int)code, job->at,
		      err->ref != NULL ? err->ref : "");
	for (size_t i = 0; i < err->fields.n; i++)
		(void)fprintf(stderr, "  %s: %s\n", err->fields.item[i].pointer,
			      err->fields.item[i].code);
	return 1;
}

static void
say(const char *event, const char *detail)
{
	(void)fprintf(stderr, "fill: %s %s\n", event, detail);
}

static bool
open_store(const char *path, struct store **out, struct err *err)
{
	struct store_config config = {.path = path, .log = say};
	char key[4096];

	return keyfile_path(path, key, sizeof(key)) &&
	       keyfile_read(key, config.audit_key) == ERR_OK &&
	       store_open(&config, out, err) == ERR_OK;
}

/* What the command line says; false: it is wrong. */
static bool
read_args(int n, char **arg, struct job *job, uint64_t *seed)
{
	if (n < 3 || n > 6)
		return false;
	job->requests = strtoull(arg[2], NULL, 10);
	*seed = n > 3 ? strtoull(arg[3], NULL, 10) : 1;
	job->open = n > 4 ? strtoull(arg[4], NULL, 10) : OPEN;
	job->now_ms = clock_ms();
	if (n > 5 && !civil_time_parse(arg[5], &job->now_ms))
		return false;
	return job->requests > 0 && job->open < job->requests;
}

int
main(int argc, char **argv)
{
	struct arena arena = {0};
	struct err err = {0};
	struct store *store;
	struct people people = {0};
	struct dice dice = {0};
	struct job job = {.life = {.people = &people, .dice = &dice}};
	int64_t started_ms = clock_ms();
	enum err_code code;

	if (!read_args(argc, argv, &job, &dice.state)) {
		(void)fprintf(stderr,
			      "usage: %s DATABASE REQUESTS"
			      " [SEED [OPEN [NOW]]]\n",
			      argv[0]);
		return 2;
	}
	dice_rule_ids(dice.state);
	if (sodium_init() < 0 || !open_store(argv[1], &store, &err)) {
		(void)fprintf(stderr,
			      "fill: %s cannot be opened: make it with"
			      " `homevisit init --sample`\n",
			      argv[1]);
		return 1;
	}
	people =
	    (struct people){dice.state, job.requests / CARDS_IN,
			    (int)(1970 + (job.now_ms / DAY_MS - DAYS) / 366)};
	job.life.patients = people.cards * 2;
	job.life.op = (struct op){
	    .arena = &arena, .err = &err, .book = store_book(store)};
	code = fill(store, &job);
	store_book_drop(store, job.life.op.book);
	store_close(store);
	arena_free(&arena);
	return report(&job, code, started_ms);
}
