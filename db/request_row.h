#ifndef REQUEST_ROW_H
#define REQUEST_ROW_H

#include "driver.h"
#include "duplicate.h"
#include "lifecycle.h"
#include "request.h"
#include "store.h"

/* A row of table request, and what is written along with every change. */

struct request_row {
	struct request q;
	int64_t seq; /* order of posting; 0: not stored yet */
	bool active; /* request_state_active() of its state */
	int64_t created_day;
	struct duplicate_keys keys;
	struct { /* the lists of q as stored: lists.h */
		const char *services;
		const char *epid;
		const char *red_flags;
		const char *lines;
		const char *matches;
		const char *scripts;
		const char *agreed_lines;
	} packed;
	struct db_arg *stored; /* as read: what a turn leaves; or NULL */
};

/* A change of a request, for its history. */
struct request_step {
	enum lifecycle_action action;
	enum request_state from; /* REQUEST_STATE__COUNT: at posting */
	const char *reason;      /* or NULL */
	const char *codes;       /* what belongs into the audit, or NULL */
	const char *comment;     /* or NULL */
};

/**
 * request_row_find(db, id, out, arena):
 * The whole request ${id} with its lists and attempts.
 * Errors:  ERR_NOT_FOUND, ERR_STORAGE, ERR_NOMEM.
 */
enum err_code
request_row_find(struct db *db, const char *id, struct request_row *out,
		 struct arena *arena) MUST_CHECK;

/** request_row_find_number(db, number, out, arena): the same by number. */
enum err_code request_row_find_number(struct db *db, const char *number,
				      struct request_row *out,
				      struct arena *arena) MUST_CHECK;

/**
 * request_row_take(rows, out, arena):
 * The next row of a board statement into ${out}: its BOARD columns and
 * services.  False at the end and on an error.
 */
bool request_row_take(struct db_rows *rows, struct request_row *out,
		      struct arena *arena);

/** request_row_attempts(db, row, arena): read the attempts anew. */
enum err_code request_row_attempts(struct db *db, struct request_row *row,
				   struct arena *arena) MUST_CHECK;

/** request_row_pack(row, arena): fill row->packed from the lists of row->q. */
enum err_code
request_row_pack(struct request_row *row, struct arena *arena) MUST_CHECK;

/**
 * request_row_write(db, op, row, step):
 * Write ${row} as changed by ${step}: the next version, by whom and when, its
 * history and the audit.
 * Errors:  ERR_STALE when the stored version is another; ERR_STORAGE.
 */
enum err_code
request_row_write(struct db *db, const struct op *op, struct request_row *row,
		  const struct request_step *step) MUST_CHECK;

/**
 * request_row_save(db, row):
 * The row alone, new or of the version that follows the stored one; a new
 * one gets its ${row}->seq.
 * Errors:  ERR_STALE; ERR_STORAGE.
 */
enum err_code request_row_save(struct db *db,
			       struct request_row *row) MUST_CHECK;

/** request_row_log(db, op, row, step): history and audit alone. */
enum err_code request_row_log(struct db *db, const struct op *op,
			      const struct request_row *row,
			      const struct request_step *step) MUST_CHECK;

#endif
