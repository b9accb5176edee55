#ifndef ERLANG_H
#define ERLANG_H

/* Erlang C: how many people a line of calls needs.  DOMAIN §10. */

struct erlang_load {
	double calls_per_hour;
	double handling_s; /* a call takes on average */
	double answer_s;   /* it is to be answered within */
};

#define ERLANG_STAFF_MAX 500

/** erlang_waits(load, staff): share of the calls that have to wait. */
double erlang_waits(const struct erlang_load *load, int staff);

/** erlang_level(load, staff): share of the calls answered in time. */
double erlang_level(const struct erlang_load *load, int staff);

/**
 * erlang_staff(load, level):
 * The least staff that answers the share ${level} in time; 0 when nobody
 * calls, ERLANG_STAFF_MAX when even they do not.
 */
int erlang_staff(const struct erlang_load *load, double level);

#endif
