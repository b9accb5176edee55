#ifndef APP_H
#define APP_H

#include <stdatomic.h>

#include "http.h"
#include "store.h"

/* What the whole process shares. */

struct sessions; /* session table: session.h */
struct throttle; /* failed logins: throttle.h */
struct metrics;  /* counters: metrics.h */
struct events;   /* live events: events.h */
struct board_cache; /* pages: board_cache.h */
struct pool;     /* of connections: pool.h */
struct viewed;   /* who looked at what: viewed.h */

struct app_config {
	const char *db_path;
	const char *key_path; /* file with the audit key; made by init */
	const char *pid_path; /* or NULL */
	const char *socket;   /* own listening socket; NULL: fd 0 */
	int threads; /* workers: requests answered or waiting at once */
	int streams; /* of events, at most */
	int heartbeat_ms; /* of a stream */
	int patience_ms;  /* with a stream's peer that does not read */
};

struct app {
	struct app_config config;
	unsigned char audit_key[STORE_KEY_BYTES];
	struct store *store;
	struct sessions *sessions;
	struct throttle *throttle;
	struct metrics *metrics;
	struct events *events;
	struct viewed *viewed;
	struct board_cache *board;
	struct pool *pool; /* while workers run */
	atomic_bool stopping;
	atomic_int in_flight;
};

#endif
