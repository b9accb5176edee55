#ifndef ROUTE_H
#define ROUTE_H

#include <stdio.h>

#include "http.h"
#include "jin.h"

/*
 * The one route table (routes.def): method, path, roles, flags, body, handler.
 * 404, 405 + Allow, OPTIONS, the role check, the OpenAPI test and
 * `homevisitd --routes` all fall out of it.
 */

/* The roles of a row. */
#define ROLE_NOBODY 0u /* with ROUTE_OPEN alone */
#define ROLE_ANY ((unsigned)(ROLE_OPERATOR | ROLE_DISPATCHER | ROLE_ADMIN))

enum route_flag {
	ROUTE_PLAIN = 0,
	ROUTE_IDEM = 1,      /* Idempotency-Key needed */
	ROUTE_IF_MATCH = 2,  /* If-Match needed */
	ROUTE_OPEN = 4,      /* no session: login, health */
	ROUTE_FORM = 8,      /* the handler adds to the body's field errors */
	ROUTE_BACKGROUND = 16, /* no work of a person: renews no session */
	ROUTE_STREAM = 32,   /* the answer has no end */
	ROUTE_SHEET = 128,   /* the body is a table, text/csv, as it came; with
	                        a body table JSON is taken too */
	ROUTE_LONG = 512,    /* a table may have HTTP_SHEET_MAX bytes */
	ROUTE_QUICK = 256,   /* takes long of the writer alone: pool.h */
	ROUTE_SLOW = 1024,   /* reads for long: see http_takes_long() */
	ROUTE_KEY_LATE = 2048, /* with ROUTE_IDEM: the handler does nothing but
	                        one write, which looks the key up; nobody else
	                        does unless it is refused */
	ROUTE_FIRST = 64,    /* also while a new password, or a second factor,
	                        has to come first */
};

struct route {
	enum http_method method;
	const char *path; /* "{id}" stands for one segment */
	unsigned roles;   /* mask of enum role; 0 only with ROUTE_OPEN */
	unsigned flags;
	const struct jin_table *body; /* NULL: no body is taken */
	http_handler *handler;
};

/** route_all(count): the table. */
const struct route *route_all(size_t *count);

/**
 * route_find(method, path, id, allowed, arena):
 * The row for ${method} (HEAD: that of GET) and ${path}; ${id} gets the {id}
 * segment; a fixed segment wins over {id}.  NULL when
 * there is none; ${allowed} is then the mask of methods the path has (0: the
 * path is unknown).
 */
const struct route *route_find(enum http_method method, const char *path,
    const char **id, unsigned *allowed, struct arena *arena);

/** route_print(out): the table as text, for `homevisitd --routes`. */
void route_print(FILE *out);

#endif
