#ifndef SPECIALITY_H
#define SPECIALITY_H

#include "rulebook.h"

/* Whether a medic's trade is the one a service asks for. */

struct speciality_set {
	const char **phrase; /* every name of every service, stemmed */
	size_t *end;         /* of the names of service i */
	size_t count;        /* services */
};

/**
 * speciality_set(book, code, n, arena):
 * The names of the ${n} services ${code}; those the catalogue does not know
 * have none.
 */
struct speciality_set speciality_set(const struct rulebook *book,
    const char *const *code, size_t n, struct arena *arena);

/**
 * speciality_named(set, medic, arena):
 * For how many services of ${set} a speciality of ${medic} is one of their
 * names: «педиатр» for "Приём педиатра"; «терапевт» not for «детский
 * терапевт».  ${what}: the last such speciality, or NULL.
 */
size_t speciality_named(const struct speciality_set *set,
    const struct medic *medic, const char **what, struct arena *arena);

#endif
