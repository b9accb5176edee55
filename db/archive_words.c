#include <stdlib.h>
#include <string.h>

#include "archive.h"
#include "archive_words.h"

#define BATCH 512 /* requests whose words are kept together, page by page */
#define REST 16   /* as many wait for them until no more come */
#define PIECE 256 /* words kept in one write: others wait */
#define EIGHT 8   /* rows of SQL_FIND_WORD_INSERT_EIGHT */
#define COLUMNS 3 /* of each */

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

/* In the order of the table, so that neighbours are written together. */
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

static enum err_code
write_rows(struct db *db, enum db_id id, const struct entry *entry, size_t n)
{
	struct db_arg arg[EIGHT * COLUMNS];

	for (size_t i = 0; i < n; i++) {
		struct db_arg *row = &arg[i * COLUMNS];

		row[0] = db_int(entry[i].seq / ARCHIVE_WORDS_BLOCK);
		row[1] = db_text(entry[i].word);
		row[2] = db_int(entry[i].seq);
	}
	return db_exec(db, id, arg, n * COLUMNS);
}

static enum err_code
write_entries(struct db *db, const struct entry *entry, size_t n)
{
	enum err_code code = ERR_OK;

	for (; n >= EIGHT && code == ERR_OK; entry += EIGHT, n -= EIGHT)
		code = write_rows(db, SQL_FIND_WORD_INSERT_EIGHT, entry, EIGHT);
	for (; n != 0 && code == ERR_OK; entry++, n--)
		code = write_rows(db, SQL_FIND_WORD_INSERT, entry, 1);
	return code;
}

/* Some of a batch, in order; the last ones say that all are kept. */
struct piece {
	struct op op;
	struct entry *entry;
	size_t count;
	int64_t upto; /* 0: others follow */
};

static enum err_code
write_piece(struct db *db, void *arg)
{
	const struct piece *piece = arg;
	enum err_code code = write_entries(db, piece->entry, piece->count);

	if (code != ERR_OK || piece->upto == 0)
		return code;
	return db_exec(db, SQL_FIND_UPTO_SET,
		       DB_ARGS(db_int(piece->upto), db_text(upto_key)));
}

static enum err_code
write_all(struct store *store, const struct piece *all)
{
	struct piece piece = *all;
	size_t done = 0;
	enum err_code code;

	do {
		piece.entry = all->entry + done;
		piece.count = all->count - done;
		if (piece.count > PIECE)
			piece.count = PIECE;
		done += piece.count;
		piece.upto = done == all->count ? all->upto : 0;
		code = store_write(store, write_piece, &piece, NULL);
	} while (code == ERR_OK && done < all->count);
	return code;
}

enum err_code
archive_keep(struct store *store, struct db *db, const struct op *op,
	     bool *more)
{
	struct piece all = {
	    .op = *op,
	    .entry =
		ARENA_ARRAY(op->arena, struct entry, BATCH * FIND_WORDS_MAX),
	};
	struct archive_words_row row = {0};
	struct db_rows r;
	size_t requests = 0;
	enum err_code code = archive_words_upto(db, &row.seq);

	if (code == ERR_OK && all.entry == NULL)
		code = ERR_NOMEM;
	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_FIND_ON, DB_ARGS(db_int(row.seq), db_int(BATCH)));
	for (; archive_words_take(&r, &row, op->arena); requests++)
		all.count = add(all.entry, all.count, &row);
	code = db_done(&r);
	*more = requests == BATCH;
	if (code != ERR_OK || requests == 0)
		return code;
	all.upto = row.seq;
	qsort(all.entry, all.count, sizeof(*all.entry), in_order);
	return write_all(store, &all);
}

enum err_code
archive_due(struct db *db, int64_t *newest, bool *due)
{
	int64_t upto, before = *newest;
	enum err_code code = archive_words_upto(db, &upto);
	struct db_rows r;

	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_FIND_WAITING, DB_NO_ARGS);
	*newest = db_next(&r) ? db_take_int(&r) : 0;
	*due = *newest - upto >= (*newest == before ? REST : BATCH);
	return db_done(&r);
}

enum err_code
archive_words_again(struct db *db, int64_t seq, const struct request_form *form,
		    struct arena *arena)
{
	struct entry entry[FIND_WORDS_MAX];
	struct archive_words_row row = {.seq = seq};

	find_words_of(form, &row.words, arena);
	if (arena->overflow)
		return ERR_NOMEM;
	return write_entries(db, entry, add(entry, 0, &row));
}
