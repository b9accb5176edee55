#ifndef STREAM_H
#define STREAM_H

#include "buf.h"
#include "session.h"

/*
 * One client's stream of events (SSE) over a FastCGI connection taken from a
 * worker.  The records are written here, for nobody waits for a peer that
 * does not read.  Never blocks; belongs to one thread at a time.
 */

#define STREAM_ROOM 2048 /* bytes on their way: the header, or some events */

struct stream {
	struct stream *prev, *next; /* of its owner's list */
	int fd;                     /* -1: still the worker's */
	int request_id;             /* FastCGI's */
	unsigned roles;
	char login[40];
	bool has_session; /* ends with it */
	unsigned char token_hash[SESSION_HASH_BYTES];
	uint64_t after; /* seq of the last change looked at */
	bool lost;      /* what the client knew of is no longer known here */
	int64_t blocked_since_ms; /* 0: the peer reads */
	size_t n, sent;           /* of out */
	char out[STREAM_ROOM];
};

/**
 * stream_make(actor, session, last_id, store):
 * A stream for ${actor}, from the change after ${last_id} on, or from now on
 * when that is NULL.  Free it by stream_end().  NULL: no memory.
 */
struct stream *stream_make(const struct actor *actor,
    const struct session *session, const char *last_id, struct store *store);

/**
 * stream_attach(s, fd, request_id, head):
 * Take over the connection; what goes out first is ${head}, the answer's
 * header.
 */
void stream_attach(
    struct stream *s, int fd, int request_id, const struct buf *head);

/* What a stream waits for now. */
enum stream_state {
	STREAM_IDLE,    /* the next change */
	STREAM_BLOCKED, /* its peer */
	STREAM_GONE,    /* nothing: the peer has left */
};

/** stream_pump(s, store, now_ms, events): send what is there to send; counts
 * the ${events} that went out. */
enum stream_state stream_pump(struct stream *s, struct store *store,
    int64_t now_ms, uint64_t *events);

/** stream_beat(s, now_ms): a sign of life, unless something is on its way. */
enum stream_state stream_beat(struct stream *s, int64_t now_ms);

/** stream_end(s): the end of the answer if it fits, close, free. */
void stream_end(struct stream *s);

#endif
