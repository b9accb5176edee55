#ifndef ROUTE_H
#define ROUTE_H

#include "http.h"
#include "jin.h"

/*
 * The one route table (routes.def): method, path, roles, flags, body, handler.
 * 404, 405 + Allow, OPTIONS, the role check, the OpenAPI test and
 * `homevisitd --routes` all fall out of it.
 */

enum route_flag {
	ROUTE_PLAIN = 0,
	ROUTE_IDEM = 1,      /* Idempotency-Key needed */
	ROUTE_IF_MATCH = 2,  /* If-Match needed */
	ROUTE_OPEN = 4,      /* no session: login, health */
	ROUTE_NO_WRITE = 8,  /* POST that only computes */
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
 * The row for ${method} and ${path}; ${id} gets the {id} segment.  NULL when
 * there is none; ${allowed} is then the mask of methods the path has (0: the
 * path is unknown).
 */
const struct route *route_find(enum http_method method, const char *path,
    const char **id, unsigned *allowed, struct arena *arena);

const char *route_method_name(enum http_method m);

#endif
