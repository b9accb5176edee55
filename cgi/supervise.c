#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "watchdog.h"

/*
 * homevisit-supervise: holds the listening socket, so that a crash or restart
 * of the service behind it refuses no connection: callers wait in the backlog.
 */

#define BACKLOG 511
#define DELAY_MIN_MS 100
#define DELAY_MAX_MS 2000
#define QUICK_MS 500 /* a death sooner than this says it cannot run at all */
#define QUICK_DEATHS_MAX 10
#define QUICK_DEATHS_SLOW 6 /* from here on every start waits the longest */
#define STOP_MS 10000       /* from SIGTERM to SIGKILL */
#define LOOK_MS 500         /* between two looks for signs of life */
#define WATCHDOG_MAX_S 3600
#define EXIT_CONFIG 78  /* of the child: a restart would not help */
#define EXIT_STORAGE 70 /* of the child: its disk failed */

static const char usage[] =
    "Usage: homevisit-supervise --socket PATH [options] -- PROGRAM …\n"
    "Run PROGRAM with a listening unix socket as fd 0, again after a crash.\n"
    "\n"
    "  --mode 0660      of the socket\n"
    "  --watchdog S     kill and restart it after S seconds without a sign of\n"
    "                   life, taken at PATH.notify as sd_notify(3) sends them\n"
    "\n"
    "SIGTERM and SIGINT end it, SIGHUP restarts it; the socket stays open.\n";

struct child {
	pid_t pid; /* 0: not running */
	int64_t started_ms;
	int64_t kill_at_ms; /* 0: not asked to end */
	int64_t start_at_ms;
	int quick_deaths;
};

__attribute__((format(printf, 1, 2))) static void
say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)fputs("homevisit-supervise: ", stderr);
	(void)vfprintf(stderr, fmt, ap);
	(void)fputc('\n', stderr);
	va_end(ap);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Removes what a killed predecessor left; false: somebody answers there. */
static bool
remove_stale(const struct sockaddr_un *at)
{
	struct stat st;
	int fd;
	bool alive;

	if (lstat(at->sun_path, &st) != 0)
		return true;
	if (!S_ISSOCK(st.st_mode))
		return false;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	alive = connect(fd, (const struct sockaddr *)at, sizeof(*at)) == 0 ||
		errno == EAGAIN;
	(void)close(fd);
	return !alive && unlink(at->sun_path) == 0;
}

static int
listen_at(const char *path, mode_t mode)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	mode_t mask;
	int fd, rc;

	if (strlen(path) >= sizeof(at.sun_path)) {
		say("%s: too long for a socket", path);
		return -1;
	}
	memcpy(at.sun_path, path, strlen(path));
	if (!remove_stale(&at)) {
		say("%s: in use", path);
		return -1;
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	mask = umask(0777 & ~mode);
	rc = bind(fd, (const struct sockaddr *)&at, sizeof(at));
	(void)umask(mask);
	if (fd == -1 || rc != 0 || listen(fd, BACKLOG) != 0) {
		say("%s: cannot listen", path);
		return -1;
	}
	return fd;
}

/* In the new process: the socket as fd 0, nothing blocked, the program. */
static void
become(char **argv, int fd)
{
	sigset_t none;

	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	(void)dup2(fd, STDIN_FILENO);
	(void)execvp(argv[0], argv);
	say("%s: cannot be run", argv[0]);
	_exit(EXIT_CONFIG);
}

static void
start(struct child *c, struct watchdog *w, char **argv, int fd)
{
	pid_t pid = fork();

	if (pid == 0)
		become(argv, fd);
	watchdog_start(w, now_ms());
	*c = (struct child){.pid = pid > 0 ? pid : 0,
			    .started_ms = now_ms(),
			    .start_at_ms = now_ms() + DELAY_MAX_MS,
			    .quick_deaths = c->quick_deaths};
}

static void
end(struct child *c)
{
	if (c->pid == 0 || c->kill_at_ms != 0)
		return;
	c->kill_at_ms = now_ms() + STOP_MS;
	(void)kill(c->pid, SIGTERM);
}

/*
 * Milliseconds before the next start: none for one that had run, longer after
 * every quick death.
 */
static int
delay_ms(const struct child *c, int64_t lived_ms)
{
	int doublings = c->quick_deaths > 1 ? c->quick_deaths - 1 : 0;
	int delay = DELAY_MIN_MS << (doublings < 5 ? doublings : 5);

	if (lived_ms >= QUICK_MS)
		return 0;
	return delay < DELAY_MAX_MS ? delay : DELAY_MAX_MS;
}

/*
 * Takes the child's end.  Killed from outside is no fault of its own.  False:
 * not worth another try.
 */
