#ifndef ANSWER_H
#define ANSWER_H

#include "http.h"

/* The beats between the request line and the handler, without any socket. */

/**
 * answer_request(h, sent):
 * Take ${h}, with app, arena, db, book, now_ms, header and params set, and the
 * body that was ${sent}, through route, session, role, CSRF, field table and
 * handler.  Afterwards status, headers and body are set, whatever happened.
 */
void answer_request(struct http *h, struct slice sent);

#endif
