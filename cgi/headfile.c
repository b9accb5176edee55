#include "headfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "keyfile.h"
#include "slice.h"

#define MAC_BYTES 32
#define HEX(bytes) ((bytes)*2)
#define LINE_MAX_BYTES (24 + HEX(AUDIT_HASH_BYTES) + HEX(MAC_BYTES) + 3)

bool
headfile_path(const char *key_path, char *out, size_t size)
{
	return keyfile_beside(key_path, HEADFILE_NAME, out, size);
}

/* "seq hash mac": the line that is written. */
static void
print(const struct audit_mark *mark, const unsigned char *key,
      char out[LINE_MAX_BYTES])
{
	char hash[HEX(AUDIT_HASH_BYTES) + 1], mac[HEX(MAC_BYTES) + 1];
	unsigned char bytes[MAC_BYTES];
	size_t n;

	(void)sodium_bin2hex(hash, sizeof(hash), mark->hash, AUDIT_HASH_BYTES);
	(void)snprintf(out, LINE_MAX_BYTES, "%lld %s ", (long long)mark->seq,
		       hash);
	n = strlen(out);
	crypto_generichash(bytes, sizeof(bytes), (const unsigned char *)out, n,
			   key, STORE_KEY_BYTES);
	(void)sodium_bin2hex(mac, sizeof(mac), bytes, sizeof(bytes));
	(void)snprintf(out + n, LINE_MAX_BYTES - n, "%s\n", mac);
}

enum err_code
headfile_read(const char *path, const unsigned char key[STORE_KEY_BYTES],
	      struct audit_mark *out)
{
	char text[LINE_MAX_BYTES] = "", again[LINE_MAX_BYTES];
	struct slice rest, seq, hash;
	FILE *f = fopen(path, "re");
	bool got;

	*out = (struct audit_mark){0};
	if (f == NULL)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_STORAGE;
	got = fgets(text, sizeof(text), f) != NULL;
	(void)fclose(f);
	rest = slice_of(text);
	if (!got || !slice_cut(&rest, ' ', &seq) ||
	    !slice_cut(&rest, ' ', &hash) ||
	    sodium_hex2bin(out->hash, AUDIT_HASH_BYTES, hash.p, hash.n, NULL,
			   NULL, NULL) != 0)
		return ERR_SYNTAX;
	out->seq = strtoll(text, NULL, 10);
	print(out, key, again);
	if (strcmp(text, again) == 0)
		return ERR_OK;
	*out = (struct audit_mark){0};
	return ERR_SYNTAX;
}

enum err_code
headfile_write(const char *path, const unsigned char key[STORE_KEY_BYTES],
	       const struct audit_mark *mark)
{
	char fresh[4096 + 8], line[LINE_MAX_BYTES];
	ssize_t n;
	bool written;
	int fd;

	print(mark, key, line);
	n = (ssize_t)strlen(line);
	if (snprintf(fresh, sizeof(fresh), "%s.new", path) >=
	    (int)sizeof(fresh))
		return ERR_STORAGE;
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd == -1)
		return ERR_STORAGE;
	written = write(fd, line, (size_t)n) == n && fsync(fd) == 0;
	if (close(fd) != 0 || !written || rename(fresh, path) != 0) {
		(void)unlink(fresh);
		return ERR_STORAGE;
	}
	return ERR_OK;
}

void
headfile_check(const char *path, const unsigned char key[STORE_KEY_BYTES],
	       struct audit_report *report)
{
	struct audit_mark kept;

	if (!report->ok || headfile_read(path, key, &kept) != ERR_OK ||
	    kept.seq <= report->count)
		return;
	report->ok = false;
	report->first_bad = report->count + 1;
}
