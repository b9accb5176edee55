#include "fcgi.h"

#include <errno.h>
#include <fastcgi.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#define SIGHT ((size_t)16 * 1024) /* bytes looked at ahead */
#define ROOM ((size_t)4 * 1024)   /* first of a body, then doubled */
#define ROOM_KEPT ((size_t)64 * 1024)
#define RECORD_MAX ((size_t)65528) /* bytes in one, a multiple of eight */

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

/* --- parameters ---------------------------------------------------------- */

static size_t
slot_of(const char *name, size_t n)
{
	return slice_hash((struct slice){name, n}) % FCGI_SLOTS;
}

/* Find each parameter its slot, as long as half of them stay free. */
static void
sort_params(struct fcgi *f)
{
	char *const *envp = f->request.envp;
	size_t i;

	memset(f->slot, 0, sizeof(f->slot));
	for (i = 0; i < FCGI_SLOTS / 2 && envp[i] != NULL; i++) {
		size_t at = slot_of(envp[i], strcspn(envp[i], "="));

		while (f->slot[at] != 0)
			at = (at + 1) % FCGI_SLOTS;
		f->slot[at] = (unsigned char)(i + 1);
	}
	f->more = envp[i] != NULL;
}

/* The value of the parameter ${entry} if it is ${name}, else NULL. */
static const char *
value_of(const char *entry, const char *name, size_t n)
{
	return strncmp(entry, name, n) == 0 && entry[n] == '=' ? entry + n + 1
							       : NULL;
}

const char *
fcgi_param(const struct fcgi *f, const char *name)
{
	char *const *envp = f->request.envp;
	size_t n = strlen(name), at = slot_of(name, n);
	const char *value = NULL;

	for (; f->slot[at] != 0 && value == NULL; at = (at + 1) % FCGI_SLOTS)
		value = value_of(envp[f->slot[at] - 1], name, n);
	return value == NULL && f->more ? FCGX_GetParam(name, f->request.envp)
					: value;
}

/* --- the whole of it ----------------------------------------------------- */

bool
fcgi_take(struct fcgi *f)
{
	/* Or closing would wait for a last word, with a select() that must not
	 * see a descriptor beyond FD_SETSIZE. */
	FCGX_Detach(&f->request);
	if (FCGX_Accept_r(&f->request) != 0)
		return false;
	sort_params(f);
	read_body(f);
	return FCGX_GetError(f->request.in) == 0;
}

int
fcgi_id(const struct fcgi *f)
{
	return f->request.requestId;
}

/* --- the answer ---------------------------------------------------------- */

#define PIECES 4

/* The first ${n} bytes of what is in ${v} were sent. */
static void
skip(struct msghdr *m, size_t n)
{
	while (m->msg_iovlen != 0 && n >= m->msg_iov->iov_len) {
		n -= m->msg_iov->iov_len;
		m->msg_iov++;
		m->msg_iovlen--;
	}
	if (m->msg_iovlen == 0)
		return;
	m->msg_iov->iov_base = (char *)m->msg_iov->iov_base + n;
	m->msg_iov->iov_len -= n;
}

static bool
send_all(int fd, struct iovec v[PIECES])
{
	struct msghdr m = {.msg_iov = v, .msg_iovlen = PIECES};
	ssize_t n;

	for (skip(&m, 0); m.msg_iovlen != 0; skip(&m, (size_t)n)) {
		do
			n = sendmsg(fd, &m, MSG_NOSIGNAL);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			return false;
	}
	return true;
}

static FCGI_Header
header_of(const struct fcgi *f, int type, size_t n)
{
	return (FCGI_Header){
	    .version = FCGI_VERSION_1,
	    .type = (unsigned char)type,
	    .requestIdB1 = (unsigned char)(f->request.requestId >> 8),
	    .requestIdB0 = (unsigned char)f->request.requestId,
	    .contentLengthB1 = (unsigned char)(n >> 8),
	    .contentLengthB0 = (unsigned char)n,
	};
}

static struct iovec
piece(const void *p, size_t n)
{
	return (struct iovec){(void *)(uintptr_t)p, n};
}

/*
 * libfcgi would send 8 KB at a time and wake the peer for each of them: an
 * answer is sent as it lies, in one call as long as it fits one record.
 */
static bool
send_answer(const struct fcgi *f, struct slice head, struct slice body)
{
	const struct {
		FCGI_Header none;
		FCGI_EndRequestRecord over;
	} end = {
	    header_of(f, FCGI_STDOUT, 0),
	    {header_of(f, FCGI_END_REQUEST, sizeof(FCGI_EndRequestBody)),
	     {.protocolStatus = FCGI_REQUEST_COMPLETE}},
	};
	bool sent = head.n <= RECORD_MAX, last = false;

	while (sent && !last) {
		size_t room = RECORD_MAX - head.n;
		size_t n = body.n < room ? body.n : room;
		FCGI_Header record = header_of(f, FCGI_STDOUT, head.n + n);
		struct iovec v[PIECES] = {
		    piece(&record, sizeof(record)),
		    piece(head.p, head.n),
		    piece(body.p, n),
		};

		last = n == body.n;
		v[PIECES - 1] = piece(&end, last ? sizeof(end) : 0);
		sent = send_all(f->request.ipcFd, v);
		body = (struct slice){body.p + n, body.n - n};
		head.n = 0;
	}
	return sent;
}

bool
fcgi_answer(struct fcgi *f, struct slice head, struct slice body)
{
	bool sent = send_answer(f, head, body);

	FCGX_Free(&f->request, 0);
	forget_body(f);
	return sent && f->keep;
}
