#include "unit.h"

#include "nearness.h"

/* Distances of the WGS 84 ellipsoid; a hundredth off is near enough. */
static void
test_distances(void **state)
{
	static const struct {
		struct nearness_point a, b;
		int64_t want_m;
	} row[] = {
	    {{59937500, 30308600}, {59937500, 30308600}, 0},
	    /* a minute of a meridian, and of a parallel at 60 degrees */
	    {{59000000, 30000000}, {60000000, 30000000}, 111400},
	    {{60000000, 30000000}, {60000000, 31000000}, 55800},
	    /* the Winter Palace to Vyborg, Pulkovo, Moscow */
	    {{59940400, 30313900}, {60715800, 28728800}, 122600},
	    {{59940400, 30313900}, {59800300, 30262500}, 15900},
	    {{59940400, 30313900}, {55752000, 37617500}, 634500},
	    {{-33900000, 18400000}, {-33000000, 18400000}, 99800},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		int64_t got = nearness_m(row[i].a, row[i].b);
		int64_t off = row[i].want_m / 100;

		assert_in_range(got, row[i].want_m - off, row[i].want_m + off);
		assert_int_equal(nearness_m(row[i].b, row[i].a), got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_distances),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
