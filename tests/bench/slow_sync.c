#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/*
 * LD_PRELOAD=slow_sync.so SLOW_SYNC_MS=5 COMMAND: a disk whose every sync
 * takes so much longer.
 */

static void
pause_sync(void)
{
	const char *text = getenv("SLOW_SYNC_MS");
	long ms = text != NULL ? strtol(text, NULL, 10) : 0;
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	(void)nanosleep(&t, NULL);
}

int
fdatasync(int fd)
{
	pause_sync();
	return (int)syscall(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
	pause_sync();
	return (int)syscall(SYS_fsync, fd);
}
