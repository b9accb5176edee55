#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "headfile.h"

/* `homevisit backup`, `restore` and `check` */

static void
print_report(const char *path, const struct backup_report *r)
{
	(void)printf("%s: schema %d, %lld requests\n", path, r->schema,
		     (long long)r->requests);
	(void)printf("integrity: %s\n", r->integrity_ok ? "ok" : r->problem);
	if (r->audit.ok)
		(void)printf("audit: %lld entries, head %s\n",
			     (long long)r->audit.count, r->audit.head);
	else if (r->integrity_ok)
		(void)printf("audit: broken at entry %lld\n",
			     (long long)r->audit.first_bad);
}

/* What is wrong with the copy ${path}, by the refusal of backup.h. */
static int
explain(const struct cli *cli, const char *path, enum err_code rc,
	const struct backup_report *r, const struct err *err)
{
	if (rc == ERR_STATE && err->ref != NULL &&
	    strcmp(err->ref, "broken") == 0)
		return cli_fail("%s is not whole: %s.", path, r->problem);
	if (rc == ERR_EXISTS)
		return cli_fail("%s exists already: choose another name.",
				path);
	return cli_explain(cli, rc, err);
}

int
cli_backup_make(struct cli *cli)
{
	unsigned char key[STORE_KEY_BYTES];
	struct backup_report report;
	struct err err = {0};
	enum err_code rc;

	if (!cli_there(cli) || !cli_key(cli, key))
		return CLI_FAILED;
	rc = backup_make(cli->db, cli->arg[0], key, &report, &err);
	if (rc != ERR_OK)
		return explain(cli, cli->arg[0], rc, &report, &err);
	print_report(cli->arg[0], &report);
	return CLI_OK;
}

int
cli_backup_restore(struct cli *cli)
{
	unsigned char key[STORE_KEY_BYTES];
	struct backup_report report;
	struct err err = {0};
	char head[4096];
	enum err_code rc;

	if (!cli_key(cli, key))
		return CLI_FAILED;
	rc = backup_restore(cli->arg[0], cli->db, key, &report, &err);
	if (rc == ERR_NOT_FOUND)
		return cli_fail("%s does not exist.", cli->arg[0]);
	if (rc != ERR_OK)
		return explain(cli, cli->arg[0], rc, &report, &err);
	print_report(cli->db, &report);
	/* the copy is older than what the service saw last */
	if (headfile_path(cli->key, head, sizeof(head)))
		(void)unlink(head);
	(void)printf("the old database is kept as %s.before-restore\n",
		     cli->db);
	return CLI_OK;
}

int
cli_backup_check(struct cli *cli)
{
	unsigned char key[STORE_KEY_BYTES];
	struct backup_report report;
	struct err err = {0};
	enum err_code rc;

	if (!cli_there(cli) || !cli_key(cli, key))
		return CLI_FAILED;
	rc = backup_check(cli->db, key, &report, &err);
	if (rc != ERR_OK && report.problem[0] == '\0')
		return cli_explain(cli, rc, &err);
	print_report(cli->db, &report);
	if (rc != ERR_OK)
		return explain(cli, cli->db, rc, &report, &err);
	return CLI_OK;
}
