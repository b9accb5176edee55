#include "fcgi.h"

#include <errno.h>
#include <fastcgi.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define SIGHT ((size_t)16 * 1024) /* bytes looked at ahead */
#define ROOM ((size_t)4 * 1024)   /* first of a body, then doubled */
#define ROOM_KEPT ((size_t)64 * 1024)

bool
fcgi_init(void)
{
	/* libfcgi would take SIGUSR1, if it is free, for a shutdown. */
	(void)signal(SIGUSR1, SIG_IGN);
	return FCGX_Init() == 0;
}

bool
fcgi_open(struct fcgi *f, int fd)
{
	const struct timeval patience = {.tv_sec = FCGI_PATIENCE_S};

	*f = (struct fcgi){.request = {.ipcFd = -1}};
	/* No listening socket: who is admitted is not for libfcgi to say. */
	if (FCGX_InitRequest(&f->request, -1, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return false;
	f->request.ipcFd = fd;
	f->request.keepConnection = 1;
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
			 sizeof(patience));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
			 sizeof(patience));
	return true;
}

int
fcgi_give(struct fcgi *f)
{
	int fd = f->request.ipcFd;

	f->request.ipcFd = -1;
	FCGX_Free(&f->request, 0);
	free(f->data);
	f->data = NULL;
	return fd;
}

void
fcgi_close(struct fcgi *f)
{
	int fd = fcgi_give(f);

	if (fd != -1)
		(void)close(fd);
}

int
fcgi_fd(const struct fcgi *f)
{
	return f->request.ipcFd;
}

/* --- looking ahead ------------------------------------------------------- */

/* Whether the records of ${p} reach the end of a request's body. */
static bool
reaches_end(const unsigned char *p, size_t n)
{
	FCGI_Header h;

	for (size_t at = 0; n - at >= sizeof(h);) {
		size_t content;

		memcpy(&h, p + at, sizeof(h));
		content = (size_t)h.contentLengthB1 << 8 | h.contentLengthB0;
		if (h.type == FCGI_STDIN && content == 0)
			return true;
		content += sizeof(h) + h.paddingLength;
		if (content > n - at)
			return false;
		at += content;
	}
	return false;
}

enum fcgi_state
fcgi_look(struct fcgi *f)
{
	unsigned char sight[SIGHT];
	ssize_t n;

	do
		n = recv(f->request.ipcFd, sight, sizeof(sight),
			 MSG_PEEK | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		return reaches_end(sight, (size_t)n) ? FCGI_WHOLE : FCGI_PART;
	return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? FCGI_NONE
								  : FCGI_GONE;
}

/* --- one request --------------------------------------------------------- */

/* Room for at least another byte, and at most FCGI_BODY_MAX. */
static bool
grow(struct fcgi *f, size_t used)
{
	size_t room = f->room != 0 ? f->room * 2 : ROOM;
	char *data;

	if (used < f->room)
		return true;
	data = room <= FCGI_BODY_MAX ? realloc(f->data, room) : NULL;
	if (data == NULL)
		return false;
	f->data = data;
	f->room = room;
	return true;
}

/*
 * All of the body: only then the kept connection is good for another request.
 * What is longer than anything a handler takes is not read to its end.
 */
static void
read_body(struct fcgi *f)
{
	size_t n = 0;
	int got = 1;

	while (got > 0 && grow(f, n)) {
		got =
		    FCGX_GetStr(f->data + n, (int)(f->room - n), f->request.in);
		n += got > 0 ? (size_t)got : 0;
	}
	f->keep = got <= 0 && f->request.keepConnection;
	f->body = (struct slice){f->data, n};
}

static void
forget_body(struct fcgi *f)
{
	f->body = (struct slice){NULL, 0};
	if (f->room <= ROOM_KEPT)
		return;
	free(f->data);
	f->data = NULL;
	f->room = 0;
}

bool
fcgi_take(struct fcgi *f)
{
	/* Or closing would wait for a last word, with a select() that must not
	 * see a descriptor beyond FD_SETSIZE. */
	FCGX_Detach(&f->request);
	if (FCGX_Accept_r(&f->request) != 0)
		return false;
	read_body(f);
	return FCGX_GetError(f->request.in) == 0;
}

const char *
fcgi_param(const struct fcgi *f, const char *name)
{
	return FCGX_GetParam(name, f->request.envp);
}

int
fcgi_id(const struct fcgi *f)
{
	return f->request.requestId;
}

static bool
put(struct fcgi *f, struct slice s)
{
	return s.n == 0 ||
	       FCGX_PutStr(s.p, (int)s.n, f->request.out) == (int)s.n;
}

bool
fcgi_answer(struct fcgi *f, struct slice head, struct slice body)
{
	bool sent = put(f, head) && put(f, body);

	FCGX_Finish_r(&f->request);
	forget_body(f);
	return sent && f->keep && f->request.ipcFd != -1;
}
