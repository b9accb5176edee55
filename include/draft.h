#ifndef DRAFT_H
#define DRAFT_H

#include "store.h"

/*
 * Drafts: what an operator typed and has not posted yet.  A draft is its
 * owner's alone; for everybody else there is none.
 */

#define DRAFT_TEXT_MAX ((size_t)32 * 1024) /* bytes */
#define DRAFT_LABEL_MAX 100                /* characters */
#define DRAFT_OWN_MAX 20                   /* drafts of one operator */

struct draft {
	const char *id; /* UUID, made by the page */
	int64_t version;
	const char *label; /* line of the list, or NULL */
	const char *text;  /* the screen, opaque; NULL in lists */
	int64_t created_at_ms;
	int64_t updated_at_ms;
	int64_t expires_at_ms; /* settings.draft_hours after the last change */
};

/** draft_find(db, op, id, out): a draft of the actor's; ERR_NOT_FOUND. */
enum err_code draft_find(struct db *db, const struct op *op, const char *id,
    struct draft *out) MUST_CHECK;

/** draft_list(db, op, out, count): the actor's, newest change first. */
enum err_code draft_list(struct db *db, const struct op *op,
    struct draft **out, size_t *count) MUST_CHECK;

struct draft_ask {
	struct op op;
	struct draft draft;  /* id; to put: label and text; out: version, times */
	int64_t if_version;  /* 0: none given */
	bool created;        /* out of draft_put() */
};

/**
 * draft_put(db, arg): a store_fn over struct draft_ask.
 * Make the draft, or change it with its version in if_version.  What is
 * stored like that already is answered as it is: the page asks again when an
 * answer was lost.  Making is audited, changes are not.
 * Errors:  ERR_FIELDS; ERR_NOT_FOUND: another's, or if_version of none;
 *          ERR_PRECONDITION: there is one and no if_version; ERR_STALE with
 *          by and since; ERR_TOO_MANY_DRAFTS with the limit as ref.
 */
enum err_code draft_put(struct db *db, void *arg);

/** draft_delete(db, arg): a store_fn; ERR_NOT_FOUND, ERR_STALE. */
enum err_code draft_delete(struct db *db, void *arg);

/**
 * draft_posted(db, op, id):
 * In the transaction that posts its request: erase the actor's draft ${id}.
 * None is as good: it ran out, or the page was first.
 */
enum err_code draft_posted(struct db *db, const struct op *op,
    const char *id) MUST_CHECK;

struct draft_purge_ask {
	struct op op;   /* actor: the system */
	int64_t purged; /* out */
};

/** draft_purge(db, arg): a store_fn: erase some of those that ran out. */
enum err_code draft_purge(struct db *db, void *arg);

/** draft_due(db, op, due): on a reader: whether a purge has work. */
enum err_code draft_due(struct db *db, const struct op *op,
    bool *due) MUST_CHECK;

#endif
