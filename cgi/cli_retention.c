#include <stdio.h>

#include "cli.h"
#include "retention.h"

/* `homevisit retention`: what the service would erase now */

int
cli_retention_run(struct cli *cli)
{
	struct cli_reader s;
	int64_t months, count;
	enum err_code rc = ERR_STORAGE;

	if (cli_read(cli, &s)) {
		rc = retention_count(s.db, cli_now_ms(), &months, &count);
		if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
		else if (months == 0)
			(void)puts("requests are never erased");
		else
			(void)printf("requests over for %lld months, to be"
				     " erased: %lld\n",
				     (long long)months, (long long)count);
	}
	cli_read_end(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}
