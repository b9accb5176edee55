#ifndef ANSWER_H
#define ANSWER_H

#include "http.h"

/* The beats between the request line and the handler, without any socket. */

/* Where the body comes from: up to ${max} bytes into ${into}, how many. */
typedef size_t answer_read(void *from, char *into, size_t max);

/**
 * answer_request(h, read, from):
 * Take ${h}, with app, arena, db, book, now_ms, header and params set, through
 * route, session, role, CSRF, body, field table and handler.  Afterwards
 * status, headers and body are set, whatever happened.
 */
void answer_request(struct http *h, answer_read *read, void *from);

#endif
