#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "app.h"
#include "keyfile.h"
#include "logline.h"
#include "metrics.h"
#include "msg.h"
#include "route.h"
#include "session.h"
#include "sweep.h"
#include "throttle.h"
#include "worker.h"

/* homevisitd: the FastCGI responder.  See --help. */

#define VERSION "0.2"
#define THREADS 64
#define THREADS_MAX 512
#define PATIENCE_MS 5000 /* for requests in flight at the end */

/* What the supervisor makes of an exit: this one is not worth a restart. */
#define EXIT_CONFIG 78

static const char usage[] =
    "Usage: homevisitd --db FILE [options]\n"
    "Answer FastCGI requests on the listening socket given as fd 0.\n"
    "\n"
    "  --db FILE        the database (made by `homevisit init`)\n"
    "  --key FILE       the audit key (" KEYFILE_NAME " beside the database)\n"
    "  --threads N      requests and kept connections at once (64)\n"
    "  --socket PATH    listen here instead of fd 0; for tests\n"
    "  --pid-file FILE  write the process id there\n"
    "  --routes         print the route table and exit\n"
    "  --help, --version\n";

/* The exit code of an option that answers and ends; -1: go on. */
static int
parse_options(int argc, char **argv, struct app_config *config)
{
	enum { DB = 1, KEY, SOCKET, THREADS_N, PID, ROUTES, HELP, VERS };
	static const struct option options[] = {
	    {"db", required_argument, NULL, DB},
	    {"key", required_argument, NULL, KEY},
	    {"socket", required_argument, NULL, SOCKET},
	    {"threads", required_argument, NULL, THREADS_N},
	    {"pid-file", required_argument, NULL, PID},
	    {"routes", no_argument, NULL, ROUTES},
	    {"help", no_argument, NULL, HELP},
	    {"version", no_argument, NULL, VERS},
	    {NULL, 0, NULL, 0},
	};
	long n;

	for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (c) {
		case DB:
			config->db_path = optarg;
			break;
		case KEY:
			config->key_path = optarg;
			break;
		case SOCKET:
			config->socket = optarg;
			break;
		case THREADS_N:
			n = strtol(optarg, NULL, 10);
			if (n < 1 || n > THREADS_MAX)
				return EXIT_CONFIG;
			config->threads = (int)n;
			break;
		case PID:
			config->pid_path = optarg;
			break;
		case ROUTES:
			route_print(stdout);
			return EXIT_SUCCESS;
		case HELP:
			(void)fputs(usage, stdout);
			return EXIT_SUCCESS;
		case VERS:
			(void)puts("homevisitd " VERSION);
			return EXIT_SUCCESS;
		default:
			return EXIT_CONFIG;
		}
	}
	return config->db_path != NULL && optind == argc ? -1 : EXIT_CONFIG;
}

/* Logs why the service cannot run. */
static bool
refuse(const char *why, const char *detail)
{
	logline_event(LOGLINE_ERROR, why, detail);
	return false;
}

/* The socket requests come in by; -1, and logged: there is none. */
static int
listen_socket(const struct app_config *config)
{
	int fd = STDIN_FILENO, listening = 0;
	socklen_t n = sizeof(listening);

	if (config->socket != NULL)
		fd = worker_listen(config->socket);
	if (fd == -1 ||
	    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) != 0 ||
	    !listening) {
		(void)refuse("no_listening_socket", NULL);
		return -1;
	}
	return fd;
}

static bool
write_pid(const char *path)
{
	FILE *f = fopen(path, "we");

	if (f == NULL)
		return refuse("pid_file_unwritable", NULL);
	(void)fprintf(f, "%ld\n", (long)getpid());
	return fclose(f) == 0 || refuse("pid_file_unwritable", NULL);
}

