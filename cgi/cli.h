#ifndef CLI_H
#define CLI_H

#include "backup.h"
#include "store.h"

/* What the commands of `homevisit` share. */

#define CLI_OK 0
#define CLI_FAILED 1 /* said on stderr, with what to do */
#define CLI_USAGE 2

/* The command line, read. */
struct cli {
	char db[4096]; /* --db, else $VAR/homevisit.db, else var/homevisit.db */
	char key[4096];   /* --key, else beside the database */
	const char *name; /* --name */
	bool sample;      /* --sample */
	bool demo_users;  /* --demo-users */
	bool random;      /* --random */
	bool one_time;    /* --one-time */
	bool read_only;   /* --read-only */
	bool dry_run;     /* --dry-run */
	bool anyway;      /* --anyway */
	const char *days; /* --days */
	char **arg;       /* what follows the command */
	int args;
};

/* An open store and what an operation on it needs. */
struct cli_store {
	struct store *store;
	struct db *reader;
	struct arena arena;
	struct err err;
	struct op op;
};

/**
 * cli_open(cli, out):
 * Take the lock and open the database for reading and writing; the service
 * must not run meanwhile.  What fails is said on stderr.
 * Owner:   cli_close(), also after a failure.
 */
bool cli_open(const struct cli *cli, struct cli_store *out);
void cli_close(struct cli_store *s);

/* A database that is only read. */
struct cli_reader {
	struct db *db;
	struct arena arena;
	struct err err;
};

/**
 * cli_read(cli, out):
 * Open the database for reading; the service may run meanwhile.  What fails
 * is said on stderr.
 * Owner:   cli_read_end(), also after a failure.
 */
bool cli_read(const struct cli *cli, struct cli_reader *out);
void cli_read_end(struct cli_reader *s);

/** cli_there(cli): whether the database exists; if not, it is said. */
bool cli_there(const struct cli *cli);

/** cli_key(cli, key): the audit key; what fails is said on stderr. */
bool cli_key(const struct cli *cli, unsigned char key[STORE_KEY_BYTES]);

/** cli_fail(fmt, …): "homevisit: …" on stderr; CLI_FAILED. */
__attribute__((format(printf, 1, 2))) int cli_fail(const char *fmt, ...);

/** cli_explain(cli, code, err): cli_fail() with what ${code} means here. */
int
cli_explain(const struct cli *cli, enum err_code code, const struct err *err);

int64_t cli_now_ms(void);

/* The commands: each gives an exit code. */
int cli_init_run(struct cli *cli);
int cli_init_migrate(struct cli *cli);
int cli_user_add(struct cli *cli);
int cli_user_list(struct cli *cli);
int cli_user_password(struct cli *cli);
int cli_user_enable(struct cli *cli);
int cli_user_disable(struct cli *cli);
int cli_user_totp_off(struct cli *cli);
int cli_backup_make(struct cli *cli);
int cli_backup_restore(struct cli *cli);
int cli_backup_check(struct cli *cli);
int cli_audit_verify(struct cli *cli);
int cli_retention_run(struct cli *cli);
int cli_reference_export(struct cli *cli);
int cli_reference_import(struct cli *cli);
int cli_import_patients(struct cli *cli);
int cli_token_add(struct cli *cli);
int cli_token_list(struct cli *cli);
int cli_token_revoke(struct cli *cli);

/**
 * cli_user_demo(cli, s):
 * The three sample logins with $DEMO_PASSWORD, else a random password that
 * is told on stdout.
 */
int cli_user_demo(const struct cli *cli, struct cli_store *s);

#endif
