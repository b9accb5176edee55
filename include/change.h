#ifndef CHANGE_H
#define CHANGE_H

#include <stdint.h>

/*
 * What a commit changed, for those who watch: ids and versions, never what
 * stands in a row.
 */

#define CHANGE_KINDS(X)                                                        \
	X(REQUEST, "request")                                                  \
	X(TASK, "task")         /* of a queue */                               \
	X(SHIFT, "shift")       /* of a medic, or an absence */                \
	X(RULEBOOK, "rulebook") /* prices, zones, catalogue, scripts */

enum change_kind {
#define X(name, wire) CHANGE_##name,
	CHANGE_KINDS(X)
#undef X
};

#define CHANGE_ID_MAX 40
#define CHANGE_OWNER_MAX 40

struct change {
	uint64_t seq; /* given by the store at the commit */
	enum change_kind kind;
	int64_t version;
	const char *state; /* a constant, or NULL */
	char id[CHANGE_ID_MAX];
	char owner[CHANGE_OWNER_MAX]; /* login of who posted it; "": nobody */
};

#endif