/* The audit key and the database; else the exit code. */
static int
open_store(struct app *app)
{
	static char key_path[4096];
	struct store_config config = {.path = app->config.db_path,
				      .log = logline_store};
	struct err err = {0};
	enum err_code code;

	if (app->config.key_path == NULL &&
	    keyfile_path(app->config.db_path, key_path, sizeof(key_path)))
		app->config.key_path = key_path;
	if (app->config.key_path == NULL ||
	    keyfile_read(app->config.key_path, app->audit_key) != ERR_OK) {
		(void)refuse("audit_key_unreadable",
			     "run `homevisit init`, or name it by --key");
		return EXIT_CONFIG;
	}
	memcpy(config.audit_key, app->audit_key, sizeof(config.audit_key));
	code = store_open(&config, &app->store, &err);
	sodium_memzero(&config, sizeof(config));
	if (code == ERR_OK)
		return EXIT_SUCCESS;
	if (code == ERR_NOT_FOUND)
		err.ref = "there is none: run `homevisit init`";
	(void)refuse("database_refused", err.ref);
	return code == ERR_NOT_FOUND || code == ERR_STATE ? EXIT_CONFIG
							  : EXIT_FAILURE;
}

static bool
load_sessions(struct app *app)
{
	struct timespec now;
	struct db *db;
	enum err_code code;

	clock_gettime(CLOCK_REALTIME, &now);
	if (store_reader_open(app->store, &db) != ERR_OK)
		return refuse("database_refused", "reader");
	code =
	    session_table_load(app->sessions, db, (int64_t)now.tv_sec * 1000);
	store_reader_close(db);
	return code == ERR_OK || refuse("sessions_unreadable", NULL);
}

/* Everything but the threads, or the exit code; app_free() takes the rest. */
static int
app_make(struct app *app)
{
	size_t routes;
	int code;

	(void)route_all(&routes);
	app->sessions = session_table_make(&SESSION_LIMITS);
	app->throttle = throttle_make();
	app->metrics = metrics_make(routes);
	if (app->sessions == NULL || app->throttle == NULL ||
	    app->metrics == NULL || !msg_load())
		return !refuse("out_of_memory", NULL);
	code = open_store(app);
	if (code == EXIT_SUCCESS && !load_sessions(app))
		code = EXIT_FAILURE;
	return code;
}

static void
app_free(struct app *app)
{
	if (app->store != NULL)
		store_close(app->store);
	session_table_free(app->sessions);
	throttle_free(app->throttle);
	metrics_free(app->metrics);
	msg_free();
}

/* Until SIGTERM or SIGINT, which no other thread takes. */
static void
wait_for_end(const sigset_t *signals)
{
	int signo;

	while (sigwait(signals, &signo) != 0)
		;
	logline_event(LOGLINE_INFO, "stopping", NULL);
}

static int
serve(struct app *app, int fd, const sigset_t *signals)
{
	struct workers *workers = NULL;
	struct sweep *sweep = NULL;

	if (app->config.pid_path != NULL && !write_pid(app->config.pid_path))
		return EXIT_CONFIG;
	if (worker_start(app, fd, &workers) != ERR_OK)
		return !refuse("workers_not_started", NULL);
	if (sweep_start(app, &sweep) != ERR_OK) {
		(void)refuse("sweep_not_started", NULL);
	} else {
		logline_event(LOGLINE_INFO, "started", VERSION);
		wait_for_end(signals);
	}
	/* What was acknowledged is on disk; a request that hangs is not. */
	if (!worker_stop(workers, PATIENCE_MS)) {
		logline_event(LOGLINE_WARNING, "requests_cut_off", NULL);
		_exit(EXIT_FAILURE);
	}
	sweep_stop(sweep);
	if (app->config.pid_path != NULL)
		(void)unlink(app->config.pid_path);
	return sweep != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	struct app app = {.config = {.threads = THREADS}};
	sigset_t signals;
	int fd, code = parse_options(argc, argv, &app.config);

	if (code == EXIT_CONFIG)
		(void)fputs(usage, stderr);
	if (code != -1)
		return code;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	if (sodium_init() < 0)
		return EXIT_FAILURE;
	fd = listen_socket(&app.config);
	code = fd != -1 ? app_make(&app) : EXIT_CONFIG;
	if (code == EXIT_SUCCESS)
		code = serve(&app, fd, &signals);
	app_free(&app);
	if (code == EXIT_SUCCESS)
		logline_event(LOGLINE_INFO, "stopped", NULL);
	return code;
}
