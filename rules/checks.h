#ifndef CHECKS_H
#define CHECKS_H

#include "rulebook.h"

/**
 * checks_run(book, errs):
 * Note in ${errs} every fault in the tables of ${book}: see rulebook_build().
 * Needs its code index and sorted tariffs.
 * Errors:  false when memory was refused.
 */
bool checks_run(const struct rulebook *book, struct field_errors *errs);

#endif
