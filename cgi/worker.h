#ifndef WORKER_H
#define WORKER_H

#include "app.h"

/* The threads that answer: accept, the beats of a request, send. */

struct workers;

/** worker_listen(path): a listening socket of our own, for tests; -1. */
int worker_listen(const char *path);

/**
 * worker_start(app, fd, out):
 * Start app->config.threads workers on the listening socket ${fd}.
 * Errors:  ERR_NOMEM.
 */
enum err_code worker_start(
    struct app *app, int fd, struct workers **out) MUST_CHECK;

/**
 * worker_stop(w, patience_ms):
 * Let requests in flight finish, wake the rest and join all.  The listening
 * socket is left as it is: its owner hands it to the next process.
 * Returns whether all ended in time; those that did not are left behind.
 */
bool worker_stop(struct workers *w, int patience_ms);

#endif
