#include <string.h>

#include "report_days.h"
#include "report_read.h"
#include "spoken.h"
#include "task_desk.h"

/*
 * Two days before and today, counted by hand.  The first: reached after 10
 * minutes; after 45; called off by the patient; given up; two calls.  The
 * second: nobody was reached.  Today: it waits.
 */
#define EVERYTHING                                                             \
	(REPORT_READ_CONTACT | REPORT_READ_DOOR | REPORT_READ_CODES |          \
	 REPORT_READ_GRID | REPORT_READ_UNKNOWN)
#define DAYS 3

static void
reach(struct fixture *f, const char *id)
{
	struct request q = desk_claim(f, id);
	struct dispatch_ask ask = {
	    .id = id,
	    .token = q.claim.token,
	    .outcome = "reached",
	};

	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_OK);
}

static void
cancel(struct fixture *f, const char *id, const char *reason)
{
	struct dispatch_ask ask = {.id = id, .reason = reason};

	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
}

static void
call(struct fixture *f, struct spoken_call_ask ask)
{
	ask.op = fixture_op(f);
	ask.total_kop = -1;
	assert_int_equal(store_write(f->store, spoken_call, &ask, NULL),
			 ERR_OK);
}

static void
unknown(struct fixture *f, const char *query)
{
	struct spoken_unknown_ask ask = {.op = fixture_op(f), .query = query};

	assert_int_equal(store_write(f->store, spoken_unknown, &ask, NULL),
			 ERR_OK);
}

static void
first_day(struct fixture *f)
{
	const char *refused[] = {"E01"};
	struct request a = desk_queue(f, 1), b = desk_queue(f, 2);
	struct request c = desk_queue(f, 3), d = desk_queue(f, 4);

	call(f, (struct spoken_call_ask){.outcome = "informed",
					 .reason = "price",
					 .zone = "green",
					 .performers = PERFORMER_NURSE});
	call(f, (struct spoken_call_ask){.outcome = "referred",
					 .reason = "not_done",
					 .service = refused,
					 .service_count = 1,
					 .referral = "r01"});
	f->now_ms += 10 * MINUTE_MS;
	reach(f, a.id);
	cancel(f, c.id, "better");
	cancel(f, d.id, "unreachable");
	unknown(f, "бобровая струя");
	unknown(f, "бобровая струя");
	f->now_ms += 35 * MINUTE_MS;
	reach(f, b.id);
}

/* Its requests; out: the one of the second day. */
static struct request
three_days(struct fixture *f)
{
	struct request left;
	int64_t now_ms = f->now_ms;

	f->now_ms = now_ms - 2 * DAY_MS;
	first_day(f);
	f->now_ms = now_ms - DAY_MS;
	left = desk_queue(f, 5);
	unknown(f, "домовой");
	f->now_ms = now_ms;
	(void)desk_queue(f, 6);
	return left;
}

static int64_t
today(const struct fixture *f)
{
	return civil_days(civil_date_of(&f->book->clinic_zone, f->now_ms));
}

static struct report_found
read_by(struct fixture *f, enum report_by by)
{
	struct report_ask ask = {
	    .book = f->book,
	    .now_ms = f->now_ms,
	    .from_day = today(f) - DAYS + 1,
	    .to_day = today(f),
	    .by = by,
	    .with = EVERYTHING,
	};
	struct report_found out;

	assert_int_equal(report_read(f->reader, &ask, &out, &f->arena), ERR_OK);
	return out;
}

static void
check_total(const struct report_tally *t)
{
	assert_int_equal(t->posted, 6);
	assert_int_equal(t->reached, 2);
	assert_int_equal(t->in_target, 1);
	assert_int_equal(t->in_deadline, 2);
	assert_int_equal(t->spared, 1);
	assert_int_equal(t->missed, 2);
	assert_int_equal(t->waiting, 1);
	assert_int_equal(t->one_owner, 1);
	assert_int_equal(t->cancelled, 2);
	assert_int_equal(t->spoken_kop, INT64_C(6) * 390000);
	assert_int_equal(t->calls, 2);
	assert_int_equal(t->informed, 1);
	assert_int_equal(t->price, 1);
	assert_int_equal(t->refused, 1);
	assert_int_equal(t->referred, 1);
	assert_int_equal(t->found, 7); /* one a request, one refused */
	assert_int_equal(spread_quantile(t->contact, 50), 10);
	assert_int_equal(spread_quantile(t->contact, 90), 45);
}

