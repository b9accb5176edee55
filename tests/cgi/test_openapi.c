#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <cjson/cJSON.h>

#include "../../cgi/handlers.h"
#include "../../cgi/route.h"
#include "fake.h"

/* The description against the route table, in both directions. */

static struct arena arena;
static cJSON *doc;

static int
setup(void **state)
{
	static const char *const params[] = {NULL};
	struct http h = fake_http(&arena, params);

	(void)state;
	if (h_openapi_get(&h) != ERR_OK)
		return -1;
	doc = cJSON_ParseWithLength(h.out.data, h.out.n);
	return doc != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	cJSON_Delete(doc);
	arena_free(&arena);
	return 0;
}

static const cJSON *
member(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* The operation described for a row of the route table; NULL: none. */
static const cJSON *
operation(const struct route *r)
{
	char method[16] = "";
	const char *name = http_method_name(r->method);

	for (size_t i = 0; name[i] != '\0' && i < sizeof(method) - 1; i++)
		method[i] = (char)tolower((unsigned char)name[i]);
	return member(member(member(doc, "paths"), r->path), method);
}

static unsigned
roles_described(const cJSON *op)
{
	const cJSON *role;
	unsigned mask = 0;

	cJSON_ArrayForEach(role, member(op, "x-roles"))
	{
		if (strcmp(role->valuestring, "operator") == 0)
			mask |= ROLE_OPERATOR;
		else if (strcmp(role->valuestring, "dispatcher") == 0)
			mask |= ROLE_DISPATCHER;
		else if (strcmp(role->valuestring, "admin") == 0)
			mask |= ROLE_ADMIN;
		else
			fail_msg("unknown role %s", role->valuestring);
	}
	return mask;
}

/* Whether ${op} takes the parameter component ${name}. */
static bool
takes(const cJSON *op, const char *name)
{
	const cJSON *p;
	char ref[80];

	(void)snprintf(ref, sizeof(ref), "#/components/parameters/%s", name);
	cJSON_ArrayForEach(p, member(op, "parameters"))
	{
		const cJSON *at = member(p, "$ref");

		if (at != NULL && strcmp(at->valuestring, ref) == 0)
			return true;
	}
	return false;
}

static void
test_every_route_is_described(void **state)
{
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++, r++) {
		const cJSON *op = operation(r);

		if (op == NULL)
			fail_msg("%s %s is not described",
				 http_method_name(r->method), r->path);
		if (roles_described(op) != r->roles)
			fail_msg("%s: other roles", r->path);
		assert_int_equal(r->body != NULL ||
				     (r->flags & ROUTE_SHEET) != 0,
				 member(op, "requestBody") != NULL);
		assert_int_equal((r->flags & ROUTE_IDEM) != 0,
				 takes(op, "IdempotencyKey"));
		assert_int_equal((r->flags & ROUTE_IF_MATCH) != 0,
				 takes(op, "IfMatch"));
		assert_int_equal((r->flags & ROUTE_OPEN) != 0,
				 cJSON_GetArraySize(member(op, "security")) ==
					 0 &&
				     member(op, "security") != NULL);
	}
}

static void
test_every_description_has_a_route(void **state)
{
	size_t n, described = 0;
	const cJSON *path, *op;

	(void)state;
	(void)route_all(&n);
	cJSON_ArrayForEach(path, member(doc, "paths")) cJSON_ArrayForEach(
	    op, path) if (strcmp(op->string, "parameters") != 0) described++;
	assert_int_equal(described, n);
}

/* Every member a body table reads is in its schema, and no other. */
static void
compare_members(const struct route *r, const cJSON *schema)
{
	const cJSON *props = member(schema, "properties");
	size_t n = 0;

	for (const struct jin_field *f = r->body->field; f->name != NULL; f++) {
		if (member(props, f->name) == NULL)
			fail_msg("%s: %s is not described", r->path, f->name);
		n++;
	}
	assert_int_equal(n, (size_t)cJSON_GetArraySize(props));
	assert_true(cJSON_IsFalse(member(schema, "additionalProperties")));
}

static void
test_bodies(void **state)
{
	static const char base[] = "#/components/schemas/";
	size_t n;
	const struct route *r = route_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++, r++) {
		const cJSON *json, *at;

		if (r->body == NULL)
			continue;
		json = member(
		    member(member(operation(r), "requestBody"), "content"),
		    "application/json");
		at = member(member(json, "schema"), "$ref");
		assert_non_null(at);
		compare_members(
		    r, member(member(member(doc, "components"), "schemas"),
			      at->valuestring + sizeof(base) - 1));
	}
}

/* Every $ref below ${v} points at something. */
static void
check_refs(const cJSON *v)
{
	const cJSON *child;

	cJSON_ArrayForEach(child, v)
	{
		char part[64];
		const char *p;
		const cJSON *at = doc;

		check_refs(child);
		if (child->string == NULL || strcmp(child->string, "$ref") != 0)
			continue;
		for (p = child->valuestring + 1; *p == '/' && at != NULL;) {
			size_t n = strcspn(++p, "/");

			assert_true(n < sizeof(part));
			memcpy(part, p, n);
			part[n] = '\0';
			at = member(at, part);
			p += n;
		}
		if (at == NULL)
			fail_msg("%s points nowhere", child->valuestring);
	}
}

static void
test_references(void **state)
{
	(void)state;
	check_refs(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_route_is_described),
	    cmocka_unit_test(test_every_description_has_a_route),
	    cmocka_unit_test(test_bodies),
	    cmocka_unit_test(test_references),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
