#ifndef BUF_H
#define BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "slice.h"

/*
 * A text that grows in an arena.  Failure is sticky: once memory is refused,
 * every further call does nothing and buf.failed stays set, so the writer of
 * a long answer checks once at its end.  data is always NUL-terminated.
 */
struct buf {
	struct arena *arena;
	char *data;
	size_t n;    /* bytes used, without the NUL */
	size_t room; /* bytes data can hold, with the NUL */
	bool failed;
};

#define BUF(a) ((struct buf){.arena = (a)})

/** buf_reserve(b, more): make room for ${more} bytes; false when failed. */
static inline bool
buf_reserve(struct buf *b, size_t more)
{
	size_t room = b->room != 0 ? b->room * 2 : 256;
	char *data;

	if (b->failed || more > ARENA_LIMIT) {
		b->failed = true;
		return false;
	}
	if (b->data != NULL && b->room - b->n > more)
		return true;
	if (room - b->n <= more)
		room = b->n + more + 1;
	if (b->data != NULL &&
	    arena_extend(b->arena, b->data, b->room, room)) {
		b->room = room;
		return true;
	}
	data = arena_take(b->arena, room);
	if (data == NULL) {
		b->failed = true;
		return false;
	}
	if (b->n != 0)
		memcpy(data, b->data, b->n);
	data[b->n] = '\0';
	b->data = data;
	b->room = room;
	return true;
}

/** buf_put(b, p, n): append ${n} bytes. */
static inline void
buf_put(struct buf *b, const char *p, size_t n)
{
	if (!buf_reserve(b, n))
		return;
	if (n != 0)
		memcpy(b->data + b->n, p, n);
	b->n += n;
	b->data[b->n] = '\0';
}

static inline void
buf_str(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

static inline void
buf_char(struct buf *b, char c)
{
	if (!buf_reserve(b, 1))
		return;
	b->data[b->n++] = c;
	b->data[b->n] = '\0';
}

#define BUF_DIGITS 24 /* bytes of any int64_t, with sign and NUL */

/** buf_digits(v, room): ${v} in decimal, somewhere in ${room}. */
static inline const char *
buf_digits(int64_t v, char room[BUF_DIGITS])
{
	char *p = room + BUF_DIGITS - 1;
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	*p = '\0';
	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (v < 0)
		*--p = '-';
	return p;
}

/** buf_int(b, v): append ${v} in decimal, where buf_printf() costs too much. */
static inline void
buf_int(struct buf *b, int64_t v)
{
	char room[BUF_DIGITS];

	buf_str(b, buf_digits(v, room));
}

/** buf_two(b, v): append ${v}, 0 to 99, in two digits. */
static inline void
buf_two(struct buf *b, int v)
{
	buf_char(b, (char)('0' + v / 10 % 10));
	buf_char(b, (char)('0' + v % 10));
}

/** buf_printf(b, fmt, …): append formatted text. */
__attribute__((format(printf, 2, 3))) static inline void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	size_t room;
	int n;

	if (!buf_reserve(b, 1))
		return;
	room = b->room - b->n;
	va_start(ap, fmt);
	n = vsnprintf(b->data + b->n, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		b->failed = true;
	if (n < 0 || !buf_reserve(b, (size_t)n))
		return;
	if ((size_t)n >= room) { /* it did not fit */
		va_start(ap, fmt);
		(void)vsnprintf(b->data + b->n, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->n += (size_t)n;
}

/** buf_text(b): the finished C string, or NULL when memory was refused. */
static inline const char *
buf_text(struct buf *b)
{
	if (b->data == NULL)
		buf_put(b, "", 0);
	return b->failed ? NULL : b->data;
}

#endif
