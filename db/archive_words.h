#ifndef ARCHIVE_WORDS_H
#define ARCHIVE_WORDS_H

#include "driver.h"
#include "find.h"

/* The words requests are found by, as kept. */

#define ARCHIVE_WORDS_BLOCK 4096 /* requests whose words stand together */

/* A request as far as it is looked for by words. */
struct archive_words_row {
	int64_t seq;
	int64_t day;
	struct find_words words;
};

/** archive_words_take(rows, out, arena): the next one of a SEARCH statement. */
bool archive_words_take(struct db_rows *rows, struct archive_words_row *out,
		       struct arena *arena);

/** archive_words_upto(db, out): the last request whose words are kept. */
enum err_code archive_words_upto(struct db *db, int64_t *out) MUST_CHECK;

/**
 * archive_words_again(db, seq, form, arena):
 * On the writer: the request ${seq} has ${form} now, whether its first words
 * are kept yet or just being read.  Words it lost stay; who reads looks at the
 * row.
 */
enum err_code archive_words_again(struct db *db, int64_t seq,
				 const struct request_form *form,
				 struct arena *arena) MUST_CHECK;

#endif
