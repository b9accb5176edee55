#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "slice.h"

/* Text as people type it: checked, folded, cut into tokens. */

/** text_valid(s): well-formed UTF-8, no NUL, no surrogates. */
bool text_valid(struct slice s);

/** text_length(s): characters (code points) of the valid UTF-8 ${s}. */
size_t text_length(struct slice s);

/**
 * text_has_hidden(s):
 * Control characters other than white space, or those that turn the writing
 * round: nobody sees them, and they show ${s} as it is not.
 */
bool text_has_hidden(struct slice s);

/**
 * text_tidy(s):
 * Whether ${s} is valid, hides nothing and is as text_clean() would leave it,
 * as far as one quick look tells: nearly all that is typed.  False: perhaps.
 */
bool text_tidy(struct slice s);

/**
 * text_clean(s, arena):
 * NFC, hidden characters and those of format dropped, joiners kept only in
 * scripts that need them, white space runs folded to one space, trimmed.  NULL when memory was refused or ${s} is not valid.
 */
const char *text_clean(struct slice s, struct arena *arena);

/**
 * text_fold(s, arena):
 * For comparing: NFC + casefold, ё→е, combining marks dropped after й/ё are
 * composed, every run of non-alphanumerics to one space, trimmed.  NULL when
 * memory was refused or ${s} is not valid.
 */
const char *text_fold(struct slice s, struct arena *arena);

#endif
