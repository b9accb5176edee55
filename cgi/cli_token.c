#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "bearer.h"
#include "cli.h"
#include "roles.h"
#include "units.h"

/* `homevisit token …` */

#define DAYS_DEFAULT 90
#define DAY_LEN 10 /* "2026-11-23" of an RFC 3339 time */

static void
print_day(int64_t at_ms, const char *none)
{
	char text[CIVIL_TIME_LEN + 1];
	static const struct civil_zone utc = {.name = "UTC"};

	if (at_ms == 0) {
		(void)printf(" %-10s", none);
		return;
	}
	civil_time_print(&utc, at_ms, text);
	(void)printf(" %.*s", DAY_LEN, text);
}

static void
print_token(const struct token *t, struct arena *arena)
{
	struct buf scopes = BUF(arena);

	roles_print(&scopes, t->scopes);
	(void)printf("%s %-16s %s%s", t->id, t->login,
		     scopes.failed ? "" : buf_text(&scopes),
		     t->read_only ? " (reads only)" : "");
	print_day(t->expires_at_ms, "");
	print_day(t->used_at_ms, "never used");
	(void)printf("%s  %s\n", t->revoked_at_ms != 0 ? "  revoked" : "",
		     t->name);
}

int
cli_token_list(struct cli *cli)
{
	struct cli_reader s;
	struct token *token;
	size_t n;
	enum err_code rc = ERR_STORAGE;

	if (cli_read(cli, &s)) {
		rc = token_list(s.db, &token, &n, &s.arena);
		if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
		for (size_t i = 0; rc == ERR_OK && i < n; i++)
			print_token(&token[i], &s.arena);
	}
	cli_read_end(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}

int
cli_token_add(struct cli *cli)
{
	char secret[BEARER_LEN + 1];
	struct token_ask ask = {0};
	struct cli_store s;
	long days =
	    cli->days != NULL ? strtol(cli->days, NULL, 10) : DAYS_DEFAULT;
	enum err_code rc = ERR_STORAGE;

	if (cli_open(cli, &s)) {
		ask.op = s.op;
		ask.token = (struct token){
		    .login = cli->arg[0],
		    .name = cli->name != NULL ? cli->name : cli->arg[0],
		    .scopes = roles_of(cli->arg[1]),
		    .read_only = cli->read_only,
		    .expires_at_ms = s.op.now_ms + days * DAY_MS,
		};
		bearer_make(secret, ask.hash);
		rc = store_write(s.store, token_add, &ask, NULL);
		if (rc == ERR_OK)
			(void)printf("%s\n%s\n", ask.token.id, secret);
		else
			(void)cli_explain(cli, rc, &s.err);
		sodium_memzero(secret, sizeof(secret));
	}
	cli_close(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}

int
cli_token_revoke(struct cli *cli)
{
	struct token_ask ask = {.token = {.id = cli->arg[0]}};
	struct cli_store s;
	enum err_code rc = ERR_STORAGE;

	if (cli_open(cli, &s)) {
		ask.op = s.op;
		rc = store_write(s.store, token_revoke, &ask, NULL);
		if (rc == ERR_NOT_FOUND)
			(void)cli_fail("there is no token %s: see"
				       " `homevisit token list`.",
				       cli->arg[0]);
		else if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
		else
			(void)printf("%s is revoked\n", cli->arg[0]);
	}
	cli_close(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}
