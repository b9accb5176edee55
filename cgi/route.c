#include "route.h"

#include "body.h"
#include "edit.h"
#include "handlers.h"

#define ROUTE(method, path, roles, flags, body, handler)                       \
	{HTTP_##method, path, roles, flags, body, handler},
static const struct route routes[] = {
#include "routes.def"
};
#undef ROUTE

#define ROUTES (sizeof(routes) / sizeof(routes[0]))

const struct route *
route_all(size_t *count)
{
	*count = ROUTES;
	return routes;
}

/* Whether ${path} has the form ${pattern}; ${id} gets the {id} segment. */
static bool
matches(const char *pattern, const char *path, struct slice *id)
{
	static const char hole[] = "{id}";
	const size_t hole_len = sizeof(hole) - 1;

	*id = (struct slice){NULL, 0};
	while (*pattern != '\0') {
		if (strncmp(pattern, hole, hole_len) == 0) {
			*id = (struct slice){path, strcspn(path, "/")};
			if (id->n == 0)
				return false;
			path += id->n;
			pattern += hole_len;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0';
}

/* The methods a client may use where ${row} answers. */
static unsigned
methods_of(const struct route *row)
{
	unsigned own = row->method;

	return own | HTTP_OPTIONS | (own == HTTP_GET ? HTTP_HEAD : 0u);
}

const struct route *
route_find(enum http_method method, const char *path, const char **id,
	   unsigned *allowed, struct arena *arena)
{
	enum http_method wanted = method == HTTP_HEAD ? HTTP_GET : method;
	const struct route *found = NULL;
	struct slice hole, found_hole = {NULL, 0};

	*allowed = 0;
	*id = NULL;
	for (size_t i = 0; i < ROUTES; i++) {
		if (!matches(routes[i].path, path, &hole))
			continue;
		*allowed |= methods_of(&routes[i]);
		if (routes[i].method != wanted ||
		    (found != NULL && hole.p != NULL))
			continue;
		found = &routes[i];
		found_hole = hole;
	}
	if (found_hole.p != NULL)
		*id = arena_strndup(arena, found_hole.p, found_hole.n);
	return found;
}

static const char *
roles_text(unsigned roles)
{
	static const char *const names[] = {"-",
					    "operator",
					    "dispatcher",
					    "operator,dispatcher",
					    "admin",
					    "operator,admin",
					    "dispatcher,admin",
					    "operator,dispatcher,admin"};

	return names[roles & 7u];
}

void
route_print(FILE *out)
{
	for (const struct route *r = routes; r < routes + ROUTES; r++)
		(void)fprintf(out, "%s\t%s\t%s%s%s%s%s%s%s%s%s\n",
			      http_method_name(r->method), r->path,
			      roles_text(r->roles),
			      r->flags & ROUTE_OPEN ? "\topen" : "",
			      r->flags & ROUTE_IDEM ? "\tidempotency_key" : "",
			      r->flags & ROUTE_IF_MATCH ? "\tif_match" : "",
			      r->flags & ROUTE_FORM ? "\tform" : "",
			      r->flags & ROUTE_BACKGROUND ? "\tbackground" : "",
			      r->flags & ROUTE_STREAM ? "\tstream" : "",
			      r->flags & ROUTE_FIRST ? "\tfirst" : "",
			      r->flags & ROUTE_SHEET ? "\tsheet" : "");
}
