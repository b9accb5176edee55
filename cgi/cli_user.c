#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"
#include "msg.h"
#include "password.h"
#include "slice.h"
#include "user.h"

/* `homevisit user …`, and the logins of the samples */

#define RANDOM_LEN 16
#define PASSWORD_LINE (PASSWORD_MAX * 4 + 2) /* UTF-8, newline, NUL */

static const struct {
	enum role role;
	const char *name;
} roles[] = {
#define X(role, name) {role, name},
    ACTOR_ROLES(X)
#undef X
};

#define ROLES (sizeof(roles) / sizeof(roles[0]))

/* "operator" or "dispatcher,admin" as a mask; 0: not roles. */
static unsigned
roles_of(const char *text)
{
	struct slice rest = slice_of(text), one;
	unsigned mask = 0;

	while (slice_cut(&rest, ',', &one)) {
		unsigned bit = 0;

		for (size_t i = 0; i < ROLES; i++)
			if (slice_eq(one, slice_of(roles[i].name)))
				bit = roles[i].role;
		if (bit == 0)
			return 0;
		mask |= bit;
	}
	return mask;
}

/* --- passwords -------------------------------------------------------- */

/* Letters and digits that are not taken for one another. */
static void
make_password(char out[RANDOM_LEN + 1])
{
	static const char from[] = "abcdefghjkmnpqrstuvwxyz23456789";

	for (int i = 0; i < RANDOM_LEN; i++)
		out[i] = from[randombytes_uniform(sizeof(from) - 1)];
	out[RANDOM_LEN] = '\0';
}

/* A line of stdin; a person at a terminal is asked and not echoed. */
static bool
read_password(char out[PASSWORD_LINE])
{
	struct termios old, quiet;
	bool person =
	    isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &old) == 0;
	char *got;

	if (person) {
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		(void)fputs("Password: ", stderr);
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	got = fgets(out, PASSWORD_LINE, stdin);
	if (person) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
		(void)fputc('\n', stderr);
	}
	if (got == NULL)
		out[0] = '\0';
	out[strcspn(out, "\r\n")] = '\0';
	return got != NULL;
}

static enum err_code
hash(const char *password, char out[PASSWORD_HASH_MAX])
{
	enum err_code rc = password_hash(password, out);

	if (rc != ERR_OK)
		(void)cli_fail("the password cannot be hashed: not enough"
			       " memory.");
	return rc;
}

/* The hash of the password of --random (then told) or stdin. */
static bool
take_password(const struct cli *cli, char out[PASSWORD_HASH_MAX])
{
	char password[PASSWORD_LINE];
	bool got = true;

	if (cli->random)
		make_password(password);
	else
		got = read_password(password);
	if (!got)
		(void)cli_fail("no password on stdin: write one line, or use"
			       " --random.");
	if (got && !password_fits(password)) {
		(void)cli_fail("a password has %d to %d characters.",
			       PASSWORD_MIN, PASSWORD_MAX);
		got = false;
	}
	got = got && hash(password, out) == ERR_OK;
	if (got && cli->random)
		(void)printf("password: %s\n", password);
	sodium_memzero(password, sizeof(password));
	return got;
}

/* --- the commands ----------------------------------------------------- */

