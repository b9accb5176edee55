#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/route.h"

static struct arena arena;

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const struct route *
find(enum http_method method, const char *path, const char **id,
     unsigned *allowed)
{
	return route_find(method, path, id, allowed, &arena);
}

static void
test_found(void **state)
{
	const struct route *r;
	const char *id;
	unsigned allowed;

	(void)state;
	r = find(HTTP_GET, "/api/v1/requests/abc/history", &id, &allowed);
	assert_non_null(r);
	assert_string_equal(r->path, "/api/v1/requests/{id}/history");
	assert_string_equal(id, "abc");
	r = find(HTTP_GET, "/api/v1/zones", &id, &allowed);
	assert_non_null(r);
	assert_null(id);
	assert_ptr_equal(find(HTTP_HEAD, "/api/v1/zones", &id, &allowed), r);
	/* a fixed segment, not an {id} */
	r = find(HTTP_GET, "/api/v1/tariffs/history", &id, &allowed);
	assert_non_null(r);
	assert_string_equal(r->path, "/api/v1/tariffs/history");
}

/* Each by the path it stands for, wherever its {id} is. */
static void
test_every_row(void **state)
{
	size_t n;
	const struct route *row = route_all(&n);
	unsigned allowed;
	const char *id;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		const char *hole = strstr(row[i].path, "{id}");
		size_t before = hole != NULL ? (size_t)(hole - row[i].path)
					     : strlen(row[i].path);
		char path[128];

		(void)snprintf(path, sizeof(path), "%.*s%s%s", (int)before,
			       row[i].path, hole != NULL ? "7-x" : "",
			       hole != NULL ? hole + 4 : "");
		assert_ptr_equal(find(row[i].method, path, &id, &allowed),
				 &row[i]);
		assert_int_equal(id != NULL, hole != NULL);
	}
}

static void
test_not_found(void **state)
{
	static const char *const paths[] = {"/",
					    "",
					    "/api/v1",
					    "/api/v1/",
					    "/api/v1/zones/",
					    "/api/v1/zonesx",
					    "/api/v1/zone",
					    "/api/v1//zones",
					    "/api/v1/requests/",
					    "/api/v1/requests//history",
					    "/api/v1/requests/a/b/history",
					    "/API/V1/zones"};
	const char *id;
	unsigned allowed;

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		assert_null(find(HTTP_GET, paths[i], &id, &allowed));
		assert_int_equal(allowed, 0);
	}
}

static void
test_allowed(void **state)
{
	const char *id;
	unsigned allowed;

	(void)state;
	assert_null(find(HTTP_PUT, "/api/v1/session", &id, &allowed));
	assert_int_equal(allowed, HTTP_GET | HTTP_HEAD | HTTP_POST |
				      HTTP_DELETE | HTTP_OPTIONS);
	assert_null(find(HTTP_HEAD, "/api/v1/queue/next", &id, &allowed));
	assert_int_equal(allowed, HTTP_POST | HTTP_OPTIONS);
	assert_null(
	    find((enum http_method)0, "/api/v1/reasons", &id, &allowed));
	assert_int_equal(allowed, HTTP_GET | HTTP_HEAD | HTTP_OPTIONS);
}

/* What must hold for every row, also those still to come. */
static void
test_rows(void **state)
{
	size_t n;
	const struct route *all = route_all(&n);

	(void)state;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		const struct route *r = &all[i];
		bool open = (r->flags & ROUTE_OPEN) != 0;
		assert_int_equal(open, r->roles == ROLE_NOBODY);
		assert_int_equal(r->roles & ~ROLE_ANY, 0);
		assert_non_null(r->handler);
		assert_int_equal(r->path[0], '/');
		if (r->method == HTTP_GET)
			assert_null(r->body);
		for (size_t j = 0; j < i; j++)
			assert_false(all[j].method == r->method &&
				     strcmp(all[j].path, r->path) == 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_found, teardown),
	    cmocka_unit_test_teardown(test_every_row, teardown),
	    cmocka_unit_test_teardown(test_not_found, teardown),
	    cmocka_unit_test_teardown(test_allowed, teardown),
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
