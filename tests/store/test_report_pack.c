#include "fixture.h"

#include "../../db/report_pack.h"

/* One of everything that is written in its own way. */
static struct report_request request[] = {
    {.zone = "green",
     .performers = PERFORMER_DOCTOR,
     .minute = 1439,
     .state = REQUEST_CLOSED,
     .contact = REPORT_REACHED,
     .contact_min = 700,
     .in_target = true,
     .in_deadline = true,
     .deadline_at_ms = 0,
     .total_kop = 390000,
     .agreed_kop = 490000,
     .services = 3,
     .arrived = true,
     .door_min = 130,
     .late_min = -17},
    {.zone = "oblast",
     .performers = PERFORMER_BOTH,
     .state = REQUEST_CANCELLED,
     .reason = "price",
     .contact = REPORT_MISSED,
     .handovers = 1,
     .takeovers = 2,
     .moves = 3,
     .returns = 200,
     .zone_corrected = true},
    {.zone = "green",
     .performers = PERFORMER_NURSE,
     .state = REQUEST_QUEUED,
     .contact = REPORT_WAITING,
     .deadline_at_ms = FIXTURE_NOW},
};

static const char *services[] = {"E01", "E02"};
static struct report_call call[] = {
    {.outcome = "emergency", .minute = 5},
    {.zone = "green",
     .performers = PERFORMER_NURSE,
     .outcome = "informed",
     .reason = "not_done",
     .service = services,
     .service_count = 2},
};

static struct slice
packed(struct arena *arena)
{
	const struct report_day day = {.request = request,
				       .request_count = 3,
				       .call = call,
				       .call_count = 2};
	struct buf out = BUF(arena);

	report_pack_write(&day, &out);
	assert_false(out.failed);
	return (struct slice){out.data, out.n};
}

static void
test_round_trip(void **state)
{
	struct arena arena = {0};
	struct report_day back = {.day = 1};
	struct buf again = BUF(&arena);
	struct slice first = packed(&arena);

	(void)state;
	assert_int_equal(report_pack_read(first, &back, &arena), ERR_OK);
	assert_int_equal(back.request_count, 3);
	assert_int_equal(back.call_count, 2);
	assert_string_equal(back.request[1].reason, "price");
	assert_int_equal(back.request[0].late_min, -17);
	assert_int_equal(back.request[0].agreed_kop, 490000);
	assert_int_equal(back.request[2].deadline_at_ms, FIXTURE_NOW);
	assert_null(back.call[0].zone);
	assert_string_equal(back.call[1].service[1], "E02");
	report_pack_write(&back, &again);
	assert_int_equal(again.n, first.n);
	assert_memory_equal(again.data, first.p, first.n);
	arena_free(&arena);
}

/* Whatever is cut off or flipped: an answer, and no step beside it. */
static void
test_damaged(void **state)
{
	struct arena arena = {0};
	struct slice whole = packed(&arena);
	struct arena scratch = {0};
	struct report_day back;
	char *bytes = malloc(whole.n);

	(void)state;
	assert_non_null(bytes);
	for (size_t n = 0; n < whole.n; n++) {
		memcpy(bytes, whole.p, whole.n);
		back = (struct report_day){.day = 1};
		assert_int_equal(
		    report_pack_read((struct slice){bytes, n}, &back, &scratch),
		    ERR_STORAGE);
		for (int bit = 0; bit < 8; bit++) {
			arena_reset(&scratch);
			back = (struct report_day){.day = 1};
			bytes[n] = (char)(whole.p[n] ^ 1 << bit);
			(void)!report_pack_read((struct slice){bytes, whole.n},
						&back, &scratch);
		}
		arena_reset(&scratch);
	}
	free(bytes);
	arena_free(&scratch);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
