#include "osa.h"

static size_t
min_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t
osa_distance(const struct token *a, const struct token *b, size_t max)
{
	size_t rows[3][TOKEN_LEN_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	const size_t over = max + 1;

	if (a->n > b->n + max || b->n > a->n + max)
		return over;
	for (size_t j = 0; j <= b->n; j++)
		last[j] = j;
	for (size_t i = 1; i <= a->n; i++) {
		size_t best = row[0] = i;
		for (size_t j = 1; j <= b->n; j++) {
			bool same = a->cp[i - 1] == b->cp[j - 1];
			size_t d = min_of(row[j - 1], last[j]) + 1;
			d = min_of(d, last[j - 1] + !same);
			if (i > 1 && j > 1 && a->cp[i - 1] == b->cp[j - 2] &&
			    a->cp[i - 2] == b->cp[j - 1])
				d = min_of(d, before[j - 2] + 1);
			row[j] = d;
			best = min_of(best, d);
		}
		if (best > max)
			return over;
		size_t *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return min_of(last[b->n], over);
}