static bool
reap(struct child *c)
{
	const char *why = NULL;
	bool asked = c->kill_at_ms != 0, quick;
	int64_t lived_ms = now_ms() - c->started_ms;
	int status;

	if (c->pid == 0 || waitpid(c->pid, &status, WNOHANG) != c->pid)
		return true;
	c->pid = 0;
	c->kill_at_ms = 0;
	c->start_at_ms = 0;
	if (asked)
		return true;
	quick = lived_ms < QUICK_MS &&
		!(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	c->quick_deaths = quick ? c->quick_deaths + 1 : 0;
	/* A disk that fails may be back in a minute. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_STORAGE &&
	    c->quick_deaths > QUICK_DEATHS_SLOW)
		c->quick_deaths = QUICK_DEATHS_SLOW;
	c->start_at_ms = now_ms() + delay_ms(c, lived_ms);
	say("ended by %s %d", WIFSIGNALED(status) ? "signal" : "exit",
	    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CONFIG)
		why = "it cannot run as it is set up";
	else if (c->quick_deaths >= QUICK_DEATHS_MAX)
		why = "it died at once again and again";
	if (why != NULL)
		say("%s; giving up", why);
	return why == NULL;
}

/* A child that hangs answers nobody and holds the database's lock. */
static void
kill_silent(const struct child *c, struct watchdog *w)
{
	int64_t silent_ms;

	watchdog_hear(w, c->pid, now_ms());
	silent_ms = watchdog_silent_ms(w, now_ms());
	if (c->pid == 0 || c->kill_at_ms != 0 || silent_ms == 0)
		return;
	say("no sign of life for %lld ms; killing it", (long long)silent_ms);
	(void)kill(c->pid, SIGKILL);
}

/* The next signal, or 0 when ${c} needs something at its time. */
static int
wait_signal(const sigset_t *signals, const struct child *c,
	    const struct watchdog *w)
{
	int64_t at_ms = c->pid == 0 ? c->start_at_ms : c->kill_at_ms;
	int64_t left_ms = at_ms - now_ms();
	struct timespec t;

	if (c->pid != 0 && at_ms == 0) {
		if (w->fd == -1)
			return sigwaitinfo(signals, NULL);
		left_ms = LOOK_MS;
	}
	left_ms = left_ms > 0 ? left_ms : 0;
	t.tv_sec = left_ms / 1000;
	t.tv_nsec = left_ms % 1000 * 1000000;
	return sigtimedwait(signals, NULL, &t);
}

static int
supervise(char **argv, int fd, struct watchdog *w, const sigset_t *signals)
{
	struct child c = {0};
	bool stopping = false;

	for (;;) {
		int signo;
		if (c.pid == 0 && stopping)
			return EXIT_SUCCESS;
		if (c.pid == 0 && now_ms() >= c.start_at_ms)
			start(&c, w, argv, fd);
		signo = wait_signal(signals, &c, w);
		stopping = stopping || signo == SIGTERM || signo == SIGINT;
		if (stopping || signo == SIGHUP)
			end(&c);
		if (c.kill_at_ms != 0 && now_ms() >= c.kill_at_ms)
			(void)kill(c.pid, SIGKILL);
		kill_silent(&c, w);
		if (!reap(&c) && !stopping)
			return EXIT_FAILURE;
	}
}

struct arguments {
	const char *path; /* of the socket */
	mode_t mode;
	int watchdog_s; /* 0: none; -1: no number */
};

static const struct option options[] = {
    {"socket", required_argument, NULL, 's'},
    {"mode", required_argument, NULL, 'm'},
    {"watchdog", required_argument, NULL, 'w'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static int
seconds(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	return *end == '\0' && n >= 0 && n <= WATCHDOG_MAX_S ? (int)n : -1;
}

/* The exit code of arguments that end it here; -1: go on. */
static int
parse(int argc, char **argv, struct arguments *a)
{
	for (int c; (c = getopt_long(argc, argv, "+", options, NULL)) != -1;) {
		if (c == 'h')
			return fputs(usage, stdout) < 0;
		if (c == 's')
			a->path = optarg;
		else if (c == 'm')
			a->mode = strtoul(optarg, NULL, 8) & 0777;
		else if (c == 'w')
			a->watchdog_s = seconds(optarg);
		else
			return 2;
	}
	return a->path == NULL || a->path[0] == '\0' || a->watchdog_s < 0 ||
		       optind == argc
		   ? 2
		   : -1;
}

/* Signs of life are taken beside the socket. */
static bool
listen_for_signs(struct watchdog *w, const struct arguments *a)
{
	static char path[PATH_MAX];
	int n = snprintf(path, sizeof(path), "%s.notify", a->path);

	if (n < (int)sizeof(path) && watchdog_listen(w, path, a->watchdog_s))
		return true;
	say("%s.notify: cannot take signs of life there", a->path);
	return false;
}

int
main(int argc, char **argv)
{
	static const int taken[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
	struct arguments a = {.mode = 0660};
	struct watchdog watchdog;
	sigset_t signals;
	int fd, code = parse(argc, argv, &a);

	if (code == 2)
		(void)fputs(usage, stderr);
	if (code != -1)
		return code;
	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		sigaddset(&signals, taken[i]);
	(void)sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = listen_at(a.path, a.mode);
	if (fd == -1 || !listen_for_signs(&watchdog, &a))
		return EXIT_FAILURE;
	code = supervise(argv + optind, fd, &watchdog, &signals);
	watchdog_close(&watchdog);
	(void)unlink(a.path);
	return code;
}
