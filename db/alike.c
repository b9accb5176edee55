#include "alike.h"

#include <sodium.h>
#include <stdlib.h>

#include "grow.h"

#define ROOM_FIRST 1024
#define LIMIT_LEAST ((size_t)1 << 18) /* most of them ended long ago */

_Static_assert(sizeof(((struct alike *)0)->key) == crypto_shorthash_KEYBYTES,
	       "size of the key");

void
alike_init(struct alike *a)
{
	*a = (struct alike){.limit = LIMIT_LEAST};
	pthread_mutex_init(&a->lock, NULL);
	crypto_shorthash_keygen(a->key);
}

void
alike_free(struct alike *a)
{
	free(a->spot);
	free(a->head);
	pthread_mutex_destroy(&a->lock);
}

/* By a key of its own, so that nobody can make all of them the same. */
static uint32_t
mark_of(const struct alike *a, enum alike_kind kind, const char *key)
{
	unsigned char k[crypto_shorthash_KEYBYTES];
	unsigned char out[crypto_shorthash_BYTES];
	uint32_t mark;

	memcpy(k, a->key, sizeof(k));
	k[0] = (unsigned char)(k[0] ^ (unsigned)kind);
	(void)crypto_shorthash(out, (const unsigned char *)key, strlen(key), k);
	memcpy(&mark, out, sizeof(mark));
	return mark;
}

static uint32_t *
head_of(const struct alike *a, uint32_t mark)
{
	return &a->head[mark & (a->room - 1)];
}

static void
empty(struct alike *a)
{
	if (a->head != NULL)
		memset(a->head, 0, a->room * sizeof(*a->head));
	a->used = 0;
	a->freed = 0;
}

/* Twice the room, and all of them in their rows anew. */
static bool
grow(struct alike *a)
{
	size_t room = a->room != 0 ? a->room * 2 : ROOM_FIRST;
	struct alike_spot *spot = realloc(a->spot, room * sizeof(*spot));
	uint32_t *head = spot != NULL ? calloc(room, sizeof(*head)) : NULL;

	if (spot != NULL)
		a->spot = spot;
	if (head == NULL)
		return false;
	free(a->head);
	a->head = head;
	a->room = room;
	for (size_t i = 0; i < a->used; i++) {
		head = head_of(a, spot[i].mark);
		spot[i].next = *head;
		*head = (uint32_t)i + 1;
	}
	return true;
}

static struct alike_spot *
spot_new(struct alike *a, uint32_t *number)
{
	*number = a->freed;
	if (a->freed != 0) {
		a->freed = a->spot[a->freed - 1].next;
		return &a->spot[*number - 1];
	}
	if (a->used == a->limit || (a->used == a->room && !grow(a)))
		return NULL;
	*number = (uint32_t)++a->used;
	return &a->spot[*number - 1];
}

/* What points at the one of ${mark} and ${seq}, or at the end of its row. */
static uint32_t *
link_of(const struct alike *a, uint32_t mark, int64_t seq)
{
	uint32_t *at = head_of(a, mark);

	while (*at != 0 &&
	       (a->spot[*at - 1].mark != mark || a->spot[*at - 1].seq != seq))
		at = &a->spot[*at - 1].next;
	return at;
}

/* False: no room. */
static bool
put(struct alike *a, enum alike_kind kind, const char *key, int64_t seq)
{
	struct alike_spot *spot;
	uint32_t mark, number, *head;

	if (key == NULL)
		return true;
	mark = mark_of(a, kind, key);
	if (a->room != 0 && *link_of(a, mark, seq) != 0)
		return true;
	spot = spot_new(a, &number);
	if (spot == NULL)
		return false;
	head = head_of(a, mark);
	*spot = (struct alike_spot){.mark = mark, .next = *head, .seq = seq};
	*head = number;
	return true;
}

