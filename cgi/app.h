#ifndef APP_H
#define APP_H

#include <stdatomic.h>

#include "http.h"
#include "store.h"

/* What the whole process shares. */

struct sessions; /* session table: session.h */
struct metrics;  /* counters: metrics.h */

struct app_config {
	const char *db_path;
	const char *key_path;  /* file with the audit key; made by init */
	int threads;           /* workers: at least nginx's kept connections */
	int session_idle_s;    /* 1800; admins 900 */
	int session_absolute_s; /* 43200 */
	int session_parallel;  /* 3 */
};

struct app {
	struct app_config config;
	struct store *store;
	struct sessions *sessions;
	struct metrics *metrics;
	atomic_bool stopping;
	atomic_int in_flight;
};

#endif
