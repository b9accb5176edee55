#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "address_guard.h"
#include "body.h"
#include "book.h"
#include "cli.h"
#include "edit_import.h"
#include "edit_json.h"

/*
 * `homevisit export reference` and `import reference`: every table an admin
 * keeps, a row a line: its table as in the paths of the API, a space, the
 * row as JSON.
 */

#define MEMORY ((size_t)512 * 1024 * 1024) /* of one import */

/* --- export ------------------------------------------------------------ */

static enum err_code
export_table(struct db *db, const struct op *op, enum edit_kind kind)
{
	struct edit_row *row;
	size_t n;
	enum err_code rc = edit_list(db, op, kind, &row, &n);

	for (size_t i = 0; rc == ERR_OK && i < n; i++) {
		struct buf line = BUF(op->arena);
		struct jw w = JW(&line, &op->book->clinic_zone);

		jw_object(&w, NULL);
		edit_json_fields(&w, kind, &row[i]);
		jw_end_object(&w);
		if (buf_text(&line) == NULL)
			return ERR_NOMEM;
		if (printf("%s %s\n", edit_path(kind), buf_text(&line)) < 0)
			return ERR_STORAGE;
	}
	return rc;
}

static enum err_code
export_all(struct cli_reader *s)
{
	struct rulebook *book = NULL;
	enum err_code rc = store_read_begin(s->db);

	if (rc != ERR_OK)
		return rc;
	rc = book_load(s->db, &book, &s->err, &s->arena);
	for (enum edit_kind k = 0; rc == ERR_OK && k < EDIT__COUNT; k++) {
		struct arena arena = {.limit = MEMORY};
		const struct op op = {
		    .book = book, .arena = &arena, .err = &s->err};

		rc = export_table(s->db, &op, k);
		arena_free(&arena);
	}
	book_free(book);
	store_read_end(s->db);
	return rc;
}

