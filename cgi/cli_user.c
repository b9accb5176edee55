#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"
#include "msg.h"
#include "password.h"
#include "roles.h"
#include "user.h"

/* `homevisit user …`, and the logins of the samples */

#define PASSWORD_LINE (PASSWORD_MAX * 4 + 2) /* UTF-8, newline, NUL */

/* --- passwords -------------------------------------------------------- */

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
		password_make(password);
	else
		got = read_password(password);
	if (!got)
		(void)cli_fail("no password on stdin: write one line, or use"
			       " --random.");
	if (got && !password_fits(password)) {
		(void)cli_fail("a password has %d to %d characters.",
			       PASSWORD_MIN, PASSWORD_MAX);
		got = false;
	} else if (got && password_common(password)) {
		(void)cli_fail("this password is one of those tried first:"
			       " choose another one.");
		got = false;
	}
	got = got && hash(password, out) == ERR_OK;
	if (got && cli->random)
		(void)printf("password: %s\n", password);
	sodium_memzero(password, sizeof(password));
	return got;
}

/* --- the commands ----------------------------------------------------- */

/* Why a user was not changed. */
static void
explain(const struct cli *cli, enum err_code rc, const struct err *err)
{
	if (rc == ERR_NOT_FOUND)
		(void)cli_fail("there is no user %s: see"
			       " `homevisit user list`.",
			       cli->arg[0]);
	else if (rc == ERR_EXISTS)
		(void)cli_fail("the user %s exists already: change it"
			       " with `homevisit user password`.",
			       cli->arg[0]);
	else if (rc == ERR_STATE)
		(void)cli_fail("%s has no second factor.", cli->arg[0]);
	else if (rc == ERR_LAST_ADMIN)
		(void)cli_fail("%s is the last active admin: make another one"
			       " first.",
			       cli->arg[0]);
	else
		(void)cli_explain(cli, rc, err);
}

/* Run ${fn} for the login of the command line. */
static int
change(const struct cli *cli, store_fn *fn, const struct user *user,
       const char *done)
{
	struct cli_store s;
	struct user_ask ask = {.user = *user, .set = USER_ACTIVE};
	enum err_code rc = ERR_STORAGE;

	if (cli_open(cli, &s)) {
		ask.op = s.op;
		rc = store_write(s.store, fn, &ask, NULL);
		if (rc != ERR_OK)
			explain(cli, rc, &s.err);
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
	    .must_change = cli->one_time,
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
	struct user user = {
	    .login = cli->arg[0],
	    .password_hash = hash_text,
	    .must_change = cli->one_time,
	};

	if (!take_password(cli, hash_text))
		return CLI_FAILED;
	return change(cli, user_set_password, &user,
		      "has a new password; all sessions ended");
}

int
cli_user_enable(struct cli *cli)
{
	struct user user = {.login = cli->arg[0], .active = true};

	return change(cli, user_change, &user, "may log in");
}

int
cli_user_disable(struct cli *cli)
{
	struct user user = {.login = cli->arg[0]};

	return change(cli, user_change, &user,
		      "may not log in any more; all sessions ended");
}

int
cli_user_totp_off(struct cli *cli)
{
	struct user user = {.login = cli->arg[0]};

	return change(cli, user_drop_totp, &user,
		      "logs in by the password alone; all sessions ended");
}

static void
print_user(const struct user *u, struct arena *arena)
{
	struct buf roles = BUF(arena);

	roles_print(&roles, u->roles);
	(void)printf("%-16s %-8s %s  %s%s%s\n", u->login,
		     u->active ? "active" : "disabled",
		     roles.failed ? "" : buf_text(&roles), u->name,
		     u->must_change ? "  (one-time password)" : "",
		     u->totp ? "  (second factor)" : "");
}

/* Only reads: the service may run. */
int
cli_user_list(struct cli *cli)
{
	struct cli_reader s;
	struct user *user;
	size_t n;
	enum err_code rc = ERR_STORAGE;

	if (cli_read(cli, &s)) {
		rc = user_list(s.db, &user, &n, &s.arena);
		if (rc != ERR_OK)
			(void)cli_explain(cli, rc, &s.err);
		for (size_t i = 0; rc == ERR_OK && i < n; i++)
			print_user(&user[i], &s.arena);
	}
	cli_read_end(&s);
	return rc == ERR_OK ? CLI_OK : CLI_FAILED;
}

/* --- the samples' logins ---------------------------------------------- */

/* Make ${login}, or give it ${password} again; as it is, it keeps its sessions.
 */
static enum err_code
set_demo(struct cli_store *s, struct user *demo, const char *password)
{
	struct user_ask ask = {.op = s->op, .user = *demo, .set = USER_ACTIVE};
	struct user stored;
	enum err_code rc =
	    user_find(s->reader, demo->login, &stored, &s->arena);

	if (rc == ERR_NOT_FOUND)
		return store_write(s->store, user_add, &ask, NULL);
	if (rc != ERR_OK ||
	    (stored.active &&
	     (strcmp(stored.password_hash, demo->password_hash) == 0 ||
	      password_verify(stored.password_hash, password) == ERR_OK)))
		return rc;
	rc = store_write(s->store, user_set_password, &ask, NULL);
	ask.user.active = true;
	ask.user.version = 0;
	return rc == ERR_OK ? store_write(s->store, user_change, &ask, NULL)
			    : rc;
}

/* What the three share: the hash the operator's login has while ${password} is
 * its own, for a start costs one check then; else a new one. */
static enum err_code
demo_hash(struct cli_store *s, const char *password,
	  char out[PASSWORD_HASH_MAX])
{
	struct user stored;

	if (user_find(s->reader, "operator", &stored, &s->arena) == ERR_OK &&
	    password_verify(stored.password_hash, password) == ERR_OK &&
	    strlen(stored.password_hash) < PASSWORD_HASH_MAX) {
		memcpy(out, stored.password_hash,
		       strlen(stored.password_hash) + 1);
		return ERR_OK;
	}
	return hash(password, out);
}

int
cli_user_demo(const struct cli *cli, struct cli_store *s)
{
	const char *given = getenv("DEMO_PASSWORD");
	bool chosen = given != NULL && *given != '\0';
	char hash_text[PASSWORD_HASH_MAX], made[PASSWORD_MADE_LEN + 1];
	enum err_code rc = ERR_OK;

	password_make(made);
	if (demo_hash(s, chosen ? given : made, hash_text) != ERR_OK)
		return CLI_FAILED;
	if (!msg_load())
		return cli_fail("the messages in the program are broken.");
	for (unsigned role = ROLE_OPERATOR; rc == ERR_OK && role <= ROLE_ADMIN;
	     role <<= 1) {
		struct buf login = BUF(&s->arena), key = BUF(&s->arena);
		struct user demo = {
		    .roles = role,
		    .password_hash = hash_text,
		    .active = true,
		};

		roles_print(&login, role);
		demo.login = buf_text(&login);
		buf_printf(&key, "demo.%s", demo.login);
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
