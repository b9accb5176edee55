#ifndef ROLES_H
#define ROLES_H

#include "actor.h"
#include "jw.h"
#include "slice.h"

/* The roles of people on the wire and on the command line. */

/** roles_bit(name): 0: no role of people. */
unsigned roles_bit(struct slice name);

/** roles_of(text): "operator" or "dispatcher,admin" as a mask; 0: not roles. */
unsigned roles_of(const char *text);

/** roles_print(b, mask): "dispatcher,admin". */
void roles_print(struct buf *b, unsigned mask);

/** roles_put_list(w, key, mask): their names. */
void roles_put_list(struct jw *w, const char *key, unsigned mask);

/** roles_put(w, mask): "role", the one whose screen comes first, and "roles". */
void roles_put(struct jw *w, unsigned mask);

#endif
