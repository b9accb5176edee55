#include "desk.h"
#include "rezone.h"

/* The zone put right: the spoken price stays, another needs a new consent. */

#define RUBLES(n) ((n)*RUBLE_KOP)

static void
test_consent(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .zone = "yellow"};

	ask.token = desk_claim(f, q.id).claim.token;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "required");
	ask.reason = "дом за КАД, тайна 7345";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/consent"), "price_changes");
	assert_int_equal(ask.price.total_kop, RUBLES(4900));
	assert_int_equal(request_price(&ask.request)->total_kop, RUBLES(3900));
	ask.consent = true;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_string_equal(q.zone, "yellow");
	assert_string_equal(q.quote.zone, "green");
	assert_int_equal(q.quote.total_kop, RUBLES(3900));
	assert_int_equal(request_price(&q)->total_kop, RUBLES(4900));
	assert_int_equal(q.agreed.line_count, 1);
	assert_int_equal(q.agreed_at_ms, f->now_ms);
	assert_int_equal(q.zone_changes, 1);
	assert_true(q.flags & REQUEST_FLAG_ZONE_CHANGED);
	assert_int_equal(q.state, REQUEST_CLAIMED);
	fixture_close(f);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT COUNT(*) FROM audit WHERE detail LIKE"
			  " '%green>yellow 3900>4900'"),
	    1);
	assert_int_equal(
	    fixture_count(
		f->path,
		"SELECT COUNT(*) FROM audit WHERE detail LIKE '%тайна%'"),
	    0);
}

/* There and back: the first price again, by a consent of its own. */
static void
test_back(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {
	    .id = q.id, .zone = "red", .reason = "x", .consent = true};

	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	ask.zone = "green";
	ask.consent = false;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	ask.consent = true;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(request_price(&q)->total_kop, RUBLES(3900));
	assert_int_equal(q.zone_changes, 2);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), held = desk_queue(f, 2);
	struct dispatch_ask ask = {.id = q.id, .reason = "x", .consent = true};

	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/zone"), "required");
	ask.zone = "blue";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/zone"), "unknown_code");
	ask.zone = "green";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/zone"), "same_zone");
	ask.zone = "red";
	(void)desk_claim(f, held.id);
	desk_as(f, "boss", ROLE_ADMIN);
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	ask.id = held.id;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_CLAIMED);
	desk_as(f, "tester", ROLE_OPERATOR);
	ask.id = q.id;
	ask.zone = "green";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FORBIDDEN);
	/* Nothing is left to agree upon once the visit is over. */
	desk_as(f, "tester", ROLE_OPERATOR | ROLE_DISPATCHER);
	q = desk_queue(f, 3);
	desk_schedule(f, q.id, 60);
	(void)desk_step(f, dispatch_depart, q.id);
	(void)desk_step(f, dispatch_arrive, q.id);
	(void)desk_step(f, dispatch_finish, q.id);
	ask.id = q.id;
	ask.zone = "red";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_STATE);
}

/* The rulebook with two hours from green to red and back. */
static struct rulebook
far_book(const struct fixture *f)
{
	static struct travel far = {
	    .from = "green", .to = "red", .minutes = 120};
	struct rulebook book = *f->book;

	book.travel = &far;
	book.travel_count = 1;
	return book;
}

/* A visit that is planned stays while its medic can make the way. */
static void
test_visit_stays(void **state)
{
	struct fixture *f = *state;
	const struct rulebook book = far_book(f), *own = f->book;
	struct request q = desk_queue(f, 1), next = desk_queue(f, 2);
	struct dispatch_ask ask = {
	    .id = q.id, .zone = "yellow", .reason = "x", .consent = true};

	f->book = &book;
	desk_schedule(f, q.id, 60);
	desk_schedule(f, next.id, 60 + 120 + 60);
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	ask.zone = "red";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_VISIT_OVERLAP);
	assert_string_equal(ask.colliding.number, next.number);
	ask.zone = "oblast";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/zone_reason"), "medic_zone");
	ask.zone_reason = "сам вызвался";
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_SCHEDULED);
	assert_string_equal(q.visit.medic, "m01");
	assert_int_equal(request_price(&q)->total_kop, RUBLES(8900));
	f->book = own;
	fixture_close(f);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM visit"
				       " WHERE active = 1 AND zone = 'oblast'"
				       " AND zone_reason IS NOT NULL"),
			 1);
}

/* Where the medic cannot make it the visit gives way, in the same write. */
static void
test_visit_gives_way(void **state)
{
	struct fixture *f = *state;
	const struct rulebook book = far_book(f), *own = f->book;
	struct request q = desk_queue(f, 1), next = desk_queue(f, 2);
	struct dispatch_ask ask = {.id = q.id,
				   .zone = "red",
				   .reason = "x",
				   .consent = true,
				   .replan = true};

	f->book = &book;
	desk_schedule(f, q.id, 60);
	desk_schedule(f, next.id, 60 + 120 + 60);
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	assert_int_equal(ask.request.state, REQUEST_CLAIMED);
	assert_string_equal(ask.request.claim.by, "tester");
	assert_null(ask.request.visit.medic);
	assert_int_equal(ask.request.moves, 1);
	ask.zone = "yellow"; /* without a visit there is none to give way */
	ask.token = ask.request.claim.token;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_STATE);
	ask.replan = false;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	desk_as(f, "boss", ROLE_ADMIN); /* an admin claims nothing */
	ask = (struct dispatch_ask){.id = next.id,
				    .zone = "yellow",
				    .reason = "x",
				    .consent = true,
				    .replan = true};
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_FORBIDDEN);
	ask.replan = false;
	assert_int_equal(desk_do(f, dispatch_zone, &ask), ERR_OK);
	f->book = own;
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_consent),         TEST(test_back),
	    TEST(test_refused),         TEST(test_visit_stays),
	    TEST(test_visit_gives_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
