#include "desk.h"

#include "../../db/ids.h"
#include "../../db/shift_row.h"

/* A medic's time: shifts, zones, trips, and the guard below the program. */

static enum err_code
schedule(struct fixture *f, struct dispatch_ask *ask, const char *id)
{
	ask->id = id;
	ask->token = desk_claim(f, id).claim.token;
	return desk_do(f, dispatch_schedule, ask);
}

/* ${day} days from today at ${hour} for two hours, by ${medic}. */
static struct dispatch_ask
visit(const struct fixture *f, const char *medic, int day, int hour)
{
	const struct civil_zone *zone = &f->book->clinic_zone;
	int64_t today = civil_days(civil_date_of(zone, f->now_ms));
	int64_t start_ms =
	    civil_ms(zone, civil_from_days(today + day), hour * 60);

	return (struct dispatch_ask){
	    .medic = medic,
	    .window_start_ms = start_ms,
	    .window_end_ms = start_ms + 120 * MINUTE_MS,
	};
}

static enum err_code
insert_shift(struct db *db, void *arg)
{
	return shift_row_insert(db, arg);
}

static void
add_shift(struct fixture *f, struct shift shift)
{
	shift.id = ids_make(f->now_ms, &f->arena);
	assert_int_equal(store_write(f->store, insert_shift, &shift, NULL),
			 ERR_OK);
}

/* 2026-11-26 is a Thursday; the sample works 8 to 22 every day. */
static void
test_shift(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = visit(f, "m01", 1, 21);

	assert_int_equal(schedule(f, &ask, q.id), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/window_start"), "outside_shift");
	assert_string_equal(f->err.fields.item[0].arg, "08:00–22:00");
	add_shift(f, (struct shift){.medic = "m01",
				    .date = {2026, 11, 27},
				    .start_min = 600,
				    .end_min = 1560});
	assert_int_equal(schedule(f, &ask, q.id), ERR_OK);
	q = desk_queue(f, 2);
	ask = visit(f, "m01", 1, 8);
	assert_int_equal(schedule(f, &ask, q.id), ERR_FIELDS);
	assert_string_equal(f->err.fields.item[0].arg, "10:00–02:00");
	ask = visit(f, "m01", 2, 0); /* over midnight, of the day before */
	assert_int_equal(schedule(f, &ask, q.id), ERR_OK);
}

static void
test_absent(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = visit(f, "m01", 2, 10);

	add_shift(f, (struct shift){.medic = "m01",
				    .kind = SHIFT_ABSENCE,
				    .date = {2026, 11, 28}});
	assert_int_equal(schedule(f, &ask, q.id), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/medic"), "medic_absent");
	ask = visit(f, "m01", 3, 10);
	assert_int_equal(schedule(f, &ask, q.id), ERR_OK);
}

/* To a zone not served only with a reason, and it is kept. */
static void
test_zone_reason(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = visit(f, "m04", 1, 10);
	int64_t kept;

	assert_int_equal(schedule(f, &ask, q.id), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/medic"), "medic_zone");
	ask.zone_reason = "живёт рядом";
	assert_int_equal(schedule(f, &ask, q.id), ERR_OK);
	fixture_close(f);
	kept = fixture_count(f->path, "SELECT COUNT(*) FROM visit WHERE"
				      " zone_reason = 'живёт рядом'");
	assert_int_equal(kept, 1);
	fixture_open(f);
}

/* Two of one trip share the window, a third one does not come between. */
static void
test_trip(void **state)
{
	struct fixture *f = *state;
	struct request first = desk_queue(f, 1), stranger = desk_queue(f, 3);
	struct request_form form = desk_form(f, 2);
	struct request mate;
	struct dispatch_ask ask = visit(f, "m01", 1, 10);

	form.trip_group = first.id;
	form.address = first.form.address;
	mate = desk_post(f, &form);
	assert_int_equal(schedule(f, &ask, first.id), ERR_OK);
	assert_int_equal(schedule(f, &ask, stranger.id), ERR_VISIT_OVERLAP);
	assert_int_equal(schedule(f, &ask, mate.id), ERR_OK);
	ask = visit(f, "m01", 1, 12);
	assert_int_equal(schedule(f, &ask, stranger.id), ERR_VISIT_OVERLAP);
}

/* Who goes round the program is stopped by the database. */
static void
test_guard(void **state)
{
	static const char *const refused[] = {
	    "INSERT INTO visit (request_seq, medic, zone, window_start_ms,"
	    " window_end_ms, active, planned_at_ms, planned_by) SELECT 2,"
	    " medic, zone, window_start_ms + 1, window_end_ms + 1, 1, 0, 'x'"
	    " FROM visit",
	    "INSERT INTO visit (request_seq, medic, zone, window_start_ms,"
	    " window_end_ms, active, planned_at_ms, planned_by) SELECT 2,"
	    " medic, zone, window_start_ms - 1, window_start_ms + 1, 1, 0, 'x'"
	    " FROM visit",
	    "INSERT INTO visit (request_seq, medic, zone, window_start_ms,"
	    " window_end_ms, active, planned_at_ms, planned_by) SELECT 2,"
	    " 'm02', zone, window_start_ms, window_end_ms + 90000000, 1, 0,"
	    " 'x' FROM visit",
	    "INSERT INTO visit (request_seq, medic, zone, window_start_ms,"
	    " window_end_ms, active, planned_at_ms, planned_by) SELECT 1,"
	    " 'm02', zone, window_start_ms, window_end_ms, 1, 0, 'x'"
	    " FROM visit",
	};
	static const char *const turned[] = {
	    "UPDATE visit SET active = 1",
	    "UPDATE visit SET active = 1, window_start_ms = 1,"
	    " window_end_ms = 90000001 WHERE active = 0",
	};
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = visit(f, "m01", 1, 10);

	(void)desk_queue(f, 2);
	assert_int_equal(schedule(f, &ask, q.id), ERR_OK);
	fixture_close(f);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_true(fixture_refused(f->path, refused[i]));
	assert_int_equal(
	    fixture_sql(f->path,
			"INSERT INTO visit (request_seq, medic, zone,"
			" window_start_ms, window_end_ms, active,"
			" planned_at_ms, planned_by) SELECT 2, medic, zone,"
			" window_start_ms, window_end_ms, 0, 0, 'x'"
			" FROM visit"),
	    1);
	for (size_t i = 0; i < sizeof(turned) / sizeof(turned[0]); i++)
		assert_true(fixture_refused(f->path, turned[i]));
	fixture_open(f);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_shift), T(test_absent), T(test_zone_reason),
	    T(test_trip),  T(test_guard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