static bool
put_all(struct alike *a, const struct duplicate_keys *keys, const char *caller,
	int64_t seq)
{
	return put(a, ALIKE_CARD, keys->card, seq) &&
	       put(a, ALIKE_PHONE, keys->phone, seq) &&
	       put(a, ALIKE_NAME_BIRTH, keys->name_birth, seq) &&
	       put(a, ALIKE_ADDRESS_BIRTH, keys->address_birth, seq) &&
	       put(a, ALIKE_CALLER, caller, seq);
}

void
alike_add(struct alike *a, const struct duplicate_keys *keys,
	  const char *caller, int64_t seq)
{
	if (a == NULL)
		return;
	pthread_mutex_lock(&a->lock);
	a->whole = a->whole && put_all(a, keys, caller, seq);
	pthread_mutex_unlock(&a->lock);
}

static enum err_code
read_all(struct alike *a, struct db *db)
{
	struct db_rows r = db_query(db, SQL_ALIKE_LIST, DB_NO_ARGS);
	struct arena arena = {0};
	bool room = true;
	enum err_code code;

	while (room && db_next(&r)) {
		int64_t seq = db_take_int(&r);
		struct duplicate_keys keys;

		arena_reset(&arena);
		keys.card = db_take_text(&r, &arena);
		keys.phone = db_take_text(&r, &arena);
		keys.name_birth = db_take_text(&r, &arena);
		keys.address_birth = db_take_text(&r, &arena);
		room = put_all(a, &keys, db_take_text(&r, &arena), seq);
	}
	arena_free(&arena);
	code = db_done(&r);
	return code == ERR_OK && !room ? ERR_NOMEM : code;
}

/* Only the writer changes it; while it does not know, nobody else looks. */
enum err_code
alike_load(struct alike *a, struct db *db)
{
	enum err_code code;

	if (a->whole)
		return ERR_OK;
	empty(a);
	a->limit = SIZE_MAX;
	code = read_all(a, db);
	a->limit = a->used > LIMIT_LEAST / 2 ? 2 * a->used : LIMIT_LEAST;
	pthread_mutex_lock(&a->lock);
	a->whole = code == ERR_OK;
	pthread_mutex_unlock(&a->lock);
	return code == ERR_NOMEM ? ERR_OK : code;
}

static int
oldest_first(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool
alike_find(struct alike *a, enum alike_kind kind, const char *key,
	   struct alike_hits *out, struct arena *arena)
{
	uint32_t mark;
	bool whole;

	*out = (struct alike_hits){0};
	if (a == NULL)
		return false;
	mark = mark_of(a, kind, key);
	pthread_mutex_lock(&a->lock);
	whole = a->whole;
	for (uint32_t n = whole && a->room != 0 ? *head_of(a, mark) : 0; n != 0;
	     n = a->spot[n - 1].next)
		if (a->spot[n - 1].mark == mark &&
		    GROW(arena, out->seq, out->count) != NULL)
			out->seq[out->count++] = a->spot[n - 1].seq;
	pthread_mutex_unlock(&a->lock);
	if (out->seq == NULL) /* none, or no memory */
		out->count = 0;
	if (out->count > 1)
		qsort(out->seq, out->count, sizeof(*out->seq), oldest_first);
	return whole;
}

void
alike_take(struct alike *a, enum alike_kind kind, const char *key, int64_t seq)
{
	uint32_t *at, number;

	pthread_mutex_lock(&a->lock);
	at = link_of(a, mark_of(a, kind, key), seq);
	number = *at;
	if (number != 0) {
		struct alike_spot *spot = &a->spot[number - 1];

		*at = spot->next;
		*spot = (struct alike_spot){.next = a->freed};
		a->freed = number;
		a->taken = true;
	}
	pthread_mutex_unlock(&a->lock);
}

void
alike_back(struct alike *a)
{
	pthread_mutex_lock(&a->lock);
	a->whole = a->whole && !a->taken;
	a->taken = false;
	pthread_mutex_unlock(&a->lock);
}

void
alike_committed(struct alike *a)
{
	pthread_mutex_lock(&a->lock);
	a->taken = false;
	pthread_mutex_unlock(&a->lock);
}
