#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app.h"
#include "board_cache.h"
#include "clock.h"
#include "events.h"
#include "jump.h"
#include "keyfile.h"
#include "logline.h"
#include "metrics.h"
#include "msg.h"
#include "route.h"
#include "session.h"
#include "steady.h"
#include "sweep.h"
#include "throttle.h"
#include "viewed.h"
#include "watchdog.h"
#include "worker.h"

/* homevisitd: the FastCGI responder.  See --help. */

#define VERSION "0.2"
#define THREADS 64
#define THREADS_MAX 512
#define STREAMS 1200
#define STREAMS_MAX 20000
#define HEARTBEAT_MS 15000
#define STREAM_PATIENCE_MS 10000
#define TIME_MAX_MS 3600000
#define FILES_A_READER 3 /* database, log and shared memory */
#define FILES_SPARE 1024 /* connections of nginx above all */
#define PATIENCE_MS 5000 /* for requests in flight at the end */

/* What the supervisor makes of an exit: this one is not worth a restart. */
#define EXIT_CONFIG 78

static const char usage[] =
    "Usage: homevisitd --db FILE [options]\n"
    "Answer FastCGI requests on the listening socket given as fd 0.\n"
    "\n"
    "  --db FILE        the database (made by `homevisit init`)\n"
    "  --key FILE       the audit key (" KEYFILE_NAME " beside the database)\n"
    "  --threads N      requests at once (64)\n"
    "  --streams N      clients listening to events at once (1200)\n"
    "  --heartbeat MS   between signs of life on a stream (15000)\n"
    "  --patience MS    with a client that does not read its stream (10000)\n"
    "  --socket PATH    listen here instead of fd 0; for tests\n"
    "  --pid-file FILE  write the process id there\n"
    "  --routes         print the route table and exit\n"
    "  --help, --version\n";

enum {
	DB = 1,
	KEY,
	SOCKET,
	THREADS_N,
	STREAMS_N,
	HEARTBEAT,
	PATIENCE,
	PID,
	ROUTES,
	HELP,
	VERS
};

static const struct option options[] = {
    {"db", required_argument, NULL, DB},
    {"key", required_argument, NULL, KEY},
    {"socket", required_argument, NULL, SOCKET},
    {"threads", required_argument, NULL, THREADS_N},
    {"streams", required_argument, NULL, STREAMS_N},
    {"heartbeat", required_argument, NULL, HEARTBEAT},
    {"patience", required_argument, NULL, PATIENCE},
    {"pid-file", required_argument, NULL, PID},
    {"routes", no_argument, NULL, ROUTES},
    {"help", no_argument, NULL, HELP},
    {"version", no_argument, NULL, VERS},
    {NULL, 0, NULL, 0},
};

/* The number ${text}, 1 to ${max}; 0: it is none. */
static int
number(const char *text, int max)
{
	char *end;
	long n = strtol(text, &end, 10);

	return *end == '\0' && n >= 1 && n <= max ? (int)n : 0;
}

/* Whether all is there that has to be, and every number is one. */
static bool
complete(const struct app_config *config)
{
	return config->db_path != NULL && config->threads != 0 &&
	       config->streams != 0 && config->heartbeat_ms != 0 &&
	       config->patience_ms != 0;
}

/* The exit code of an option that answers and ends; -1: go on. */
static int
parse_options(int argc, char **argv, struct app_config *config)
{
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
			config->threads = number(optarg, THREADS_MAX);
			break;
		case STREAMS_N:
			config->streams = number(optarg, STREAMS_MAX);
			break;
		case HEARTBEAT:
			config->heartbeat_ms = number(optarg, TIME_MAX_MS);
			break;
		case PATIENCE:
			config->patience_ms = number(optarg, TIME_MAX_MS);
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
	return complete(config) && optind == argc ? -1 : EXIT_CONFIG;
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
	if (code == ERR_NOT_FOUND || code == ERR_STATE)
		return EXIT_CONFIG;
	return code == ERR_STORAGE ? STORE_EXIT : EXIT_FAILURE;
}

/* What became of the clock while no process looked at it. */
static bool
follow_clock(struct app *app)
{
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};
	struct arena arena = {0};
	struct err err = {0};
	struct jump_ask ask = {
	    .op = {.actor = &service,
		   .now_ms = clock_ms(CLOCK_REALTIME),
		   .arena = &arena,
		   .err = &err},
	    .away = true,
	};
	struct db *db;
	enum err_code code = store_reader_open(app->store, &db);

	if (code != ERR_OK)
		return refuse("database_refused", "reader");
	code = jump_while_away(db, ask.op.now_ms, &ask.by_ms);
	store_reader_close(db);
	if (code == ERR_OK && ask.by_ms != 0)
		code = store_write(app->store, jump_settle, &ask, NULL);
	arena_free(&arena);
	return code == ERR_OK || refuse("clock_not_followed", NULL);
}

