#ifndef UNKNOWN_H
#define UNKNOWN_H

#include "edit.h"

/* Searches nobody could answer, worked off: spoken_unknown() counts them. */

struct unknown_term {
	const char *term; /* folded */
	int64_t count;
	int64_t first_at_ms;
	int64_t last_at_ms;
};

/** unknown_list(db, arena, out, count): what waits, the most asked first. */
enum err_code unknown_list(struct db *db, struct arena *arena,
    struct unknown_term **out, size_t *count) MUST_CHECK;

struct unknown_ask {
	struct edit_ask edit; /* of the service; first: it holds the op */
	const char *term;
	bool again; /* back to what waits */
};

/**
 * unknown_settle(db, arg):
 * Let a term go; with ${arg}->edit.row.key, the code of a service, it becomes
 * one of its aliases.
 * Errors:  ERR_NOT_FOUND; as edit_change().
 */
enum err_code unknown_settle(struct db *db, void *arg);

#endif
