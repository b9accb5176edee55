#ifndef FUZZ_H
#define FUZZ_H

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "rulebook.h"
#include "slice.h"

/* What the targets share: one arena, the input taken apart. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The input, eaten from its start. */
struct fuzz_in {
	const uint8_t *p;
	size_t n;
};

/** fuzz_arena(): empty again with every call; the target's alone. */
struct arena *fuzz_arena(void);

/** fuzz_byte(in): the next byte; 0 at the end. */
uint8_t fuzz_byte(struct fuzz_in *in);

/** fuzz_int(in, bytes): ${bytes} of them as one number. */
int64_t fuzz_int(struct fuzz_in *in, int bytes);

/** fuzz_line(in): up to the next line end, which is eaten; may be empty. */
struct slice fuzz_line(struct fuzz_in *in);

/** fuzz_text(s): as a C text in fuzz_arena(), cut at a NUL. */
const char *fuzz_text(struct slice s);

/** fuzz_same(a, b): two texts, or both NULL. */
bool fuzz_same(const char *a, const char *b);

#endif
