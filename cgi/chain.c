#include "chain.h"

#include <sodium.h>
#include <stdio.h>

#include "headfile.h"
#include "logline.h"
#include "units.h"

#define SLICE_ROWS 5000 /* a turn of the sweep */
#define TELL_EVERY_MS HOUR_MS
#define ROUND_EVERY_MS DAY_MS

void
chain_begin(struct chain *c, const char *key_path,
	    const unsigned char key[STORE_KEY_BYTES])
{
	enum err_code code;

	*c = (struct chain){.key = key};
	if (!headfile_path(key_path, c->path, sizeof(c->path)))
		return;
	code = headfile_read(c->path, key, &c->mark);
	if (code != ERR_OK && code != ERR_NOT_FOUND)
		logline_event(LOGLINE_ERROR, "audit_head_unread", NULL);
}

/* The head to the log and to the file. */
static void
tell(struct chain *c)
{
	char head[AUDIT_HASH_BYTES * 2 + 1], text[128];

	if (c->broken || c->mark.seq == 0)
		return;
	(void)sodium_bin2hex(head, sizeof(head), c->mark.hash,
			     AUDIT_HASH_BYTES);
	(void)snprintf(text, sizeof(text), "count %lld head %s",
		       (long long)c->mark.seq, head);
	logline_event(LOGLINE_INFO, "audit_head", text);
	if (headfile_write(c->path, c->key, &c->mark) != ERR_OK)
		logline_event(LOGLINE_WARNING, "audit_head_unwritten", NULL);
}

/* One slice after ${mark}; true when the end was reached and all is well. */
static bool
step(struct chain *c, struct db *db, struct audit_mark *mark)
{
	struct audit_report report;
	char text[64];

	if (audit_verify_some(db, c->key, mark, SLICE_ROWS, &report) !=
	    ERR_OK) {
		logline_event(LOGLINE_WARNING, "audit_unread", NULL);
		return false;
	}
	if (report.ok)
		return report.done;
	(void)snprintf(text, sizeof(text), "first bad %lld",
		       (long long)report.first_bad);
	logline_event(LOGLINE_ERROR, "audit_broken", text);
	c->broken = true;
	return false;
}

/* The rows that were right once, once a day. */
static void
go_round(struct chain *c, struct db *db, int64_t now_ms)
{
	if (c->round.seq == 0 && c->round_ms != 0 &&
	    now_ms - c->round_ms < ROUND_EVERY_MS)
		return;
	if (c->round.seq == 0)
		c->round_ms = now_ms;
	if (step(c, db, &c->round))
		c->round = (struct audit_mark){0};
}

void
chain_follow(struct chain *c, struct db *db, int64_t now_ms)
{
	if (c->broken || !step(c, db, &c->mark))
		return;
	go_round(c, db, now_ms);
	if (c->broken ||
	    (c->told_ms != 0 && now_ms - c->told_ms < TELL_EVERY_MS))
		return;
	c->told_ms = now_ms;
	tell(c);
}

void
chain_end(struct chain *c, struct db *db)
{
	if (!c->broken)
		(void)step(c, db, &c->mark); /* what the last look left */
	tell(c);
}
