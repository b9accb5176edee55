#include <string.h>

#include "trip.h"

/* The medic is on the way at the most: somebody can still be added. */
static bool
is_open(const struct trip_member *m)
{
	return m->state <= REQUEST_ON_SITE;
}

/* What is not known yet does not speak against it. */
static bool
differs(const char *member, const char *asked)
{
	return asked != NULL && (member == NULL || strcmp(member, asked) != 0);
}

const char *
trip_join(const struct trip_member *member, size_t n,
	  const struct trip_ask *ask, unsigned *paid)
{
	size_t open = 0;

	*paid = 0;
	for (size_t i = 0; i < n; i++) {
		const struct trip_member *m = &member[i];

		if (!is_open(m))
			continue;
		if (differs(m->by, ask->by))
			return "trip_group_other_operator";
		if (differs(m->place, ask->place) ||
		    differs(m->address, ask->address))
			return "trip_group_other_address";
		*paid |= m->pays;
		open++;
	}
	return n != 0 && open == 0 ? "trip_group_over" : NULL;
}

size_t
trip_heir(const struct trip_member *member, size_t n, unsigned performer)
{
	size_t i = 0;

	while (i < n &&
	       !(is_open(&member[i]) && (member[i].shares & performer) != 0))
		i++;
	return i;
}

unsigned
trip_lines(const struct quote *q, bool shared)
{
	unsigned mask = 0;

	for (size_t i = 0; i < q->line_count; i++)
		if (q->line[i].in_trip_group == shared)
			mask |= quote_line_performer(&q->line[i]);
	return mask;
}

/* What was told for the trip of ${performer}. */
static int64_t
told(const struct quote *q, unsigned performer)
{
	int64_t kop = 0;

	for (size_t i = 0; i < q->line_count; i++)
		if (quote_line_performer(&q->line[i]) == performer)
			kop = q->line[i].price_kop;
	return kop;
}

void
trip_pay(struct quote *q, const struct quote *from, unsigned performers)
{
	for (size_t i = 0; i < q->line_count; i++) {
		struct quote_line *line = &q->line[i];
		unsigned performer = quote_line_performer(line);

		if (!line->in_trip_group || (performer & performers) == 0)
			continue;
		line->price_kop = told(from, performer);
		line->in_trip_group = false;
		q->total_kop += line->price_kop;
	}
}
