#ifndef METRICS_H
#define METRICS_H

#include "buf.h"

struct app;
struct board_counts;

/* Counters of the process, as Prometheus reads them. */

/** metrics_make(routes): counters for that many routes; NULL: no memory. */
struct metrics *metrics_make(size_t routes);
void metrics_free(struct metrics *m);

/** metrics_count(m, route, status, took_us): route ≥ routes: none matched. */
void metrics_count(
    struct metrics *m, size_t route, int status, int64_t took_us);

/** metrics_write(app, open, out): everything; ${open} NULL: not readable. */
void metrics_write(
    struct app *app, const struct board_counts *open, struct buf *out);

#endif
