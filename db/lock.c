#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "lock.h"

enum err_code
lock_take(const char *path, int *out)
{
	char name[PATH_MAX];
	int fd;

	*out = -1;
	if (snprintf(name, sizeof(name), "%s.lock", path) >= (int)sizeof(name))
		return ERR_STORAGE;
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return ERR_STORAGE;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		enum err_code code =
		    errno == EWOULDBLOCK ? ERR_STATE : ERR_STORAGE;
		close(fd);
		return code;
	}
	*out = fd;
	return ERR_OK;
}

void
lock_drop(int fd)
{
	if (fd >= 0)
		close(fd);
}
