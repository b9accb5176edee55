#ifndef PEOPLE_H
#define PEOPLE_H

#include <stdbool.h>

#include "arena.h"
#include "rulebook.h"

/* Fictional people, any number of them, each always the same. */

struct people {
	uint64_t seed;
	size_t cards; /* the first so many have a card of the clinic */
	int year;     /* nobody is born in it or later */
};

struct people_one {
	const char *card; /* NULL: none */
	const char *name;
	const char *birth_date;
	const char *phone;
	const char *address;
	const char *flat;
	bool child; /* under 15: somebody must be at home with it */
	bool bonus_member;
	bool debt;
};

/** people_make(p, k, out, arena): the ${k}th of them. */
void people_make(const struct people *p, size_t k, struct people_one *out,
		 struct arena *arena);

#endif
