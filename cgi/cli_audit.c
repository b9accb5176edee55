#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "headfile.h"

/* `homevisit audit verify` */

#define SLICE_ROWS 20000

/* Someone at a terminal sees how far it is. */
static void
show_progress(const struct audit_report *r, int64_t total)
{
	if (isatty(STDERR_FILENO))
		(void)fprintf(stderr, "\r%lld of %lld%s", (long long)r->count,
			      (long long)total, r->done ? "\n" : "");
}

static enum err_code
verify(struct cli_reader *s, const unsigned char key[STORE_KEY_BYTES],
       struct audit_report *report)
{
	struct audit_mark mark = {0};
	int64_t total;
	enum err_code rc = audit_last(s->db, &total);

	do {
		if (rc == ERR_OK)
			rc = audit_verify_some(s->db, key, &mark, SLICE_ROWS,
					       report);
		if (rc == ERR_OK)
			show_progress(report, total);
	} while (rc == ERR_OK && report->ok && !report->done);
	return rc;
}

int
cli_audit_verify(struct cli *cli)
{
	unsigned char key[STORE_KEY_BYTES];
	struct audit_report report = {0};
	struct cli_reader s = {0};
	char path[4096];
	enum err_code rc = ERR_STORAGE;

	if (cli_key(cli, key) && cli_read(cli, &s)) {
		rc = verify(&s, key, &report);
		if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
	}
	cli_read_end(&s);
	if (rc != ERR_OK)
		return CLI_FAILED;
	if (headfile_path(cli->key, path, sizeof(path)))
		headfile_check(path, key, &report);
	if (!report.ok)
		return cli_fail("the audit is broken at entry %lld.",
				(long long)report.first_bad);
	(void)printf("audit: %lld entries, head %s\n", (long long)report.count,
		     report.head);
	return CLI_OK;
}
