#ifndef EVENTS_H
#define EVENTS_H

#include "stream.h"

/*
 * Live events: one thread tells all who listen what was committed.  A worker
 * hands the connection of an accepted request over and is free again.
 */

struct events;

struct events_config {
	int streams_max;
	int heartbeat_ms; /* between signs of life */
	int patience_ms;  /* with a peer that does not read */
};

/** events_start(store, sessions, config, out): ERR_NOMEM. */
enum err_code events_start(struct store *store, struct sessions *sessions,
    const struct events_config *config, struct events **out) MUST_CHECK;

/**
 * events_reserve(e, actor, session, last_id):
 * A place and a stream for it (stream_make()); events_attach() or
 * events_drop() comes next.  NULL: no place, or the end is near.
 */
struct stream *events_reserve(struct events *e, const struct actor *actor,
    const struct session *session, const char *last_id);

/** events_drop(e, s): the stream will not be used. */
void events_drop(struct events *e, struct stream *s);

/**
 * events_attach(e, s, fd, request_id, head):
 * The connection ${fd} and its request are the stream's from now on, closed
 * by it in any case.  What goes out first is ${head}.
 */
void events_attach(struct events *e, struct stream *s, int fd, int request_id,
    const struct buf *head);

/** events_hang_up(e): end all streams that are open now. */
void events_hang_up(struct events *e);

/** events_stop(e): end all streams and the thread; no more are taken. */
void events_stop(struct events *e);

/** events_free(e): stop, once nobody attaches any more; NULL is allowed. */
void events_free(struct events *e);

struct events_stats {
	uint64_t open;    /* streams now */
	uint64_t sent;    /* events */
	uint64_t dropped; /* streams whose peer did not read */
	uint64_t refused; /* for want of a place */
};
void events_stats(struct events *e, struct events_stats *out);

#endif
