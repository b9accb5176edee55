#include <math.h>

#include "erlang.h"

#define HOUR_S 3600.0

/* Calls being spoken at once, on average. */
static double
offered(const struct erlang_load *load)
{
	return load->calls_per_hour * load->handling_s / HOUR_S;
}

double
erlang_waits(const struct erlang_load *load, int staff)
{
	double a = offered(load), blocked = 1;

	if (staff <= a)
		return 1;
	for (int k = 1; k <= staff; k++) /* Erlang B, one more a step */
		blocked = a * blocked / (k + a * blocked);
	return staff * blocked / (staff - a * (1 - blocked));
}

double
erlang_level(const struct erlang_load *load, int staff)
{
	double spare = staff - offered(load);

	if (spare <= 0)
		return 0;
	return 1 - erlang_waits(load, staff) *
		       exp(-spare * load->answer_s / load->handling_s);
}

int
erlang_staff(const struct erlang_load *load, double level)
{
	int staff = 0;

	if (load->calls_per_hour <= 0)
		return 0;
	while (staff < ERLANG_STAFF_MAX && erlang_level(load, staff) < level)
		staff++;
	return staff;
}
