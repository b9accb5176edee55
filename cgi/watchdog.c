#include "watchdog.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SIGN_MAX 256
#define START_MS 90000 /* a database of years may be migrated first */

int64_t
watchdog_every_ms(void)
{
	const char *usec = getenv("WATCHDOG_USEC");
	long long n = usec != NULL ? strtoll(usec, NULL, 10) : 0;

	return n > 0 ? n / 1000 / 2
		     : 0; /* twice in the time, as systemd asks */
}

/* False: ${path} is too long.  '@' stands for an abstract name's NUL. */
static bool
address_of(const char *path, struct sockaddr_un *at, socklen_t *size)
{
	size_t n = strlen(path);

	*at = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (n == 0 || n >= sizeof(at->sun_path))
		return false;
	memcpy(at->sun_path, path, n);
	if (path[0] == '@')
		at->sun_path[0] = '\0';
	*size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
	return true;
}

void
watchdog_tell(const char *sign)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un at;
	socklen_t size;
	int fd;

	if (path == NULL || !address_of(path, &at, &size))
		return;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return;
	/* A sign that does not arrive is one the listener waits for. */
	(void)sendto(fd, sign, strlen(sign), MSG_NOSIGNAL,
		     (const struct sockaddr *)&at, size);
	(void)close(fd);
}

static bool
leave_to_children(const char *path, int limit_s)
{
	char usec[32];

	(void)snprintf(usec, sizeof(usec), "%lld", limit_s * 1000000LL);
	return setenv("NOTIFY_SOCKET", path, 1) == 0 &&
	       setenv("WATCHDOG_USEC", usec, 1) == 0;
}

bool
watchdog_listen(struct watchdog *w, const char *path, int limit_s)
{
	struct sockaddr_un at;
	socklen_t size;
	int on = 1;

	*w = (struct watchdog){
	    .fd = -1, .limit_ms = limit_s * INT64_C(1000), .path = path};
	if (limit_s == 0)
		return true;
	if (!address_of(path, &at, &size))
		return false;
	(void)unlink(path);
	w->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (w->fd == -1)
		return false;
	return bind(w->fd, (const struct sockaddr *)&at, size) == 0 &&
	       setsockopt(w->fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) ==
		   0 &&
	       leave_to_children(path, limit_s);
}

/* Who sent ${m}, by the kernel's word; 0: not told. */
static pid_t
sender(struct msghdr *m)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	struct ucred who;

	if (c == NULL || c->cmsg_level != SOL_SOCKET ||
	    c->cmsg_type != SCM_CREDENTIALS)
		return 0;
	memcpy(&who, CMSG_DATA(c), sizeof(who));
	return who.pid;
}

void
watchdog_start(struct watchdog *w, int64_t now_ms)
{
	w->heard_ms = now_ms;
	w->ready = false;
}

void
watchdog_hear(struct watchdog *w, pid_t pid, int64_t now_ms)
{
	for (;;) {
		char sign[SIGN_MAX];
		union {
			char room[CMSG_SPACE(sizeof(struct ucred))];
			struct cmsghdr align;
		} control;
		struct iovec part = {sign, sizeof(sign)};
		struct msghdr m = {
		    .msg_iov = &part,
		    .msg_iovlen = 1,
		    .msg_control = &control,
		    .msg_controllen = sizeof(control),
		};

		if (w->fd == -1 || recvmsg(w->fd, &m, 0) < 0)
			return;
		if (sender(&m) != pid)
			continue;
		w->heard_ms = now_ms;
		w->ready = true;
	}
}

int64_t
watchdog_silent_ms(const struct watchdog *w, int64_t now_ms)
{
	int64_t silent_ms = now_ms - w->heard_ms;

	return w->fd != -1 && silent_ms > (w->ready ? w->limit_ms : START_MS)
		   ? silent_ms
		   : 0;
}

void
watchdog_close(struct watchdog *w)
{
	if (w->fd == -1)
		return;
	(void)close(w->fd);
	(void)unlink(w->path);
	w->fd = -1;
}