static bool
load_sessions(struct app *app)
{
	const struct rulebook *book = store_book(app->store);
	struct session_limits limits = session_limits_of(&book->settings);
	struct db *db;
	enum err_code code;

	store_book_drop(app->store, book);
	app->sessions = session_table_make(&limits);
	if (app->sessions == NULL)
		return refuse("out_of_memory", NULL);
	if (store_reader_open(app->store, &db) != ERR_OK)
		return refuse("database_refused", "reader");
	code = session_table_load(app->sessions, db, steady_ms());
	store_reader_close(db);
	return code == ERR_OK || refuse("sessions_unreadable", NULL);
}

static bool
start_events(struct app *app)
{
	const struct events_config config = {
	    .streams_max = app->config.streams,
	    .heartbeat_ms = app->config.heartbeat_ms,
	    .patience_ms = app->config.patience_ms,
	};

	return events_start(app->store, app->sessions, &config, &app->events) ==
		   ERR_OK ||
	       refuse("events_not_started", NULL);
}

/* Everything but those who answer, or the exit code; then app_free(). */
static int
app_make(struct app *app)
{
	size_t routes;
	int code;

	(void)route_all(&routes);
	app->throttle = throttle_make();
	app->viewed = viewed_make();
	app->metrics = metrics_make(routes);
	app->board = board_cache_make();
	if (app->throttle == NULL || app->viewed == NULL ||
	    app->metrics == NULL || app->board == NULL || !msg_load())
		return !refuse("out_of_memory", NULL);
	code = open_store(app);
	if (code == EXIT_SUCCESS &&
	    (!follow_clock(app) || !load_sessions(app) || !start_events(app)))
		code = EXIT_FAILURE;
	return code;
}

static void
app_free(struct app *app)
{
	events_free(app->events);
	if (app->store != NULL)
		store_close(app->store);
	session_table_free(app->sessions);
	throttle_free(app->throttle);
	viewed_free(app->viewed);
	metrics_free(app->metrics);
	board_cache_free(app->board);
	msg_free();
}

/*
 * Until SIGTERM or SIGINT, which no other thread takes.  SIGHUP hangs up on
 * the streams: nginx waits for them when it is to end.  Meanwhile the
 * supervisor is told that we live.
 */
static void
wait_for_end(const sigset_t *signals, struct events *events)
{
	int64_t every_ms = watchdog_every_ms();
	struct timespec every = {every_ms / 1000, every_ms % 1000 * 1000000};
	int signo;

	watchdog_tell("READY=1");
	do {
		signo = every_ms != 0 ? sigtimedwait(signals, NULL, &every)
				      : sigwaitinfo(signals, NULL);
		if (signo == SIGHUP)
			events_hang_up(events);
		if (signo == -1)
			watchdog_tell("WATCHDOG=1");
	} while (signo != SIGTERM && signo != SIGINT);
	watchdog_tell("STOPPING=1");
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
		wait_for_end(signals, app->events);
	}
	/* Who listens comes back to the next process. */
	events_stop(app->events);
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

/* Every stream is an open file; the usual limit is too low for many. */
static void
allow_files(const struct app_config *config)
{
	rlim_t need = (rlim_t)config->streams + FILES_SPARE +
		      (rlim_t)STORE_READERS * FILES_A_READER;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= need)
		return;
	limit.rlim_cur = need < limit.rlim_max ? need : limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < need)
		logline_event(LOGLINE_WARNING, "too_few_files", NULL);
}

/* What is in memory is never written to a file. */
static void
forbid_core(void)
{
	(void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

int
main(int argc, char **argv)
{
	struct app app = {.config = {
			      .threads = THREADS,
			      .streams = STREAMS,
			      .heartbeat_ms = HEARTBEAT_MS,
			      .patience_ms = STREAM_PATIENCE_MS,
			  }};
	sigset_t signals;
	int fd, code = parse_options(argc, argv, &app.config);

	if (code == EXIT_CONFIG)
		(void)fputs(usage, stderr);
	if (code != -1)
		return code;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	if (sodium_init() < 0)
		return EXIT_FAILURE;
	allow_files(&app.config);
	logline_start();
	forbid_core();
	fd = listen_socket(&app.config);
	code = fd != -1 ? app_make(&app) : EXIT_CONFIG;
	if (code == EXIT_SUCCESS)
		code = serve(&app, fd, &signals);
	app_free(&app);
	if (code == EXIT_SUCCESS)
		logline_event(LOGLINE_INFO, "stopped", NULL);
	logline_stop();
	return code;
}