/* What only the whole period has. */
static void
check_whole(const struct report_found *r)
{
	const struct report_tally *t = &r->total;

	assert_int_equal(t->unknown, 3);
	assert_int_equal(r->term_count, 2);
	assert_string_equal(r->term[0].term, "бобровая струя");
	assert_int_equal(r->term[0].count, 2);
	assert_int_equal(r->term[1].last_day - r->term[0].last_day, 1);
	assert_int_equal(t->services->count, 1);
	assert_string_equal(t->services->item[0].code, "E01");
	assert_int_equal(t->reasons->count, 4);
	/* Tuesday at 11; the three days are Tuesday to Thursday */
	assert_int_equal(t->grid->posted[1][11], 4);
	assert_int_equal(t->grid->calls[1][11], 2);
	assert_int_equal(t->grid->days[0], 0);
	assert_int_equal(t->grid->days[3], 1);
}

static void
check_days(const struct report_found *r)
{
	assert_int_equal(r->count, DAYS);
	assert_int_equal(r->group[0].tally.posted, 4);
	assert_int_equal(r->group[0].tally.calls, 2);
	assert_int_equal(r->group[0].tally.unknown, 2);
	assert_int_equal(r->group[1].tally.missed, 1);
	assert_int_equal(r->group[1].tally.unknown, 1);
	assert_int_equal(r->group[2].tally.waiting, 1);
	assert_int_equal(r->group[2].day - r->group[0].day, 2);
	check_total(&r->total);
	check_whole(r);
}

static const struct report_tally *
group(const struct report_found *r, const char *code)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->group[i].code == code ||
		    (code != NULL && r->group[i].code != NULL &&
		     strcmp(r->group[i].code, code) == 0))
			return &r->group[i].tally;
	return NULL;
}

static void
test_by_hand(void **state)
{
	struct fixture *f = *state;
	struct report_found r;

	(void)three_days(f);
	r = read_by(f, REPORT_BY_DAY);
	check_days(&r);
	r = read_by(f, REPORT_BY_WEEK);
	assert_int_equal(r.count, 1);
	assert_int_equal(civil_weekday(civil_from_days(r.group[0].day)), 1);
	check_total(&r.group[0].tally);
	r = read_by(f, REPORT_BY_MONTH);
	assert_int_equal(r.count, 1);
	assert_int_equal(civil_from_days(r.group[0].day).day, 1);
	r = read_by(f, REPORT_BY_ZONE);
	assert_int_equal(group(&r, "green")->posted, 6);
	assert_int_equal(group(&r, "green")->informed, 1);
	assert_int_equal(group(&r, "red")->posted, 0);
	assert_int_equal(group(&r, NULL)->referred, 1);
	check_total(&r.total);
	r = read_by(f, REPORT_BY_PERFORMER);
	assert_int_equal(group(&r, "doctor")->posted, 6);
	assert_int_equal(group(&r, "nurse")->informed, 1);
	assert_int_equal(group(&r, "both")->posted, 0);
	assert_int_equal(group(&r, NULL)->calls, 1);
}

/* Pack what is over; how many days that were. */
static size_t
pack(struct fixture *f)
{
	struct report_days ask = {.op = fixture_op(f)};

	assert_int_equal(report_days_due(f->reader, &ask), ERR_OK);
	assert_int_equal(store_write(f->store, report_days_open, &ask, NULL),
			 ERR_OK);
	assert_int_equal(report_days_make(f->reader, &ask), ERR_OK);
	assert_int_equal(store_write(f->store, report_days_keep, &ask, NULL),
			 ERR_OK);
	return ask.count;
}

/* Packed days say the same, and what happens later is not missed. */
static void
test_packed(void **state)
{
	struct fixture *f = *state;
	struct request left;
	struct report_found r;

	assert_int_equal(pack(f), 0);
	left = three_days(f);
	assert_int_equal(pack(f), 2);
	assert_int_equal(pack(f), 0);
	r = read_by(f, REPORT_BY_DAY);
	check_days(&r);
	reach(f, left.id);
	r = read_by(f, REPORT_BY_DAY);
	assert_int_equal(r.group[1].tally.missed, 0);
	assert_int_equal(r.group[1].tally.reached, 1);
	assert_int_equal(pack(f), 1);
	r = read_by(f, REPORT_BY_DAY);
	assert_int_equal(r.group[1].tally.reached, 1);
	assert_int_equal(pack(f), 0);
	/* the clock goes back: a call of a day that was packed */
	f->now_ms -= DAY_MS;
	call(f, (struct spoken_call_ask){.outcome = "emergency"});
	f->now_ms += DAY_MS;
	r = read_by(f, REPORT_BY_DAY);
	assert_int_equal(r.group[1].tally.emergencies, 1);
}

