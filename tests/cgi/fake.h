#ifndef FAKE_H
#define FAKE_H

#include "../../cgi/http.h"

/* A request without a socket: its parameters are a list in the test. */

#define FAKE_NOW_MS INT64_C(1795417500000) /* 2026-11-23 10:05 in the clinic */

/**
 * fake_http(arena, params):
 * A request as the worker hands it on, its parameters the name, value, …,
 * NULL list ${params}.  The book has the clinic's zone and nothing else.
 */
struct http fake_http(struct arena *arena, const char *const *params);

/** fake_zone(): UTC+3 all year. */
const struct civil_zone *fake_zone(void);

/** fake_header(h, name): the header line of the answer that starts so. */
const char *fake_header(const struct http *h, const char *name);

#endif
