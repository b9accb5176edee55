#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "card_sheet.h"
#include "cli.h"
#include "msg.h"

/* `homevisit import patients`: a file of any length, in batches */

#define FILE_MAX ((off_t)1024 * 1024 * 1024)
#define ROWS_MAX 3000000
#define ARENA_MAX ((size_t)8 * 1024 * 1024 * 1024)
#define WRONG_SHOWN 50

/* The bytes of the file; what fails is said on stderr. */
static bool
read_file(const char *path, struct slice *out, struct arena *arena)
{
	struct stat st;
	char *bytes = NULL;
	size_t n = 0;
	ssize_t got = 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd != -1 && fstat(fd, &st) == 0 && st.st_size <= FILE_MAX)
		bytes = arena_alloc(arena, (size_t)st.st_size + 1);
	while (bytes != NULL && n < (size_t)st.st_size && got > 0) {
		got = read(fd, bytes + n, (size_t)st.st_size - n);
		n += got > 0 ? (size_t)got : 0;
	}
	if (fd != -1)
		(void)close(fd);
	*out = (struct slice){bytes, n};
	if (bytes == NULL || got < 0)
		(void)cli_fail("%s cannot be read: check its name and owner;"
			       " at most 1 GiB.",
			       path);
	return bytes != NULL && got >= 0;
}

static void
tell_wrong(const struct card_sheet *sheet, struct arena *arena)
{
	size_t told = 0;

	for (size_t i = 0; i < sheet->count && told < WRONG_SHOWN; i++) {
		const struct card_line *l = &sheet->line[i];

		told += l->error_count != 0;
		for (size_t k = 0; k < l->error_count; k++) {
			struct buf key = BUF(arena);
			const struct msg_arg arg = {"arg", l->error[k].arg};

			buf_printf(&key, "field.%s", l->error[k].code);
			(void)fprintf(stderr, "line %zu, %s: %s\n", l->line,
				      l->error[k].pointer,
				      msg_format(LANG_EN, buf_text(&key), &arg,
						 1, arena));
		}
	}
}

/* Someone at a terminal sees how far it is. */
static void
show_progress(const struct card_sheet *sheet, size_t done)
{
	if (isatty(STDERR_FILENO))
		(void)fprintf(stderr, "\r%zu of %zu%s", done, sheet->count,
			      done == sheet->count ? "\n" : "");
}

/* Batch after batch; those before one that fails stay. */
static enum err_code
import(struct cli_store *s, const struct card_sheet *sheet)
{
	struct arena scratch = {0};
	enum err_code code = ERR_OK;
	size_t at = 0;

	while (at < sheet->count && code == ERR_OK) {
		struct patient_import_ask ask = {.op = s->op};
		size_t next;

		arena_reset(&scratch);
		ask.op.arena = &scratch;
		next = card_sheet_batch(sheet, at, &ask, &scratch);
		code = scratch.overflow
			   ? ERR_NOMEM
			   : store_write(s->store, patient_import, &ask, NULL);
		if (code == ERR_OK)
			show_progress(sheet, at = next);
	}
	arena_free(&scratch);
	if (code != ERR_OK && at != 0)
		(void)cli_fail("imported up to line %zu; run it again to go"
			       " on.",
			       sheet->line[at - 1].line);
	return code;
}

static int
run(const struct cli *cli, struct cli_store *s, struct slice bytes)
{
	const struct rulebook *book = store_book(s->store);
	const struct card_sheet_by by = {book, s->reader, s->op.now_ms,
					 ROWS_MAX, &s->arena};
	struct card_sheet sheet;
	enum err_code code = card_sheet_read(&by, bytes, &sheet, &s->err);

	if (code == ERR_OK) {
		tell_wrong(&sheet, &s->arena);
		if (sheet.n[CARD_LINE_WRONG] == 0 && !cli->dry_run)
			code = import(s, &sheet);
	}
	store_book_drop(s->store, book);
	if (code != ERR_OK)
		return cli_explain(cli, code, &s->err);
	(void)printf("new %zu, changed %zu, same %zu, wrong %zu\n",
		     sheet.n[CARD_LINE_NEW], sheet.n[CARD_LINE_CHANGED],
		     sheet.n[CARD_LINE_SAME], sheet.n[CARD_LINE_WRONG]);
	if (sheet.n[CARD_LINE_WRONG] == 0)
		return CLI_OK;
	return cli_fail("with a wrong row nothing is imported: put them right"
			" and run it again.");
}

int
cli_import_patients(struct cli *cli)
{
	struct cli_store s;
	struct slice bytes;
	int rc = CLI_FAILED;

	if (cli_open(cli, &s)) {
		s.arena.limit = ARENA_MAX;
		if (!msg_load())
			(void)cli_fail("the messages in the program are"
				       " broken.");
		else if (read_file(cli->arg[0], &bytes, &s.arena))
			rc = run(cli, &s, bytes);
		msg_free();
	}
	cli_close(&s);
	return rc;
}
