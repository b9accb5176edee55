#ifndef SLICE_H
#define SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes somebody else owns: not NUL-terminated, possibly empty. */
struct slice {
	const char *p;
	size_t n;
};

#define SLICE(lit) ((struct slice){"" lit, sizeof(lit) - 1})
#define SLICE_FMT "%.*s"
#define SLICE_ARG(s) (int)(s).n, (s).p

/** slice_of(s): the slice over the C string ${s}; NULL gives the empty one. */
static inline struct slice
slice_of(const char *s)
{
	return (struct slice){s != NULL ? s : "", s != NULL ? strlen(s) : 0};
}

static inline bool
slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
slice_starts(struct slice s, struct slice with)
{
	return s.n >= with.n && slice_eq((struct slice){s.p, with.n}, with);
}

/** slice_hash(s): of a few names of our own; nobody is kept from making
 * others the same. */
static inline uint32_t
slice_hash(struct slice s)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < s.n; i++)
		hash = hash * 31 + (unsigned char)s.p[i];
	return hash;
}

/**
 * slice_mark(s):
 * One bit of 64 for a word: among words none of which has it, it is not.
 */
static inline uint64_t
slice_mark(struct slice s)
{
	return UINT64_C(1) << (slice_hash(s) & 63);
}

/**
 * slice_cut(rest, sep, out):
 * Take what stands before the next ${sep} off ${rest} into ${out}.
 * Errors:  false when ${rest} was already used up (rest->p is NULL).
 */
static inline bool
slice_cut(struct slice *rest, char sep, struct slice *out)
{
	const char *end;

	if (rest->p == NULL)
		return false;
	end = rest->n != 0 ? memchr(rest->p, sep, rest->n) : NULL;
	if (end == NULL) {
		*out = *rest;
		*rest = (struct slice){NULL, 0};
		return true;
	}
	*out = (struct slice){rest->p, (size_t)(end - rest->p)};
	*rest = (struct slice){end + 1, rest->n - out->n - 1};
	return true;
}

/** slice_trim(s): without ASCII white space at both ends. */
static inline struct slice
slice_trim(struct slice s)
{
	while (s.n != 0 && strchr(" \t\r\n", s.p[0]) != NULL && s.p[0] != '\0')
		s.p++, s.n--;
	while (s.n != 0 && strchr(" \t\r\n", s.p[s.n - 1]) != NULL &&
	    s.p[s.n - 1] != '\0')
		s.n--;
	return s;
}

#endif
