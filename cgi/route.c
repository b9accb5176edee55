#include "route.h"

#include <pthread.h>

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

/* --- the table by its words, so that a path meets few rows -------------- */

#define BUCKETS 64
#define END ROUTES /* of a chain */

static struct {
	pthread_once_t once;
	size_t first[BUCKETS];
	size_t next[ROUTES];
} by_words = {.once = PTHREAD_ONCE_INIT};

/* Up to the next slash, its word into *${hash}. */
static const char *
take_word(const char *path, uint32_t *hash)
{
	const struct slice word = {path, strcspn(path, "/")};

	*hash = slice_hash(word);
	return path + word.n;
}

/*
 * Where a path belongs by its first word, behind /api/v1/, how many there
 * are, and the last of three and more: the second is where an {id} stands.
 */
static size_t
bucket_of(const char *path)
{
	static const struct slice base = {"/api/v1/", 8};
	uint32_t first, last = 0, words = 1;

	if (strncmp(path, base.p, base.n) == 0)
		path += base.n;
	else
		path += *path == '/';
	path = take_word(path, &first);
	for (; *path == '/'; words++)
		path = take_word(path + 1, &last);
	first = first * 31 + words + (words > 2 ? last : 0);
	return (first ^ first >> 6) % BUCKETS;
}

/* From the last row to the first: each chain keeps the table's order. */
static void
build(void)
{
	for (size_t i = 0; i < BUCKETS; i++)
		by_words.first[i] = END;
	for (size_t i = ROUTES; i-- > 0;) {
		size_t *first = &by_words.first[bucket_of(routes[i].path)];

		by_words.next[i] = *first;
		*first = i;
	}
}

/* Whether ${path} has the form ${pattern}; ${id} gets the {id} segment. */
static bool
matches(const char *pattern, const char *path, struct slice *id)
{
	*id = (struct slice){NULL, 0};
	while (*pattern != '\0') {
		if (*pattern == '{') {
			*id = (struct slice){path, strcspn(path, "/")};
			if (id->n == 0)
				return false;
			path += id->n;
			pattern += sizeof("{id}") - 1;
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
	(void)pthread_once(&by_words.once, build);
	for (size_t i = by_words.first[bucket_of(path)]; i != END;
	     i = by_words.next[i]) {
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
		(void)fprintf(out, "%s\t%s\t%s%s%s%s%s%s%s%s%s%s%s%s%s\n",
			      http_method_name(r->method), r->path,
			      roles_text(r->roles),
			      r->flags & ROUTE_OPEN ? "\topen" : "",
			      r->flags & ROUTE_IDEM ? "\tidempotency_key" : "",
			      r->flags & ROUTE_KEY_LATE ? "\tkey_late" : "",
			      r->flags & ROUTE_IF_MATCH ? "\tif_match" : "",
			      r->flags & ROUTE_FORM ? "\tform" : "",
			      r->flags & ROUTE_BACKGROUND ? "\tbackground" : "",
			      r->flags & ROUTE_STREAM ? "\tstream" : "",
			      r->flags & ROUTE_FIRST ? "\tfirst" : "",
			      r->flags & ROUTE_SHEET ? "\tsheet" : "",
			      r->flags & ROUTE_LONG ? "\tlong" : "",
			      r->flags & ROUTE_QUICK ? "\tquick" : "",
			      r->flags & ROUTE_SLOW ? "\tslow" : "");
}
