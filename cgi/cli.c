#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "keyfile.h"
#include "units.h"

static const struct actor admin = {
    .login = "homevisit",
    .roles = ROLE_ADMIN,
    .address = "local",
    .request_id = "",
};

int64_t
cli_now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

int
cli_fail(const char *fmt, ...)
{
	va_list ap;

	(void)fputs("homevisit: ", stderr);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	return CLI_FAILED;
}

/* Why a database cannot be used, by err->ref of ERR_STATE. */
static const struct {
	const char *ref;
	const char *text;
} states[] = {
    {"locked", "is in use: the service is running.  Stop it and try again."},
    {"newer", "was made by a newer version: install that version."},
    {"older", "has an older schema: run `homevisit migrate`."},
    {"not_homevisit", "is not a database of this program: check --db."},
    {"read_only", "cannot be written: check its owner and mode."},
    {"broken", "is damaged: restore a backup (`homevisit restore`)."},
    {"rulebook", "has rules that contradict each other:"},
};

static int
explain_state(const struct cli *cli, const struct err *err)
{
	const char *ref = err->ref != NULL ? err->ref : "";

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(ref, states[i].ref) == 0)
			return cli_fail("%s %s", cli->db, states[i].text);
	return cli_fail("%s cannot be used (%s).", cli->db, ref);
}

static void
list_fields(const struct err *err)
{
	for (size_t i = 0; i < err->fields.n; i++)
		(void)fprintf(stderr, "  %s: %s\n", err->fields.item[i].pointer,
			      err->fields.item[i].code);
}

int
cli_explain(const struct cli *cli, enum err_code code, const struct err *err)
{
	switch (code) {
	case ERR_STATE:
		(void)explain_state(cli, err);
		break;
	case ERR_NOT_FOUND:
		return cli_fail("%s does not exist: make it with"
				" `homevisit init`, or name another with --db.",
				cli->db);
	case ERR_EXISTS:
		return cli_fail("%s exists already and is left as it is.",
				cli->db);
	case ERR_STORAGE:
		return cli_fail(
		    "%s cannot be read or written: check that the"
		    " folder exists, its owner, and the free space.",
		    cli->db);
	case ERR_SYNTAX:
		return cli_fail("a broken row in the data: %s.",
				err->ref != NULL ? err->ref : "?");
	case ERR_FIELDS:
		(void)cli_fail("some values are not right:");
		break;
	case ERR_NOMEM:
		return cli_fail("out of memory.");
	default:
		return cli_fail("failed (error %d).", (int)code);
	}
	list_fields(err);
	return CLI_FAILED;
}

bool
cli_there(const struct cli *cli)
{
	if (access(cli->db, F_OK) == 0)
		return true;
	(void)cli_explain(cli, ERR_NOT_FOUND, NULL);
	return false;
}

bool
cli_key(const struct cli *cli, unsigned char key[STORE_KEY_BYTES])
{
	enum err_code rc = keyfile_read(cli->key, key);

	if (rc == ERR_NOT_FOUND)
		(void)cli_fail("the audit key %s is missing: name it with"
			       " --key, or put it back.",
			       cli->key);
	else if (rc == ERR_SYNTAX)
		(void)cli_fail("%s is not an audit key.", cli->key);
	else if (rc != ERR_OK)
		(void)cli_fail("%s cannot be read.", cli->key);
	return rc == ERR_OK;
}

/* The store speaks up only when something is wrong. */
static void
keep_quiet(const char *event, const char *detail)
{
	(void)event;
	(void)detail;
}

bool
cli_open(const struct cli *cli, struct cli_store *out)
{
	struct store_config config = {.path = cli->db, .log = keep_quiet};
	enum err_code rc;

	*out = (struct cli_store){0};
	if (!cli_there(cli) || !cli_key(cli, config.audit_key))
		return false;
	rc = store_open(&config, &out->store, &out->err);
	if (rc == ERR_OK)
		rc = store_reader_open(out->store, &out->reader);
	if (rc != ERR_OK) {
		(void)cli_explain(cli, rc, &out->err);
		return false;
	}
	out->op = (struct op){
	    .actor = &admin,
	    .now_ms = cli_now_ms(),
	    .arena = &out->arena,
	    .err = &out->err,
	};
	return true;
}

bool
cli_read(const struct cli *cli, struct cli_reader *out)
{
	enum err_code rc;

	*out = (struct cli_reader){0};
	if (!cli_there(cli))
		return false;
	rc = store_read_open(cli->db, &out->db, &out->err);
	if (rc != ERR_OK)
		(void)cli_explain(cli, rc, &out->err);
	return rc == ERR_OK;
}

void
cli_read_end(struct cli_reader *s)
{
	if (s->db != NULL)
		store_reader_close(s->db);
	arena_free(&s->arena);
}

void
cli_close(struct cli_store *s)
{
	if (s->reader != NULL)
		store_reader_close(s->reader);
	if (s->store != NULL)
		store_close(s->store);
	arena_free(&s->arena);
}