/* What changes between its packing and its keeping is packed again. */
static void
test_changed_meanwhile(void **state)
{
	struct fixture *f = *state;
	struct request left = three_days(f);
	struct report_days ask = {.op = fixture_op(f)};

	assert_int_equal(report_days_due(f->reader, &ask), ERR_OK);
	assert_int_equal(store_write(f->store, report_days_open, &ask, NULL),
			 ERR_OK);
	assert_int_equal(report_days_make(f->reader, &ask), ERR_OK);
	reach(f, left.id);
	assert_int_equal(store_write(f->store, report_days_keep, &ask, NULL),
			 ERR_OK);
	assert_int_equal(read_by(f, REPORT_BY_DAY).group[1].tally.reached, 1);
	assert_int_equal(pack(f), 1);
}

/* No more than a turn's days at once, the newest first. */
static void
test_turns(void **state)
{
	struct fixture *f = *state;
	struct report_days ask = {.op = fixture_op(f)};

	f->now_ms -= (REPORT_DAYS_MAX + 2) * DAY_MS;
	(void)desk_queue(f, 1);
	f->now_ms += (REPORT_DAYS_MAX + 2) * DAY_MS;
	assert_int_equal(report_days_due(f->reader, &ask), ERR_OK);
	assert_int_equal(ask.count, REPORT_DAYS_MAX);
	assert_int_equal(ask.day[0], today(f) - 1);
	assert_int_equal(pack(f), REPORT_DAYS_MAX);
	assert_int_equal(pack(f), 2);
	assert_int_equal(pack(f), 0);
}

static void
task_do(struct fixture *f, store_fn *fn, struct task_ask ask)
{
	assert_int_equal(task_desk_do(f, fn, &ask), ERR_OK);
}

/* A call for ${queue}, claimed by the actor ${late_min} after it was made. */
static struct task
take(struct fixture *f, const char *queue, int late_min)
{
	struct task_ask ask = {
	    .new = {.queue = queue, .phone = "8 812 555-01-77"}};
	struct task_ask claim = {0};

	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_OK);
	f->now_ms += late_min * MINUTE_MS;
	claim.id = ask.task.id;
	assert_int_equal(task_desk_do(f, task_claim, &claim), ERR_OK);
	return claim.task;
}

static void
solve(struct fixture *f, const struct task *t, const char *outcome)
{
	task_do(f, task_close,
		(struct task_ask){.id = t->id,
				  .token = t->claim.token,
				  .if_version = t->version,
				  .outcome = outcome});
}

/* Yesterday one in time, one too late; today one handed on, one waits. */
static void
test_tasks(void **state)
{
	struct fixture *f = *state;
	struct report_ask ask = {
	    .book = f->book, .by = REPORT_BY_QUEUE, .with = REPORT_READ_TASKS};
	struct report_found out;
	struct task t;

	(void)desk_queue(f, 1); /* a request is none of it */
	f->now_ms -= DAY_MS;
	t = take(f, "advice", 0);
	solve(f, &t, "solved");
	t = take(f, "advice", 45);
	solve(f, &t, "booked");
	f->now_ms += DAY_MS - 45 * MINUTE_MS;
	t = take(f, "advice", 0);
	task_do(f, task_handover,
		(struct task_ask){.id = t.id,
				  .token = t.claim.token,
				  .if_version = t.version,
				  .queue = "nurse",
				  .reason = "wrong_queue"});
	ask.now_ms = f->now_ms;
	ask.to_day = today(f);
	ask.from_day = ask.to_day - DAYS + 1;
	assert_int_equal(report_read(f->reader, &ask, &out, &f->arena), ERR_OK);
	assert_int_equal(out.total.posted, 3);
	assert_int_equal(out.total.due, 2);
	assert_int_equal(out.total.in_target, 1);
	assert_int_equal(out.total.one_owner, 1);
	assert_int_equal(out.total.handovers, 1);
	assert_int_equal(out.total.waiting, 1);
	assert_string_equal(out.group[0].code, "advice");
	assert_int_equal(out.group[0].tally.posted, 2);
	assert_string_equal(out.group[1].code, "nurse");
	assert_int_equal(out.group[1].tally.handovers, 1);
	ask.by = REPORT_BY_DAY;
	assert_int_equal(report_read(f->reader, &ask, &out, &f->arena), ERR_OK);
	assert_int_equal(out.group[0].tally.posted, 0);
	assert_int_equal(out.group[1].tally.due, 2);
	assert_int_equal(out.group[2].tally.waiting, 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_by_hand), TEST(test_packed), TEST(test_changed_meanwhile),
	    TEST(test_turns),   TEST(test_tasks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
