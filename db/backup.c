#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "connection.h"
#include "files.h"
#include "lock.h"
#include "migrate.h"

#define SCHEMA_WITH_REQUESTS 2

/* ${path} with ${suffix}; false: too long. */
static bool
suffixed(char out[PATH_MAX], const char *path, const char *suffix)
{
	return snprintf(out, PATH_MAX, "%s%s", path, suffix) < PATH_MAX;
}

static enum err_code
refuse(struct err *err, const char *ref)
{
	err->code = ERR_STATE;
	err->ref = ref;
	return ERR_STATE;
}

static enum err_code
count_requests(struct db *db, struct backup_report *out)
{
	struct db_rows r;

	if (out->schema < SCHEMA_WITH_REQUESTS)
		return ERR_OK;
	r = db_query(db, SQL_BACKUP_REQUEST_COUNT, DB_NO_ARGS);
	out->requests = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

static enum err_code
inspect(struct db *db, const unsigned char key[STORE_KEY_BYTES],
	struct backup_report *out)
{
	enum err_code code =
	    db_integrity(db, out->problem, sizeof(out->problem));

	out->integrity_ok = code == ERR_OK && out->problem[0] == '\0';
	if (!out->integrity_ok)
		return code;
	code = count_requests(db, out);
	if (code == ERR_OK)
		code = audit_verify(db, key, &out->audit);
	if (code == ERR_OK && !out->audit.ok)
		snprintf(out->problem, sizeof(out->problem),
			 "the audit chain breaks at %lld",
			 (long long)out->audit.first_bad);
	return code;
}

enum err_code
backup_check(const char *path, const unsigned char key[STORE_KEY_BYTES],
	     struct backup_report *out, struct err *err)
{
	struct db *db;
	const char *why = NULL;
	enum err_code code = db_open(path, DB_COPIER, &db, &why);

	*out = (struct backup_report){0};
	if (code == ERR_STATE)
		return refuse(err, why);
	if (code == ERR_NOT_FOUND)
		return code;
	if (code == ERR_OK)
		code = db_schema(db, &out->schema);
	if (code == ERR_OK && out->schema > migrate_newest())
		code = refuse(err, "newer");
	else if (code == ERR_OK)
		code = inspect(db, key, out);
	db_close(db);
	if (code == ERR_STATE || code == ERR_NOMEM)
		return code;
	/* An engine that stumbles over the file has found it broken, too. */
	if (code != ERR_OK && out->problem[0] == '\0')
		snprintf(out->problem, sizeof(out->problem), "not readable");
	return out->problem[0] != '\0' ? refuse(err, "broken") : code;
}

/* Copy the database ${path} into the empty file ${to}. */
static enum err_code
copy_into(const char *path, const char *to, struct err *err)
{
	struct db *db;
	const char *why = NULL;
	enum err_code code = db_open(path, DB_COPIER, &db, &why);

	if (code == ERR_STATE)
		return refuse(err, why);
	if (code != ERR_OK)
		return code;
	code = db_copy(db, to);
	db_close(db);
	return code == ERR_OK ? files_sync(to) : code;
}

enum err_code
backup_make(const char *path, const char *to,
	    const unsigned char key[STORE_KEY_BYTES], struct backup_report *out,
	    struct err *err)
{
	char part[PATH_MAX];
	enum err_code code;

	*out = (struct backup_report){0};
	if (access(path, F_OK) != 0)
		return ERR_NOT_FOUND;
	if (access(to, F_OK) == 0)
		return ERR_EXISTS;
	if (!suffixed(part, to, ".partial"))
		return ERR_STORAGE;
	(void)unlink(part); /* of a backup that was cut off */
	code = files_make(part);
	if (code != ERR_OK)
		return ERR_STORAGE;
	code = copy_into(path, part, err);
	if (code == ERR_OK)
		code = backup_check(part, key, out, err);
	if (code == ERR_OK)
		code = files_move(part, to, false);
	if (code != ERR_OK)
		(void)unlink(part);
	return code;
}

/*
 * Let the log of the old database run into its file, so that what is kept of
 * it is whole; a file too broken for that is kept as it is.
 */
static void
settle(const char *path)
{
	struct db *db;
	const char *why;

	if (db_open(path, DB_WRITER, &db, &why) == ERR_OK)
		db_close(db);
}

static enum err_code
move_away(const char *path, const char *kept)
{
	enum err_code code = files_move(path, kept, true);

	return code == ERR_NOT_FOUND ? ERR_OK : code;
}

/* Take ${path} and its log out of the way; a stale log would spoil the new. */
static enum err_code
set_aside(const char *path)
{
	char kept[PATH_MAX], kept_wal[PATH_MAX], wal[PATH_MAX], shm[PATH_MAX];
	enum err_code code;

	if (!suffixed(kept, path, ".before-restore") ||
	    !suffixed(kept_wal, kept, "-wal") || !suffixed(wal, path, "-wal") ||
	    !suffixed(shm, path, "-shm"))
		return ERR_STORAGE;
	if (access(path, F_OK) == 0) {
		settle(path);
		(void)unlink(kept_wal); /* of an older restore */
	}
	code = move_away(path, kept);
	if (code == ERR_OK)
		code = move_away(wal, kept_wal);
	(void)unlink(shm);
	return code;
}

static enum err_code
put_back(const char *from, const char *path)
{
	char part[PATH_MAX];
	enum err_code code;

	if (!suffixed(part, path, ".partial"))
		return ERR_STORAGE;
	(void)unlink(part);
	code = files_copy(from, part);
	if (code == ERR_OK)
		code = set_aside(path);
	if (code == ERR_OK)
		code = files_move(part, path, true);
	if (code != ERR_OK)
		(void)unlink(part);
	return code;
}

enum err_code
backup_restore(const char *from, const char *path,
	       const unsigned char key[STORE_KEY_BYTES],
	       struct backup_report *out, struct err *err)
{
	int lock;
	enum err_code code = lock_take(path, &lock);

	*out = (struct backup_report){0};
	if (code == ERR_STATE)
		return refuse(err, "locked");
	if (code == ERR_OK)
		code = backup_check(from, key, out, err);
	if (code == ERR_OK)
		code = put_back(from, path);
	lock_drop(lock);
	return code;
}
