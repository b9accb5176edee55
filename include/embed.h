#ifndef EMBED_H
#define EMBED_H

#include <stddef.h>

/* A file of the repository inside the program. */
struct embed {
	const char *p; /* NUL-terminated for the convenience of text */
	const char *end;
};

/*
 * EMBED(name, path): define the struct embed ${name} over the file ${path},
 * given from the top of the repository, where make runs.
 */
#define EMBED(name, path)                                                      \
	__asm__(".pushsection .rodata\n"                                       \
	        "embed_" #name ":\n"                                           \
	        "\t.incbin \"" path "\"\n"                                     \
	        "embed_" #name "_end:\n"                                       \
	        "\t.byte 0\n"                                                  \
	        ".popsection\n");                                              \
	__attribute__((visibility("hidden"))) extern const char                \
	    embed_##name[], embed_##name##_end[];                              \
	static const struct embed name = {embed_##name, embed_##name##_end}

static inline size_t
embed_size(const struct embed *e)
{
	return (size_t)(e->end - e->p);
}

#endif
