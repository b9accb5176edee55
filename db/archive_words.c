#include <stdlib.h>
#include <string.h>

#include "archive.h"
#include "archive_words.h"

#define BATCH 16 /* requests whose words are kept in one write: others wait */

static const char upto_key[] = "request_word_upto";

bool
archive_words_take(struct db_rows *r, struct archive_words_row *out,
		   struct arena *arena)
{
	struct request_form form = {0};

	if (!db_next(r))
		return false;
	out->seq = db_take_int(r);
	out->day = db_take_int(r);
	form.patient.name = db_take_text(r, arena);
	form.patient.card_no = db_take_text(r, arena);
	form.patient.phone = db_take_text(r, arena);
	form.caller.name = db_take_text(r, arena);
	form.caller.phone = db_take_text(r, arena);
	form.address.text = db_take_text(r, arena);
	find_words_of(&form, &out->words, arena);
	if (arena->overflow && r->code == ERR_OK)
		r->code = ERR_NOMEM;
	return r->code == ERR_OK;
}

enum err_code
archive_words_upto(struct db *db, int64_t *out)
{
	struct db_rows r =
	    db_query(db, SQL_META_FIND, DB_ARGS(db_text(upto_key)));

	*out = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

/* --- keeping them ------------------------------------------------------- */

struct entry {
	const char *word;
	int64_t seq;
};

static int
in_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int by_word = strcmp(x->word, y->word);

	return by_word != 0 ? by_word : (x->seq > y->seq) - (x->seq < y->seq);
}

static size_t
add(struct entry *entry, size_t n, const struct archive_words_row *row)
{
	for (size_t i = 0; i < row->words.count; i++)
		entry[n++] = (struct entry){row->words.word[i], row->seq};
	return n;
}

/* In the order of the table, so that neighbours are written together. */
static enum err_code
write_entries(struct db *db, struct entry *entry, size_t n)
{
	enum err_code code = ERR_OK;

	qsort(entry, n, sizeof(*entry), in_order);
	for (size_t i = 0; i < n && code == ERR_OK; i++)
		code = db_exec(
		    db, SQL_FIND_WORD_INSERT,
		    DB_ARGS(db_int(entry[i].seq / ARCHIVE_WORDS_BLOCK),
			    db_text(entry[i].word), db_int(entry[i].seq)));
	return code;
}

enum err_code
archive_keep(struct db *db, void *arg)
{
	struct archive_keep_ask *ask = arg;
	struct arena *arena = ask->op.arena;
	struct entry *entry =
	    ARENA_ARRAY(arena, struct entry, BATCH * FIND_WORDS_MAX);
	struct archive_words_row row = {0};
	struct db_rows r;
	size_t n = 0, requests = 0;
	enum err_code code = archive_words_upto(db, &row.seq);

	if (code == ERR_OK && entry == NULL)
		code = ERR_NOMEM;
	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_FIND_ON, DB_ARGS(db_int(row.seq), db_int(BATCH)));
	for (; archive_words_take(&r, &row, arena); requests++)
		n = add(entry, n, &row);
	code = db_done(&r);
	ask->more = requests == BATCH;
	if (code == ERR_OK)
		code = write_entries(db, entry, n);
	if (code != ERR_OK)
		return code;
	return db_exec(db, SQL_FIND_UPTO_SET,
		       DB_ARGS(db_int(row.seq), db_text(upto_key)));
}

enum err_code
archive_due(struct db *db, bool *due)
{
	int64_t upto, last = 0;
	enum err_code code = archive_words_upto(db, &upto);
	struct db_rows r;

	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_FIND_WAITING, DB_NO_ARGS);
	if (db_next(&r))
		last = db_take_int(&r);
	*due = last - upto >= BATCH;
	return db_done(&r);
}

enum err_code
archive_words_again(struct db *db, int64_t seq, const struct request_form *form,
		    struct arena *arena)
{
	struct entry entry[FIND_WORDS_MAX];
	struct archive_words_row row = {.seq = seq};
	int64_t upto;
	enum err_code code = archive_words_upto(db, &upto);

	if (code != ERR_OK || seq > upto)
		return code;
	find_words_of(form, &row.words, arena);
	if (arena->overflow)
		return ERR_NOMEM;
	return write_entries(db, entry, add(entry, 0, &row));
}
