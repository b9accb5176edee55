#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "keyfile.h"
#include "seed.h"

/* `homevisit init` and `homevisit migrate` */

/* The audit key is made with the first database and kept ever after. */
static enum err_code
make_key(const struct cli *cli)
{
	enum err_code rc = keyfile_make(cli->key);

	return rc == ERR_EXISTS ? ERR_OK : rc;
}

static int
fill(const struct cli *cli, struct cli_store *s)
{
	struct seed_ask seed = {.op = s->op};
	enum err_code rc = ERR_OK;

	if (cli->sample)
		rc = store_write(s->store, seed_sample, &seed, NULL);
	if (rc == ERR_EXISTS)
		return cli_fail("%s has data already: the samples are for an"
				" empty one.",
				cli->db);
	if (rc != ERR_OK)
		return cli_explain(cli, rc, &s->err);
	return cli->demo_users ? cli_user_demo(cli, s) : CLI_OK;
}

static int
create(const struct cli *cli)
{
	struct err err = {0};
	enum err_code rc = store_create(cli->db, &err);

	if (rc != ERR_OK)
		return cli_explain(cli, rc, &err);
	rc = make_key(cli);
	if (rc != ERR_OK)
		return cli_fail("the audit key %s cannot be written.",
				cli->key);
	(void)printf("made %s and the audit key %s\n", cli->db, cli->key);
	if (!cli->sample)
		(void)printf("admins may log in by a password alone until"
			     " totp.admin_required is set\n");
	return CLI_OK;
}

int
cli_init_run(struct cli *cli)
{
	bool extend =
	    access(cli->db, F_OK) == 0 && (cli->sample || cli->demo_users);
	struct cli_store s;
	int code = CLI_FAILED;

	if (!extend && create(cli) != CLI_OK)
		return CLI_FAILED;
	if (!cli->sample && !cli->demo_users)
		return CLI_OK;
	if (cli_open(cli, &s))
		code = fill(cli, &s);
	cli_close(&s);
	return code;
}

int
cli_init_migrate(struct cli *cli)
{
	struct err err = {0};
	int from, to;
	enum err_code rc = store_migrate(cli->db, &from, &to, &err);

	if (rc != ERR_OK)
		return cli_explain(cli, rc, &err);
	if (from == to)
		(void)printf("schema %d is the newest\n", to);
	else
		(void)printf("schema %d → %d\n", from, to);
	return CLI_OK;
}
