#ifndef LOGLINE_H
#define LOGLINE_H

#include "http.h"

/*
 * The log: one JSON line per event on stderr.  Never a name, a phone, an
 * address, a query string or a raw path: only what is named here.
 */

enum logline_level { LOGLINE_INFO, LOGLINE_WARNING, LOGLINE_ERROR };

/**
 * logline_start(), logline_stop():
 * Between them the lines of requests are written together, a tenth of a second
 * late at most; all others at once.
 */
void logline_start(void);
void logline_stop(void);

/** logline_event(level, event, detail): of the service; ${detail} or NULL. */
void logline_event(
    enum logline_level level, const char *event, const char *detail);

/** logline_store(event, detail): for struct store_config. */
void logline_store(const char *event, const char *detail);

/** logline_request(h, took_us): after the answer went out. */
void logline_request(const struct http *h, int64_t took_us);

/**
 * logline_format(out, size, pairs):
 * One line with its newline from the name, value, …, NULL list ${pairs};
 * values are cut and escaped so that no value can forge a line.
 */
size_t logline_format(char *out, size_t size, const char *const *pairs);

#endif
