#ifndef WATCHDOG_H
#define WATCHDOG_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Signs of life, as sd_notify(3) has them: whoever started a service names a
 * socket in NOTIFY_SOCKET and a time in WATCHDOG_USEC; the service sends
 * "READY=1" once and "WATCHDOG=1" again and again.  systemd is one such
 * starter, homevisit-supervise another.
 */

/** watchdog_every_ms(): how often this process is to give one; 0: never. */
int64_t watchdog_every_ms(void);

/** watchdog_tell(sign): e.g. "READY=1"; without a listener nothing happens. */
void watchdog_tell(const char *sign);

/* The listener's side. */
struct watchdog {
	int fd;           /* -1: no watchdog */
	int64_t limit_ms; /* silence beyond it is death */
	int64_t heard_ms; /* the last sign */
	bool ready;       /* it gave one since it was started */
	const char *path; /* of the socket, the caller's */
};

/**
 * watchdog_listen(w, path, limit_s):
 * Take signs at the socket ${path}, which outlives ${w}, and leave its name to the processes started
 * from now on.  ${limit_s} 0: no watchdog.
 * Errors:  false: the socket cannot be made.
 */
bool watchdog_listen(struct watchdog *w, const char *path, int limit_s);

/** watchdog_start(w, now_ms): it is started now, and may take its time. */
void watchdog_start(struct watchdog *w, int64_t now_ms);

/** watchdog_hear(w, pid, now_ms): take what has come, of ${pid} alone. */
void watchdog_hear(struct watchdog *w, pid_t pid, int64_t now_ms);

/** watchdog_silent_ms(w, now_ms): how long it is silent if that is too long, else 0. */
int64_t watchdog_silent_ms(const struct watchdog *w, int64_t now_ms);

/** watchdog_close(w): no more signs; the socket goes. */
void watchdog_close(struct watchdog *w);

#endif
