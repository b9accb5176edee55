#ifndef CHAIN_H
#define CHAIN_H

#include "audit.h"

/*
 * The audit chain, followed while the service runs: what was added since the
 * last look is verified, a slice a turn.  Its head goes to the log and to a
 * file beside the key: outside the database they show when the tail was cut.
 */
struct chain {
	char path[4096]; /* of the file */
	const unsigned char *key;
	struct audit_mark mark; /* verified up to here */
	int64_t told_ms;        /* when the head was told; 0: never */
	struct audit_mark round; /* once a day all of it again, up to here */
	int64_t round_ms;        /* when that began; 0: never */
	bool broken;            /* told once, then left alone */
};

/** chain_begin(c, key_path, key): from where the file says it was right. */
void chain_begin(struct chain *c, const char *key_path,
    const unsigned char key[STORE_KEY_BYTES]);

/** chain_follow(c, db, now_ms): one slice; ${now_ms} of a steady clock. */
void chain_follow(struct chain *c, struct db *db, int64_t now_ms);

/** chain_end(c, db): the head to the log and the file, before a stop. */
void chain_end(struct chain *c, struct db *db);

#endif
