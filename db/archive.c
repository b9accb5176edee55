#include <inttypes.h>
#include <stdlib.h>

#include "buf.h"
#include "grow.h"
#include "request_row.h"
#include "archive.h"
#include "archive_words.h"

#define ENTRIES_MAX 10000 /* of an index, looked at in a call */
#define ROWS_MAX 200      /* requests whose words are looked at in a call */
#define BACK_MAX 600      /* those not kept yet: a batch waits for its words */

/* Where a search stands: it goes from the newest down. */
struct spot {
	int64_t day;
	int64_t seq;
};

struct walk {
	struct db *db;
	const struct archive_ask *ask;
	struct board_page *out;
	struct arena *arena;
	struct spot at;    /* the next one to look at */
	struct spot floor; /* the last one */
	size_t rows;       /* looked at so far */
	size_t entries;
	bool over; /* nothing left */
};

/* --- where it begins, where it ends --------------------------------------- */

static bool
cursor_read(const char *s, struct spot *out)
{
	char *end;

	if (*s++ != 's')
		return false;
	out->day = strtoll(s, &end, 16);
	if (end == s || *end != '-')
		return false;
	s = end + 1;
	out->seq = strtoll(s, &end, 16);
	return end != s && *end == '\0' && out->day >= 0 && out->seq >= 0;
}

static enum err_code
cursor_write(struct walk *w)
{
	struct buf out = BUF(w->arena);

	buf_printf(&out, "s%" PRIx64 "-%" PRIx64, (uint64_t)w->at.day,
		   (uint64_t)w->at.seq);
	w->out->next = buf_text(&out);
	return w->out->next != NULL ? ERR_OK : ERR_NOMEM;
}

static int64_t
to_day(const struct archive_ask *ask)
{
	return ask->to_day != 0 ? ask->to_day : INT64_MAX;
}

static enum err_code
begin_top(struct walk *w)
{
	int64_t day = w->ask->to_day != 0 ? w->ask->to_day : INT64_MAX;
	struct db_rows r = db_query(w->db, SQL_FIND_LAST, DB_ARGS(db_int(day)));

	w->over = !db_next(&r);
	if (!w->over) {
		w->at.day = db_take_int(&r);
		w->at.seq = db_take_int(&r);
	}
	return db_done(&r);
}

static enum err_code
begin_floor(struct walk *w)
{
	struct db_rows r =
	    db_query(w->db, SQL_FIND_FIRST, DB_ARGS(db_int(w->ask->from_day)));

	w->floor.day = w->ask->from_day;
	if (!w->over)
		w->over = !db_next(&r);
	if (!w->over)
		w->floor.seq = db_take_int(&r);
	return db_done(&r);
}

static enum err_code
begin(struct walk *w)
{
	const char *cursor = w->ask->board.cursor;
	enum err_code code = ERR_OK;

	if (cursor == NULL)
		code = begin_top(w);
	else if (!cursor_read(cursor, &w->at))
		code = ERR_SYNTAX;
	return code == ERR_OK ? begin_floor(w) : code;
}

/* --- lines ------------------------------------------------------------ */

/* The lines of ${id} between the spots that fit, up to a page and one more;
 * w->at becomes the first that is not shown. */
