#include <pthread.h>
#include <sodium.h>
#include <stdio.h>

#include "ids.h"

#define COUNTER_MAX 0xfff
#define UUID_TEXT 37 /* with its NUL */

/* Guards last. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Time and counter of the id made last; together they only ever grow. */
static struct stamp {
	int64_t ms;
	unsigned counter;
} last;

static struct stamp
stamp_next(int64_t now_ms)
{
	struct stamp s;

	pthread_mutex_lock(&lock);
	if (now_ms > last.ms)
		last = (struct stamp){.ms = now_ms};
	else if (last.counter < COUNTER_MAX)
		last.counter++;
	else
		last = (struct stamp){.ms = last.ms + 1};
	s = last;
	pthread_mutex_unlock(&lock);
	return s;
}

const char *
ids_make(int64_t now_ms, struct arena *arena)
{
	struct stamp s = stamp_next(now_ms);
	uint64_t ms = (uint64_t)s.ms & 0xffffffffffff;
	uint64_t noise;
	char *text = arena_alloc(arena, UUID_TEXT);

	if (text == NULL)
		return NULL;
	randombytes_buf(&noise, sizeof(noise));
	snprintf(text, UUID_TEXT, "%08x-%04x-7%03x-%04x-%012llx",
		 (unsigned)(ms >> 16), (unsigned)(ms & 0xffff), s.counter,
		 (unsigned)(noise >> 48 & 0x3fff) | 0x8000,
		 (unsigned long long)(noise & 0xffffffffffff));
	return text;
}
