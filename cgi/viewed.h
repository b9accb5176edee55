#ifndef VIEWED_H
#define VIEWED_H

#include "http.h"

/*
 * Who looked at whose card goes to the audit.  A card that is read again and
 * again while it is open is one look: every VIEWED_MS of a session at most.
 */

#define VIEWED_MS (10 * MINUTE_MS)

struct viewed;

struct viewed *viewed_make(void);
void viewed_free(struct viewed *v);

/**
 * viewed_note(h, action, object, id):
 * Before what ${h} asks for is shown.  When the disk takes no write it is
 * shown all the same, with a line in the log: a sick person waits.
 */
void viewed_note(struct http *h, const char *action, const char *object,
    const char *id);

#endif