static enum err_code
take_lines(struct walk *w, enum db_id id, const struct spot between[2],
	   bool *full)
{
	const struct board_ask *a = &w->ask->board;
	struct db_arg arg[27];
	struct request_row row;
	struct db_rows r;
	size_t n = 0, room = a->limit - w->out->count;

	for (int i = 0; i < 2; i++) {
		arg[n++] = db_int(between[i].day);
		arg[n++] = db_int(between[i].seq);
	}
	arg[n++] = db_int(a->states == 0);
	for (enum request_state s = 0; s < REQUEST_STATE__COUNT; s++)
		arg[n++] =
		    db_text(a->states & 1u << s ? request_state_name(s) : NULL);
	arg[n++] = db_text(a->zone);
	arg[n++] = db_text(a->place);
	arg[n++] = db_text(a->medic);
	arg[n++] = db_text(a->created_by);
	arg[n++] = db_text(a->claimed_by);
	arg[n++] = db_text(a->reason);
	arg[n++] = db_int(a->overdue ? a->now_ms : 0);
	arg[n++] = db_int((int64_t)room + 1);
	r = db_query(w->db, id, arg, n);
	for (*full = false; !*full && request_row_take(&r, &row, w->arena);) {
		*full = room-- == 0;
		w->at = (struct spot){row.created_day, row.seq};
		if (!*full)
			w->out->item[w->out->count++] = row.q;
	}
	return db_done(&r);
}

/* --- without words: the index of days ----------------------------------- */

/* How far down one call may look. */
static enum err_code
bound(struct walk *w, struct spot *out)
{
	int64_t seq = w->at.seq - ENTRIES_MAX;
	struct db_rows r =
	    db_query(w->db, SQL_FIND_DAY_OF, DB_ARGS(db_int(seq)));

	*out = w->floor;
	if (seq > w->floor.seq && db_next(&r)) {
		*out = (struct spot){db_take_int(&r), seq};
		if (out->day > w->at.day) /* a clock went back */
			out->day = w->at.day;
	}
	return db_done(&r);
}

static enum err_code
by_day(struct walk *w)
{
	struct spot down;
	bool full = false;
	enum err_code code = bound(w, &down);

	if (code == ERR_OK)
		code = take_lines(w, SQL_FIND_PAGE,
				  (struct spot[]){w->at, down}, &full);
	if (code != ERR_OK || full)
		return code;
	w->over = down.day == w->floor.day && down.seq == w->floor.seq;
	w->at = (struct spot){down.day, down.seq - 1};
	return ERR_OK;
}

/* --- by words ------------------------------------------------------------ */

/* Looks at ${row}; full: there was no room for it. */
static enum err_code
look(struct walk *w, const struct archive_words_row *row, bool *full)
{
	*full = false;
	w->rows++;
	w->at = (struct spot){row->day, row->seq};
	if (!find_match(&row->words, &w->ask->words))
		return ERR_OK;
	return take_lines(w, SQL_FIND_LINE,
			  (struct spot[]){{w->ask->from_day, row->seq},
					  {to_day(w->ask), row->seq}},
			  full);
}

/* Those whose words are not kept yet, one by one. */
static enum err_code
back(struct walk *w, int64_t upto, bool *full)
{
	int64_t stop = upto >= w->floor.seq ? upto : w->floor.seq - 1;
	struct archive_words_row row = {0};
	struct db_rows r;
	enum err_code code = ERR_OK, done;

	if (w->at.seq <= stop)
		return ERR_OK;
	r = db_query(
	    w->db, SQL_FIND_BACK,
	    DB_ARGS(db_int(w->at.seq), db_int(stop), db_int(BACK_MAX)));
	while (code == ERR_OK && !*full &&
	       archive_words_take(&r, &row, w->arena))
		code = look(w, &row, full);
	done = db_done(&r);
	if (!*full)
		w->at.seq--;
	return code == ERR_OK ? done : code;
}