int
cli_reference_export(struct cli *cli)
{
	struct cli_reader s;
	enum err_code rc = ERR_STORAGE;

	if (cli_read(cli, &s)) {
		rc = export_all(&s);
		if (rc == ERR_OK && fflush(stdout) != 0)
			rc = ERR_STORAGE;
		if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
	}
	cli_read_end(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}

/* --- import ------------------------------------------------------------ */

/* The rows of a file while it is read. */
struct reading {
	struct cli_store *s;
	struct edit_import_row *row;
	size_t count, room;
};

static bool
make_room(struct reading *r)
{
	size_t room = r->room == 0 ? 256 : 2 * r->room;
	struct edit_import_row *row;

	if (r->count < r->room)
		return true;
	row = reallocarray(r->row, room, sizeof(*row));
	if (row == NULL)
		return false;
	r->row = row;
	r->room = room;
	return true;
}

/* A pattern that is there already was tried when it came. */
static enum err_code
guard(const struct cli_store *s, const struct edit_import_row *in)
{
	const struct edit_ask ask = {
	    .op = s->op, .kind = in->kind, .row = in->row};
	struct edit_row old;
	const char *now, *new;

	if (in->kind == EDIT_RULE && in->row.key != NULL &&
	    edit_find(s->reader, &s->op, EDIT_RULE, in->row.key, &old) ==
		ERR_OK) {
		now = edit_named(EDIT_RULE, &old, "pattern")->text;
		new = edit_named(EDIT_RULE, &in->row, "pattern")->text;
		if (new == NULL || strcmp(now, new) == 0)
			return ERR_OK;
	}
	return address_guard(s->reader, &ask);
}

/* One line: "<table> <JSON>". */
static enum err_code
read_line(struct reading *r, const char *text, size_t n)
{
	struct err *err = &r->s->err;
	struct slice rest = {text, n}, name;
	struct edit_import_row *in;
	enum err_code rc;

	if (!make_room(r))
		return ERR_NOMEM;
	in = &r->row[r->count];
	*in = (struct edit_import_row){.kind = EDIT__COUNT};
	if (slice_cut(&rest, ' ', &name))
		in->kind = edit_kind_of(name);
	if (in->kind == EDIT__COUNT) {
		err_field(&err->fields, "", "unknown_code", "table");
		return ERR_FIELDS;
	}
	rc = jin_read(&body_edit[in->kind], rest, &in->row, err, &r->s->arena);
	if (rc == ERR_OK)
		rc = guard(r->s, in);
	r->count += rc == ERR_OK;
	return rc;
}

static enum err_code
read_file(struct reading *r, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	enum err_code rc = ERR_OK;

	for (ssize_t n; rc == ERR_OK && (n = getline(&line, &size, file)) > 0;)
		rc = read_line(r, line, (size_t)n - (line[n - 1] == '\n'));
	free(line);
	return rc == ERR_OK && ferror(file) ? ERR_STORAGE : rc;
}

static void
tell_verdicts(const struct edit_probe *probe)
{
	for (size_t i = 0; i < probe->count; i++) {
		const struct edit_moved *m = &probe->moved[i];

		(void)fprintf(stderr, "  %s: %s: %s -> %s%s\n", m->check,
			      m->query, m->before.verdict, m->after.verdict,
			      m->as_wanted ? "" : " (not as wanted)");
	}
}

static void
tell_row(const struct edit_import *ask)
{
	const struct edit_import_row *in = &ask->row[ask->at];

	(void)cli_fail("line %zu: %s %s: nothing is imported.", ask->at + 1,
		       edit_path(in->kind),
		       in->row.key != NULL ? in->row.key : "");
}

/* What became of the rows; ${rc} as edit_import() gave it. */
static int
tell(const struct cli *cli, const struct edit_import *ask, enum err_code rc)
{
	tell_verdicts(&ask->probe);
	if (rc == ERR_VERDICTS && ask->publish == EDIT_PUBLISH)
		return cli_fail("these stored queries would be answered"
				" otherwise: look at them, then import with"
				" --anyway.  Nothing is imported.");
	if (rc != ERR_OK && rc != ERR_VERDICTS) {
		if (ask->at < ask->count)
			tell_row(ask);
		else
			(void)cli_fail("all lines together:"
				       " nothing is imported.");
		if (rc == ERR_METHOD)
			return cli_fail("such a row is not added by itself:"
					" make it on the admin's desk first.");
		return cli_explain(cli, rc, ask->op.err);
	}
	(void)printf("%s: added %zu, changed %zu, same %zu\n",
		     rc == ERR_OK ? "imported" : "would be", ask->added,
		     ask->changed, ask->same);
	return CLI_OK;
}

static int
import(struct cli *cli, struct cli_store *s, FILE *file)
{
	const struct rulebook *book = store_book(s->store);
	struct reading r = {.s = s};
	struct edit_import ask = {.publish = EDIT_PUBLISH};
	enum err_code rc;
	int end;

	s->op.book = book;
	s->arena.limit = MEMORY;
	rc = read_file(&r, file);
	if (rc != ERR_OK) {
		(void)cli_fail("line %zu: nothing is imported.", r.count + 1);
		end = cli_explain(cli, rc, &s->err);
	} else {
		if (cli->dry_run || cli->anyway)
			ask.publish = cli->dry_run ? EDIT_PUBLISH_DRY
						   : EDIT_PUBLISH_ANYWAY;
		ask.op = s->op;
		ask.row = r.row;
		ask.count = r.count;
		rc = store_write(s->store, edit_import, &ask, NULL);
		end = tell(cli, &ask, rc);
	}
	free(r.row);
	store_book_drop(s->store, book);
	return end;
}

int
cli_reference_import(struct cli *cli)
{
	FILE *file = fopen(cli->arg[0], "re");
	struct cli_store s;
	int end = CLI_FAILED;

	if (file == NULL)
		return cli_fail("%s cannot be read: check its name and mode.",
				cli->arg[0]);
	if (cli_open(cli, &s))
		end = import(cli, &s, file);
	cli_close(&s);
	(void)fclose(file);
	return end;
}
