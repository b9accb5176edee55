#ifndef ALIKE_H
#define ALIKE_H

#include <pthread.h>

#include "driver.h"
#include "duplicate.h"

/*
 * Where to look for requests that are alike: by each key of an active one its
 * seq, in memory.  Keys come in no order: their indexes in the file were a
 * third of all pages a registration wrote.  It says only where to look, the
 * row decides: what it names may have ended, or never have happened; what
 * there is it names, or it says that it does not know.
 */

enum alike_kind {
	ALIKE_CARD,
	ALIKE_PHONE,
	ALIKE_NAME_BIRTH,
	ALIKE_ADDRESS_BIRTH,
	ALIKE_CALLER, /* the phone of who called */
};

struct alike_spot {
	uint32_t mark; /* of kind and key */
	uint32_t next; /* in its row, counted from 1; 0: the last */
	int64_t seq;   /* 0: free */
};

struct alike_table {
	struct alike_spot *spot;
	uint32_t *head; /* one for each of room, as next */
	size_t room;    /* a power of two, or 0 */
	size_t used;
	uint32_t freed; /* as next */
};

struct alike {
	pthread_mutex_t lock; /* guards what follows */
	unsigned char key[16];
	bool whole; /* else it does not know; the writer's to change */
	struct alike_table now;
	size_t limit; /* when more are used, read anew: most ended long ago */
	struct alike_spot *taken; /* out of it, by what is not committed */
	size_t taken_count, taken_room;
};

/* The rows a key may be of, the oldest first. */
struct alike_hits {
	int64_t *seq;
	size_t count;
};

/** alike_init(a): knows nothing yet. */
void alike_init(struct alike *a);
void alike_free(struct alike *a);

/**
 * alike_load(a, db):
 * On the writer, before anything is written: read all there are, unless they
 * are known and few of them have ended.
 * Errors:  ERR_STORAGE.  Without memory it goes on as it was.
 */
enum err_code alike_load(struct alike *a, struct db *db) MUST_CHECK;

/** alike_add(a, keys, caller, seq): the row ${seq} is about to have these.
 * Here and below ${a} may be NULL: nobody keeps it. */
void alike_add(struct alike *a, const struct duplicate_keys *keys,
	       const char *caller, int64_t seq);

/** alike_find(a, kind, key, out, arena): false: not known, look everywhere.
 * Errors:  arena->overflow. */
bool alike_find(struct alike *a, enum alike_kind kind, const char *key,
		struct alike_hits *out, struct arena *arena);

/** alike_take(a, kind, key, seq): on the writer: the row is not active. */
void alike_take(struct alike *a, enum alike_kind kind, const char *key,
		int64_t seq);

/** alike_back(a): what was written is taken back, what was taken out put in. */
void alike_back(struct alike *a);

/** alike_committed(a): what was taken out stays out. */
void alike_committed(struct alike *a);

#endif
