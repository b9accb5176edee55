#ifndef FCGI_H
#define FCGI_H

#include <fcgiapp.h>
#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "slice.h"

/*
 * One FastCGI connection of a responder.  libfcgi speaks with the peer; here
 * is what it lacks: to know, without waiting, whether a whole request is
 * there.  Belongs to one thread at a time.
 */

#define FCGI_BODY_MAX ((size_t)16 * 1024 * 1024) /* more than a file has */
#define FCGI_PATIENCE_S 2                   /* with a peer in mid-request */

#define FCGI_SLOTS 128 /* for parameters, of which there are some thirty */

struct fcgi {
	FCGX_Request request;
	/* of envp by the hash of its name, from 1; 0: none */
	unsigned char slot[FCGI_SLOTS];
	bool more; /* than there are slots for */
	char *data; /* of the body */
	size_t room;
	struct slice body;
	bool keep; /* the connection, for the next request */
};

enum fcgi_state {
	FCGI_NONE,  /* nothing there */
	FCGI_PART,  /* the beginning of a request, or more than can be seen */
	FCGI_WHOLE, /* fcgi_take() will not wait */
	FCGI_GONE,  /* the peer left: close */
};

/** fcgi_init(): once, before all others; false: cannot. */
bool fcgi_init(void) MUST_CHECK;

/** fcgi_open(f, fd): take over the connected socket ${fd}; false: cannot. */
bool fcgi_open(struct fcgi *f, int fd) MUST_CHECK;

/** fcgi_close(f): hang up and forget; fcgi_give(f): leave the socket open. */
void fcgi_close(struct fcgi *f);
int fcgi_give(struct fcgi *f);

/** fcgi_fd(f): the socket, -1 after it was closed. */
int fcgi_fd(const struct fcgi *f);

/** fcgi_look(f): what has come, which stays where it is. */
enum fcgi_state fcgi_look(struct fcgi *f) MUST_CHECK;

/**
 * fcgi_take(f):
 * Read the request: param and body are set until fcgi_answer() or
 * fcgi_give().  False: the peer left, said nothing for FCGI_PATIENCE_S or
 * speaks something else: close.
 */
bool fcgi_take(struct fcgi *f) MUST_CHECK;

/** fcgi_param(f, name): the value of a parameter, or NULL. */
const char *fcgi_param(const struct fcgi *f, const char *name);

/** fcgi_id(f): the number the peer gave the request. */
int fcgi_id(const struct fcgi *f);

/**
 * fcgi_answer(f, head, body):
 * Send the header and the ${body} (may be empty) of the answer and its end.
 * False: the connection is of no use any more: close.
 */
bool
fcgi_answer(struct fcgi *f, struct slice head, struct slice body) MUST_CHECK;

#endif
