#ifndef MSG_H
#define MSG_H

#include "arena.h"
#include "buf.h"
#include "http.h"

/*
 * Texts the service itself says: cgi/messages/{ru,en,fi}.json, embedded and
 * read once at start.  "{name}" in a text stands for an argument.
 */
struct msg_arg {
	const char *name;
	const char *value;
};

/** msg_load(): read the embedded files; false: they are broken. */
bool msg_load(void);
void msg_free(void);

/** msg_get(lang, key): the text, else the Russian one, else the key. */
const char *msg_get(enum lang lang, const char *key);

/** msg_format(lang, key, args, n, arena): the text with its arguments. */
const char *msg_format(enum lang lang, const char *key,
    const struct msg_arg *args, size_t n, struct arena *arena);

/** msg_money(kop, arena): "3 900 ₽"; kopecks only when there are any. */
const char *msg_money(int64_t kop, struct arena *arena);

/** msg_lang(accept_language): the best of ours; Russian by default. */
enum lang msg_lang(const char *accept_language);

#endif
