#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "keyfile.h"
#include "slice.h"

/* homevisit: what an administrator does on the machine.  See --help. */

#define VERSION "0.2"

static const struct command {
	const char *name;
	const char *args; /* for the usage line */
	int min, max;     /* arguments */
	int (*run)(struct cli *cli);
	const char *help;
} commands[] = {
    {"init", "[--sample] [--demo-users]", 0, 0, cli_init_run,
     "Make the database and the audit key.  --sample fills it with sample\n"
     "data, --demo-users makes the logins operator, dispatcher and admin\n"
     "with the password in DEMO_PASSWORD, or a random one that is printed."},
    {"migrate", "", 0, 0, cli_init_migrate,
     "Bring the database to the schema of this version."},
    {"user add", "LOGIN ROLE[,ROLE] [--name NAME] [--random] [--one-time]", 2,
     2, cli_user_add,
     "Add a user: operator, dispatcher, admin.  The password is a line of\n"
     "stdin, or made and printed with --random.  With --one-time the user\n"
     "has to choose another one at the first login."},
    {"user list", "", 0, 0, cli_user_list,
     "List the users with their roles.  The service may run."},
    {"user password", "LOGIN [--random] [--one-time]", 1, 1, cli_user_password,
     "Set a new password, from stdin or with --random; sessions end."},
    {"user enable", "LOGIN", 1, 1, cli_user_enable,
     "Let a disabled user log in again."},
    {"user disable", "LOGIN", 1, 1, cli_user_disable,
     "Keep a user from logging in; sessions end."},
    {"user totp-off", "LOGIN", 1, 1, cli_user_totp_off,
     "Take the second factor from a user who lost it; sessions end."},
    {"token add", "LOGIN ROLE[,ROLE] [--name NAME] [--days N] [--read-only]", 2,
     2, cli_token_add,
     "Make an API token that acts as LOGIN with these roles, for 90 days or\n"
     "N; its id and the token are printed, the token only this once."},
    {"token list", "", 0, 0, cli_token_list,
     "List the tokens: id, login, roles, expiry, last use.  The service may\n"
     "run."},
    {"token revoke", "ID", 1, 1, cli_token_revoke,
     "Make a token worthless at once."},
    {"export reference", "", 0, 0, cli_reference_export,
     "Print the reference data an admin keeps, a row a line: its table, a\n"
     "space, the row as JSON.  No patients, users or prices.  The service\n"
     "may run."},
    {"import reference", "FILE [--dry-run] [--anyway]", 1, 1,
     cli_reference_import,
     "Add the rows of such a file, or change those that differ, all or\n"
     "none; --dry-run only tells.  When stored queries would be answered\n"
     "otherwise nothing is imported without --anyway.  The service must be\n"
     "stopped."},
    {"import patients", "FILE [--dry-run]", 1, 1, cli_import_patients,
     "Take a table of patients (CSV) into the file, as POST\n"
     "/patients/import does, of any length.  With a wrong row nothing is\n"
     "imported; --dry-run only tells.  The service must be stopped."},
    {"backup", "FILE", 1, 1, cli_backup_make,
     "Write a consistent, checked copy to FILE.  The service may run."},
    {"restore", "FILE", 1, 1, cli_backup_restore,
     "Put the copy FILE in the place of the database, which is kept\n"
     "beside it.  The service must be stopped."},
    {"retention", "[--dry-run]", 0, 0, cli_retention_run,
     "Tell how many requests are to lose their personal data by now: the\n"
     "service erases it by itself, this command nothing.  The service may\n"
     "run."},
    {"audit verify", "", 0, 0, cli_audit_verify,
     "Verify the audit chain and name the first entry that is not as it\n"
     "was written.  The service may run."},
    {"check", "", 0, 0, cli_backup_check,
     "Check the integrity of the database and of its audit chain."},
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void
print_command(FILE *to, const struct command *c)
{
	(void)fprintf(to, "homevisit %s%s%s\n", c->name,
		      *c->args != '\0' ? " " : "", c->args);
	for (const char *p = c->help; *p != '\0';) {
		size_t n = strcspn(p, "\n");

		(void)fprintf(to, "    %.*s\n", (int)n, p);
		p += n + (p[n] == '\n');
	}
}

/* The commands that begin with the word ${name}; "": all. */
static void
print_usage(FILE *to, const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strncmp(commands[i].name, name, strlen(name)) == 0)
			print_command(to, &commands[i]);
	(void)fputs("Options of all:\n"
		    "    --db FILE   the database ($VAR/homevisit.db, else"
		    " var/homevisit.db)\n"
		    "    --key FILE  the audit key (" KEYFILE_NAME " beside the"
		    " database)\n"
		    "    --help, --version\n",
		    to);
}

