#ifndef POOL_H
#define POOL_H

#include "fcgi.h"

/*
 * Who answers next: all connections in one poll, of which a worker takes the
 * next whole request.  A connection that says nothing costs no thread.
 *
 * Threads are for waiting, not for computing: only some are let in at once
 * (POOL_SEATS), a few requests are answered quickly, and the caches stay warm.
 * A request that may wait, or take long, gives its seat to another thread.
 */

struct pool;
struct pool_conn;

/** pool_make(listener): a pool over the listening socket; NULL: cannot. */
struct pool *pool_make(int listener);

/** pool_free(p): hang up on everybody; no worker is in it any more. */
void pool_free(struct pool *p);

/**
 * pool_next(p):
 * Wait for a seat and a whole request.  It is the caller's until pool_done()
 * or pool_give().  NULL: the pool was stopped and nothing is left to answer.
 */
struct pool_conn *pool_next(struct pool *p);

/** pool_fcgi(c): the request of the connection. */
struct fcgi *pool_fcgi(struct pool_conn *c);

/** pool_aside(p): another may have the seat; at most once a request. */
void pool_aside(struct pool *p);

/**
 * pool_done(p, c, good):
 * The request is answered; not ${good}: hang up.
 */
void pool_done(struct pool *p, struct pool_conn *c, bool good);

/** pool_give(p, c): the connection's socket, which is the caller's now. */
int pool_give(struct pool *p, struct pool_conn *c);

/** pool_stop(p): what has come is answered, then pool_next() gives NULL. */
void pool_stop(struct pool *p);

#endif