/* Run ${fn} for the login of the command line. */
static int
change(const struct cli *cli, store_fn *fn, const struct user *user,
       const char *done)
{
	struct cli_store s;
	struct user_ask ask = {.user = *user};
	enum err_code rc = ERR_STORAGE;

	if (cli_open(cli, &s)) {
		ask.op = s.op;
		rc = store_write(s.store, fn, &ask, NULL);
		if (rc == ERR_NOT_FOUND)
			(void)cli_fail("there is no user %s: see"
				       " `homevisit user list`.",
				       cli->arg[0]);
		else if (rc == ERR_EXISTS)
			(void)cli_fail("the user %s exists already: change it"
				       " with `homevisit user password`.",
				       cli->arg[0]);
		else if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
		else
			(void)printf("%s %s\n", cli->arg[0], done);
	}
	cli_close(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}

int
cli_user_add(struct cli *cli)
{
	char hash_text[PASSWORD_HASH_MAX];
	struct user user = {
	    .login = cli->arg[0],
	    .name = cli->name != NULL ? cli->name : cli->arg[0],
	    .roles = roles_of(cli->arg[1]),
	    .password_hash = hash_text,
	};

	if (user.roles == 0) {
		(void)cli_fail("%s is not a role: use operator, dispatcher,"
			       " admin, or several with commas.",
			       cli->arg[1]);
		return CLI_USAGE;
	}
	if (!take_password(cli, hash_text))
		return CLI_FAILED;
	return change(cli, user_add, &user, "added");
}

int
cli_user_password(struct cli *cli)
{
	char hash_text[PASSWORD_HASH_MAX];
	struct user user = {.login = cli->arg[0], .password_hash = hash_text};

	if (!take_password(cli, hash_text))
		return CLI_FAILED;
	return change(cli, user_set_password, &user,
		      "has a new password; all sessions ended");
}

int
cli_user_enable(struct cli *cli)
{
	struct user user = {.login = cli->arg[0], .active = true};

	return change(cli, user_set_active, &user, "may log in");
}

int
cli_user_disable(struct cli *cli)
{
	struct user user = {.login = cli->arg[0]};

	return change(cli, user_set_active, &user,
		      "may not log in any more; all sessions ended");
}

static void
print_user(const struct user *u)
{
	const char *sep = "";

	(void)printf("%-16s %-8s ", u->login,
		     u->active ? "active" : "disabled");
	for (size_t i = 0; i < ROLES; i++)
		if (u->roles & roles[i].role) {
			(void)printf("%s%s", sep, roles[i].name);
			sep = ",";
		}
	(void)printf("  %s\n", u->name);
}

int
cli_user_list(struct cli *cli)
{
	struct cli_store s;
	struct user *user;
	size_t n;
	enum err_code rc = ERR_STORAGE;

	if (cli_open(cli, &s)) {
		rc = user_list(s.reader, &user, &n, &s.arena);
		if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
		for (size_t i = 0; rc == ERR_OK && i < n; i++)
			print_user(&user[i]);
	}
	cli_close(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}

/* --- the samples' logins ---------------------------------------------- */

/* Make ${login}, or give it ${password} again; as it is, it keeps its sessions.
 */
static enum err_code
set_demo(struct cli_store *s, struct user *demo, const char *password)
{
	struct user_ask ask = {.op = s->op, .user = *demo};
	struct user stored;
	enum err_code rc =
	    user_find(s->reader, demo->login, &stored, &s->arena);

	if (rc == ERR_NOT_FOUND)
		return store_write(s->store, user_add, &ask, NULL);
	if (rc != ERR_OK ||
	    (stored.active &&
	     password_verify(stored.password_hash, password) == ERR_OK))
		return rc;
	rc = store_write(s->store, user_set_password, &ask, NULL);
	ask.user.active = true;
	ask.user.version = 0;
	return rc == ERR_OK ? store_write(s->store, user_set_active, &ask, NULL)
			    : rc;
}

int
cli_user_demo(const struct cli *cli, struct cli_store *s)
{
	const char *given = getenv("DEMO_PASSWORD");
	bool chosen = given != NULL && *given != '\0';
	char hash_text[PASSWORD_HASH_MAX], made[RANDOM_LEN + 1];
	enum err_code rc = ERR_OK;

	make_password(made);
	if (hash(chosen ? given : made, hash_text) != ERR_OK)
		return CLI_FAILED;
	if (!msg_load())
		return cli_fail("the messages in the program are broken.");
	for (size_t i = 0; rc == ERR_OK && i < ROLES; i++) {
		struct buf key = BUF(&s->arena);
		struct user demo = {
		    .login = roles[i].name,
		    .roles = roles[i].role,
		    .password_hash = hash_text,
		    .active = true,
		};

		buf_printf(&key, "demo.%s", roles[i].name);
		demo.name = msg_get(LANG_RU, buf_text(&key));
		rc = set_demo(s, &demo, chosen ? given : made);
	}
	msg_free();
	if (rc != ERR_OK)
		return cli_explain(cli, rc, &s->err);
	(void)printf("logins operator, dispatcher, admin; password %s\n",
		     chosen ? "as in DEMO_PASSWORD" : made);
	return CLI_OK;
}
