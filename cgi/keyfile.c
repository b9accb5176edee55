#include "keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#define HEX_LEN (STORE_KEY_BYTES * 2)

bool
keyfile_beside(const char *path, const char *name, char *out, size_t size)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
	size_t n = strlen(name) + 1;

	if (folder + n > size)
		return false;
	memcpy(out, path, folder);
	memcpy(out + folder, name, n);
	return true;
}

bool
keyfile_path(const char *db_path, char *out, size_t size)
{
	return keyfile_beside(db_path, KEYFILE_NAME, out, size);
}

enum err_code
keyfile_read(const char *path, unsigned char key[STORE_KEY_BYTES])
{
	char text[HEX_LEN + 1];
	size_t n = 0;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd == -1)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE;
	got = read(fd, text, sizeof(text));
	(void)close(fd);
	if (got < HEX_LEN ||
	    sodium_hex2bin(key, STORE_KEY_BYTES, text, HEX_LEN, NULL, &n,
			   NULL) != 0 ||
	    n != STORE_KEY_BYTES)
		return ERR_SYNTAX;
	sodium_memzero(text, sizeof(text));
	return ERR_OK;
}

enum err_code
keyfile_make(const char *path)
{
	unsigned char key[STORE_KEY_BYTES];
	char text[HEX_LEN + 1];
	bool written;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd == -1)
		return errno == EEXIST ? ERR_EXISTS : ERR_STORAGE;
	randombytes_buf(key, sizeof(key));
	sodium_bin2hex(text, sizeof(text), key, sizeof(key));
	text[HEX_LEN] = '\n';
	written = write(fd, text, sizeof(text)) == (ssize_t)sizeof(text) &&
		  fsync(fd) == 0;
	sodium_memzero(key, sizeof(key));
	sodium_memzero(text, sizeof(text));
	if (close(fd) != 0 || !written) {
		(void)unlink(path);
		return ERR_STORAGE;
	}
	return ERR_OK;
}
