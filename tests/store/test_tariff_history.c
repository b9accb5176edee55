#include "../seed/dice.h"
#include "desk.h"
#include "publish.h"

/*
 * A random history of prices entered, approved, withdrawn over the days: at
 * every moment each pair has one price, the past stays, versions only grow.
 */

#define STEPS 80
#define SEED UINT64_C(20261123)
#define DAYS_AHEAD 20
#define PAIRS 8

static const char *const zone[] = {"green", "yellow", "red", "oblast"};

struct history {
	struct fixture *f;
	struct dice dice;
	struct tariff *row; /* all there ever was, before the step */
	size_t count;
	int64_t version;
	size_t done; /* steps that were not refused */
};

static struct civil_date
day_ahead(const struct fixture *f, size_t n)
{
	const struct civil_zone *z = &f->book->clinic_zone;

	return civil_from_days(civil_days(civil_date_of(z, f->now_ms)) +
			       (int64_t)n);
}

static enum err_code
enter(struct history *h)
{
	struct fixture *f = h->f;
	struct tariff_draft draft = {
	    .zone = zone[dice_below(&h->dice, 4)],
	    .performer =
		dice_percent(&h->dice, 50) ? PERFORMER_DOCTOR : PERFORMER_NURSE,
	    .price_kop = (int64_t)(1 + dice_below(&h->dice, 9000)) * RUBLE_KOP,
	    .valid_from = day_ahead(f, dice_below(&h->dice, DAYS_AHEAD)),
	    .reason = "r",
	    .confirmed = true,
	};
	struct publish_ask ask = {
	    .op = fixture_op(f), .draft = &draft, .count = 1};

	return store_write(f->store, publish_tariffs, &ask, NULL);
}

/* On any row: most of these are refused. */
static enum err_code
act(struct history *h, store_fn *fn)
{
	struct publish_step step = {
	    .op = fixture_op(h->f),
	    .id = h->row[dice_below(&h->dice, h->count)].id,
	};

	return store_write(h->f->store, fn, &step, NULL);
}

static enum err_code
step(struct history *h)
{
	struct fixture *f = h->f;

	f->err = (struct err){.code = ERR_OK};
	f->actor.login = dice_percent(&h->dice, 50) ? "anna" : "boris";
	f->now_ms += (int64_t)dice_below(&h->dice, 30) * HOUR_MS;
	if (dice_percent(&h->dice, 60))
		return enter(h);
	return act(h, dice_percent(&h->dice, 50) ? publish_withdraw
						 : publish_approve);
}

static int64_t
price_at(const struct tariff *t, size_t n, size_t pair, int64_t at_ms)
{
	const struct tariff *found =
	    tariff_pick(t, n, zone[pair / 2],
			pair % 2 ? PERFORMER_NURSE : PERFORMER_DOCTOR, at_ms);

	assert_non_null(found); /* no gap */
	return found->price_kop;
}

/* The same as a person would look it up in all there ever was. */
static int64_t
told_at(const struct tariff *t, size_t n, size_t pair, int64_t at_ms)
{
	const struct tariff *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (strcmp(t[i].zone, zone[pair / 2]) == 0 &&
		    (t[i].performer == PERFORMER_NURSE) == (pair % 2 == 1) &&
		    t[i].approved_at_ms != 0 && t[i].withdrawn_at_ms == 0 &&
		    t[i].valid_from_ms <= at_ms &&
		    (last == NULL || last->valid_from_ms < t[i].valid_from_ms))
			last = &t[i];
	assert_non_null(last);
	return last->price_kop;
}

/* ${t} are those that stand, in their order. */
static void
check_overlap(const struct tariff *t, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (strcmp(t[i - 1].zone, t[i].zone) == 0 &&
		    t[i - 1].performer == t[i].performer)
			assert_true(t[i - 1].valid_from_ms <
				    t[i].valid_from_ms);
}

/* What was in force up to now is what it was before the step. */
static void
check_past(const struct history *h, const struct tariff *t, size_t n,
	   int64_t before_ms)
{
	struct tariff *old = ARENA_ARRAY(&h->f->arena, struct tariff, h->count);
	size_t old_n;

	memcpy(old, h->row, h->count * sizeof(*old));
	old_n = tariff_known(old, h->count, INT64_MAX);
	for (size_t pair = 0; pair < PAIRS; pair++)
		for (int64_t at = before_ms; at > before_ms - 9 * DAY_MS;
		     at -= DAY_MS)
			assert_int_equal(price_at(t, n, pair, at),
					 price_at(old, old_n, pair, at));
}

/* Read everything anew and hold it against what was known. */
static void
check(struct history *h, int64_t before_ms, bool changed)
{
	struct fixture *f = h->f;
	struct tariff *all, *standing;
	size_t n, standing_n;

	fixture_book(f);
	assert_int_equal(publish_rows(f->reader, &all, &n, &f->arena), ERR_OK);
	standing = ARENA_ARRAY(&f->arena, struct tariff, n);
	assert_non_null(standing);
	memcpy(standing, all, n * sizeof(*all));
	standing_n = tariff_known(standing, n, INT64_MAX);
	check_overlap(standing, standing_n);
	check_past(h, standing, standing_n, before_ms);
	for (size_t pair = 0; pair < PAIRS; pair++)
		for (int64_t d = 0; d < DAYS_AHEAD; d++) {
			int64_t at_ms = f->now_ms + d * DAY_MS;
			int64_t kop = told_at(all, n, pair, at_ms);

			assert_int_equal(
			    price_at(standing, standing_n, pair, at_ms), kop);
			assert_int_equal(price_at(f->book->tariff,
						  f->book->tariff_count, pair,
						  at_ms),
					 kop);
		}
	assert_true(n >= h->count); /* nothing is ever erased */
	if (changed)
		assert_true(f->book->tariff_version > h->version);
	else
		assert_int_equal(f->book->tariff_version, h->version);
	h->version = f->book->tariff_version;
}

static void
run(struct fixture *f)
{
	struct history h = {.f = f, .dice = {SEED}};

	h.version = f->book->tariff_version;
	for (int i = 0; i < STEPS; i++) {
		int64_t before_ms = f->now_ms;
		enum err_code code;

		arena_reset(&f->arena);
		assert_int_equal(
		    publish_rows(f->reader, &h.row, &h.count, &f->arena),
		    ERR_OK);
		code = step(&h);
		h.done += code == ERR_OK;
		check(&h, before_ms, code == ERR_OK);
	}
	assert_true(h.done > STEPS / 4);
}

static void
test_history(void **state)
{
	run(*state);
}

/* The same with a second admin for every price. */
static void
test_history_approved(void **state)
{
	struct fixture *f = *state;

	fixture_close(f);
	assert_int_equal(fixture_sql(f->path, "UPDATE setting SET value = '1'"
					      " WHERE key = 'tariff.approval'"),
			 1);
	fixture_open(f);
	run(f);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_history),
	    TEST(test_history_approved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