static int
newest_first(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

/* Requests of a block, the newest first. */
struct hits {
	int64_t *seq;
	size_t count;
};

/* Those of ${block} with a word that begins with ${word}. */
static enum err_code
hits_of(struct walk *w, int64_t block, const char *word, struct hits *out)
{
	struct buf end = BUF(w->arena);
	struct db_rows r;
	enum err_code code;

	*out = (struct hits){0};
	buf_str(&end, word);
	buf_str(&end, "\U0010FFFF"); /* after every letter */
	r = db_query(w->db, SQL_FIND_WORD,
		     DB_ARGS(db_int(block), db_text(word),
			     db_text(buf_text(&end)), db_int(w->at.seq)));
	while (db_next(&r) && GROW(w->arena, out->seq, out->count) != NULL)
		out->seq[out->count++] = db_take_int(&r);
	code = db_done(&r);
	if (code == ERR_OK && w->arena->overflow)
		code = ERR_NOMEM;
	w->entries += out->count;
	if (code == ERR_OK && out->count > 1)
		qsort(out->seq, out->count, sizeof(*out->seq), newest_first);
	return code;
}

/* What ${a} has in common with ${b}, each once. */
static void
hits_common(struct hits *a, const struct hits *b)
{
	size_t n = 0, j = 0;

	for (size_t i = 0; i < a->count; i++) {
		while (j < b->count && b->seq[j] > a->seq[i])
			j++;
		if (j < b->count && b->seq[j] == a->seq[i] &&
		    (n == 0 || a->seq[n - 1] != a->seq[i]))
			a->seq[n++] = a->seq[i];
	}
	a->count = n;
}

/* Those of ${block} with all the words, as they once were. */
static enum err_code
hits_of_all(struct walk *w, int64_t block, struct hits *out)
{
	const struct find_words *words = &w->ask->words;
	enum err_code code = hits_of(w, block, words->word[0], out);
	struct hits next = *out;

	hits_common(out, &next); /* each once */
	for (size_t i = 1; i < words->count && out->count != 0; i++) {
		code = code == ERR_OK ? hits_of(w, block, words->word[i], &next)
				      : code;
		if (code == ERR_OK)
			hits_common(out, &next);
	}
	return code;
}

static enum err_code
look_at(struct walk *w, int64_t seq, bool *full)
{
	struct archive_words_row row = {0};
	struct db_rows r =
	    db_query(w->db, SQL_FIND_BACK,
		     DB_ARGS(db_int(seq), db_int(seq - 1), db_int(1)));
	bool found = archive_words_take(&r, &row, w->arena);
	enum err_code code = db_done(&r);

	return code == ERR_OK && found ? look(w, &row, full) : code;
}

static enum err_code
in_block(struct walk *w, int64_t block, bool *full)
{
	struct hits hits;
	enum err_code code = hits_of_all(w, block, &hits);

	for (size_t i = 0; i < hits.count && code == ERR_OK && !*full; i++) {
		w->at.seq = hits.seq[i];
		if (w->at.seq < w->floor.seq || w->rows == ROWS_MAX)
			return ERR_OK;
		code = look_at(w, hits.seq[i], full);
	}
	if (!*full)
		w->at.seq = block * ARCHIVE_WORDS_BLOCK - 1;
	return code;
}

static enum err_code
by_words(struct walk *w)
{
	int64_t upto;
	bool full = false;
	enum err_code code = archive_words_upto(w->db, &upto);

	if (code == ERR_OK)
		code = back(w, upto, &full);
	if (w->at.seq <= upto) /* those were cheap */
		w->rows = 0;
	while (code == ERR_OK && !full && w->rows < ROWS_MAX &&
	       w->entries < ENTRIES_MAX && w->at.seq >= w->floor.seq)
		code = in_block(w, w->at.seq / ARCHIVE_WORDS_BLOCK, &full);
	w->over = !full && w->at.seq < w->floor.seq;
	return code;
}

enum err_code
archive_list(struct db *db, const struct archive_ask *ask,
	     struct board_page *out, struct arena *arena)
{
	struct walk w = {.db = db, .ask = ask, .out = out, .arena = arena};
	enum err_code code = begin(&w);

	*out = (struct board_page){
	    .item = ARENA_ARRAY(arena, struct request, ask->board.limit)};
	if (out->item == NULL)
		return ERR_NOMEM;
	if (code == ERR_OK && !w.over)
		code = ask->words.count != 0 ? by_words(&w) : by_day(&w);
	return code == ERR_OK && !w.over ? cursor_write(&w) : code;
}
