#ifndef SWEEP_H
#define SWEEP_H

#include "app.h"

/*
 * What the service does by itself: expired claims and due retries back to
 * the queue (2 s), sessions to the store (1 min), the audit head to the log
 * (1 h).
 */

struct sweep;

enum err_code sweep_start(struct app *app, struct sweep **out) MUST_CHECK;
void sweep_stop(struct sweep *s); /* NULL is fine */

#endif
