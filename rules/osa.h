#ifndef OSA_H
#define OSA_H

#include "token.h"

/**
 * osa_distance(a, b, max):
 * Optimal string alignment: the insertions, deletions, substitutions and
 * swaps of neighbours that lead from ${a} to ${b}; ${max} + 1 when more than
 * ${max}.
 */
size_t osa_distance(const struct token *a, const struct token *b, size_t max);

#endif