/* How many words of ${arg} are the name of ${c}; 0: it is not meant. */
static int
words_of(const struct command *c, char **arg, int args)
{
	struct slice rest = slice_of(c->name), word;
	int n = 0;

	while (slice_cut(&rest, ' ', &word)) {
		if (n == args || !slice_eq(word, slice_of(arg[n])))
			return 0;
		n++;
	}
	return n;
}

/* The command that is meant; its arguments are left in ${cli}. */
static const struct command *
find_command(struct cli *cli)
{
	for (size_t i = 0; i < COMMANDS; i++) {
		int n = words_of(&commands[i], cli->arg, cli->args);

		if (n != 0) {
			cli->arg += n;
			cli->args -= n;
			return &commands[i];
		}
	}
	return NULL;
}

enum option_code {
	DB = 1,
	KEY,
	NAME,
	SAMPLE,
	DEMO,
	RANDOM,
	ONE_TIME,
	READ_ONLY,
	DAYS,
	STDIN,
	DRY,
	ANYWAY,
	HELP,
	VERS,
};

static const struct option options[] = {
    {"db", required_argument, NULL, DB},
    {"key", required_argument, NULL, KEY},
    {"name", required_argument, NULL, NAME},
    {"sample", no_argument, NULL, SAMPLE},
    {"demo-users", no_argument, NULL, DEMO},
    {"random", no_argument, NULL, RANDOM},
    {"one-time", no_argument, NULL, ONE_TIME},
    {"read-only", no_argument, NULL, READ_ONLY},
    {"days", required_argument, NULL, DAYS},
    {"dry-run", no_argument, NULL, DRY},
    {"anyway", no_argument, NULL, ANYWAY},
    {"password-stdin", no_argument, NULL, STDIN}, /* what happens anyway */
    {"help", no_argument, NULL, HELP},
    {"version", no_argument, NULL, VERS},
    {NULL, 0, NULL, 0},
};

static bool
copy_path(char out[sizeof(((struct cli *)0)->db)], const char *path)
{
	return snprintf(out, sizeof(((struct cli *)0)->db), "%s", path) <
	       (int)sizeof(((struct cli *)0)->db);
}

/* Paths that were not given: below $VAR, the key beside the database. */
static bool
default_paths(struct cli *cli)
{
	const char *var = getenv("VAR");

	if (cli->db[0] == '\0' &&
	    snprintf(cli->db, sizeof(cli->db), "%s/homevisit.db",
		     var != NULL && *var != '\0' ? var : "var") >=
		(int)sizeof(cli->db))
		return false;
	return cli->key[0] != '\0' ||
	       keyfile_path(cli->db, cli->key, sizeof(cli->key));
}

/* The option that ends the run (HELP, VERS), 0: go on, '?': a wrong one. */
static int
read_options(int argc, char **argv, struct cli *cli)
{
	int end = 0;

	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (c == DB && !copy_path(cli->db, optarg))
			return '?';
		if (c == KEY && !copy_path(cli->key, optarg))
			return '?';
		if (c == NAME)
			cli->name = optarg;
		cli->sample |= c == SAMPLE;
		cli->demo_users |= c == DEMO;
		cli->random |= c == RANDOM;
		cli->one_time |= c == ONE_TIME;
		cli->read_only |= c == READ_ONLY;
		cli->dry_run |= c == DRY;
		cli->anyway |= c == ANYWAY;
		if (c == DAYS)
			cli->days = optarg;
		if (c == HELP || c == VERS || c == '?')
			end = c;
	}
	cli->arg = argv + optind;
	cli->args = argc - optind;
	return end;
}

int
main(int argc, char **argv)
{
	static struct cli cli;
	const struct command *command;
	int end = read_options(argc, argv, &cli);

	if (end == VERS) {
		(void)puts("homevisit " VERSION);
		return CLI_OK;
	}
	if (end == HELP) {
		print_usage(stdout, cli.args > 0 ? cli.arg[0] : "");
		return CLI_OK;
	}
	command = end == 0 ? find_command(&cli) : NULL;
	if (command == NULL) {
		print_usage(stderr, "");
		return CLI_USAGE;
	}
	if (cli.args < command->min || cli.args > command->max) {
		print_command(stderr, command);
		return CLI_USAGE;
	}
	if (!default_paths(&cli)) {
		(void)cli_fail("the path of the database is too long.");
		return CLI_USAGE;
	}
	if (sodium_init() < 0)
		return cli_fail("libsodium cannot start.");
	return command->run(&cli);
}
