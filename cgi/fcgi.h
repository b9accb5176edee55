#ifndef FCGI_H
#define FCGI_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "slice.h"

/*
 * One FastCGI connection of a responder (FastCGI 1.0): what came is gathered
 * until a request is whole, the answer goes out in one call.  One request at a
 * time; never more memory than FCGI_RAW_MAX.  Belongs to one thread at a time.
 */

#define FCGI_ROOM ((size_t)8 * 1024)     /* of a usual request, records and all */
#define FCGI_RAW_MAX ((size_t)1024 * 1024) /* of the largest */
#define FCGI_PARAMS_MAX 128              /* further parameters are dropped */
#define FCGI_PATIENCE_S 10               /* with a peer that does not read */

struct fcgi_param {
	struct slice name;
	const char *value;
};

struct fcgi {
	int fd;
	char *data; /* the records as they came */
	size_t room, n;
	size_t at; /* the first record that was not looked at */
	bool begun;
	bool params_over; /* the empty record was there */
	bool keep;        /* for the next request */
	int request_id;
	/* of a whole request, all in data */
	size_t whole; /* bytes of it: what follows is the next one's */
	struct fcgi_param param[FCGI_PARAMS_MAX];
	size_t param_count;
	struct slice body;
};

enum fcgi_state {
	FCGI_PART,  /* wait for more */
	FCGI_WHOLE, /* a request is there */
	FCGI_GONE,  /* the peer left, or speaks something else: close */
};

/** fcgi_open(f, fd): take over the connected socket ${fd}; false: no memory. */
bool fcgi_open(struct fcgi *f, int fd) MUST_CHECK;

/** fcgi_close(f): hang up and forget; fcgi_give(f): leave the socket open. */
void fcgi_close(struct fcgi *f);
int fcgi_give(struct fcgi *f);

/**
 * fcgi_fill(f):
 * Take what has come, without waiting.  FCGI_WHOLE: param and body are set
 * until fcgi_next().
 */
enum fcgi_state fcgi_fill(struct fcgi *f) MUST_CHECK;

/** fcgi_param(f, name): the value of a parameter, or NULL. */
const char *fcgi_param(const struct fcgi *f, const char *name);

/**
 * fcgi_answer(f, head, body):
 * Send the header and the ${body} (may be empty) of the answer and its end.
 * Waits for the peer at most FCGI_PATIENCE_S.  False: the connection is of no
 * use any more.
 */
bool fcgi_answer(struct fcgi *f, struct slice head, struct slice body)
    MUST_CHECK;

/**
 * fcgi_next(f):
 * Forget the request that was answered; FCGI_WHOLE: the next one is there
 * already.
 */
enum fcgi_state fcgi_next(struct fcgi *f) MUST_CHECK;

#endif
