#ifndef PRICE_TWIN_H
#define PRICE_TWIN_H

#include "quote.h"

/* What a visit costs, found a second way: by a look at every price. */

/** price_twin(book, ask): in kopecks; -1: one of the prices is not there. */
int64_t
price_twin(const struct rulebook *book, const struct quote_ask *ask);

/**
 * price_twin_sort(list, n):
 * In the order of a book, one for each zone, performer and moment, as the
 * store has them; how many are left.
 */
size_t price_twin_sort(struct tariff *list, size_t n);

#endif
