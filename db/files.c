#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"

#define COPY_BYTES 65536

static enum err_code
code_of_errno(void)
{
	if (errno == EEXIST)
		return ERR_EXISTS;
	return errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE;
}

static int
make(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

enum err_code
files_make(const char *path)
{
	int fd = make(path);

	if (fd < 0)
		return code_of_errno();
	close(fd);
	return ERR_OK;
}

enum err_code
files_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err_code code = ERR_OK;

	if (fd < 0)
		return code_of_errno();
	if (fsync(fd) != 0)
		code = ERR_STORAGE;
	close(fd);
	return code;
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n != 0) {
		ssize_t w = write(fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return false;
		p += w;
		n -= (size_t)w;
	}
	return true;
}

static bool
pour(int in, int out)
{
	char buffer[COPY_BYTES];
	ssize_t n;

	while ((n = read(in, buffer, sizeof(buffer))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || !write_all(out, buffer, (size_t)n))
			return false;
	}
	return fsync(out) == 0;
}

enum err_code
files_copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out;
	enum err_code code = ERR_OK;

	if (in < 0)
		return code_of_errno();
	out = make(to);
	if (out < 0) {
		code = code_of_errno();
	} else if (!pour(in, out)) {
		code = ERR_STORAGE;
		(void)unlink(to);
	}
	if (out >= 0)
		close(out);
	close(in);
	return code;
}

enum err_code
files_move(const char *from, const char *to, bool replace)
{
	char path[PATH_MAX];

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to,
		      replace ? 0 : RENAME_NOREPLACE) != 0)
		return code_of_errno();
	if (snprintf(path, sizeof(path), "%s", to) >= (int)sizeof(path))
		return ERR_STORAGE;
	return files_sync(dirname(path));
}
