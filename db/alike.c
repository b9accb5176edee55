#include "alike.h"

#include <sodium.h>
#include <stdlib.h>

#include "grow.h"

#define ROOM_FIRST 1024
#define LIMIT_LEAST ((size_t)1 << 18)

_Static_assert(sizeof(((struct alike *)0)->key) == crypto_shorthash_KEYBYTES,
	       "size of the key");

void
alike_init(struct alike *a)
{
	*a = (struct alike){.limit = LIMIT_LEAST};
	pthread_mutex_init(&a->lock, NULL);
	crypto_shorthash_keygen(a->key);
}

static void
table_free(struct alike_table *t)
{
	free(t->spot);
	free(t->head);
}

void
alike_free(struct alike *a)
{
	table_free(&a->now);
	free(a->taken);
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
head_of(const struct alike_table *t, uint32_t mark)
{
	return &t->head[mark & (t->room - 1)];
}

/* Twice the room, and all of them in their rows anew. */
static bool
grow(struct alike_table *t)
{
	size_t room = t->room != 0 ? t->room * 2 : ROOM_FIRST;
	struct alike_spot *spot = realloc(t->spot, room * sizeof(*spot));
	uint32_t *head = spot != NULL ? calloc(room, sizeof(*head)) : NULL;

	if (spot != NULL)
		t->spot = spot;
	if (head == NULL)
		return false;
	free(t->head);
	t->head = head;
	t->room = room;
	for (size_t i = 0; i < t->used; i++) {
		head = head_of(t, spot[i].mark);
		spot[i].next = *head;
		*head = (uint32_t)i + 1;
	}
	return true;
}

static struct alike_spot *
spot_new(struct alike_table *t, uint32_t *number)
{
	*number = t->freed;
	if (t->freed != 0) {
		t->freed = t->spot[t->freed - 1].next;
		return &t->spot[*number - 1];
	}
	if (t->used == t->room && !grow(t))
		return NULL;
	*number = (uint32_t)++t->used;
	return &t->spot[*number - 1];
}

/* What points at the one of ${mark} and ${seq}, or at the end of its row. */
static uint32_t *
link_of(const struct alike_table *t, uint32_t mark, int64_t seq)
{
	uint32_t *at = head_of(t, mark);

	while (*at != 0 &&
	       (t->spot[*at - 1].mark != mark || t->spot[*at - 1].seq != seq))
		at = &t->spot[*at - 1].next;
	return at;
}

/* Once; false: no room. */
static bool
put(struct alike_table *t, uint32_t mark, int64_t seq)
{
	struct alike_spot *spot;
	uint32_t number, *head;

	if (t->room != 0 && *link_of(t, mark, seq) != 0)
		return true;
	spot = spot_new(t, &number);
	if (spot == NULL)
		return false;
	head = head_of(t, mark);
	*spot = (struct alike_spot){.mark = mark, .next = *head, .seq = seq};
	*head = number;
	return true;
}

static bool
put_key(const struct alike *a, struct alike_table *t, enum alike_kind kind,
	const char *key, int64_t seq)
{
	return key == NULL || put(t, mark_of(a, kind, key), seq);
}

static bool
put_all(const struct alike *a, struct alike_table *t,
	const struct duplicate_keys *keys, const char *caller, int64_t seq)
{
	return put_key(a, t, ALIKE_CARD, keys->card, seq) &&
	       put_key(a, t, ALIKE_PHONE, keys->phone, seq) &&
	       put_key(a, t, ALIKE_NAME_BIRTH, keys->name_birth, seq) &&
	       put_key(a, t, ALIKE_ADDRESS_BIRTH, keys->address_birth, seq) &&
	       put_key(a, t, ALIKE_CALLER, caller, seq);
}

void
alike_add(struct alike *a, const struct duplicate_keys *keys,
	  const char *caller, int64_t seq)
{
	if (a == NULL)
		return;
	pthread_mutex_lock(&a->lock);
	a->whole = a->whole && put_all(a, &a->now, keys, caller, seq);
	pthread_mutex_unlock(&a->lock);
}

static enum err_code
read_all(const struct alike *a, struct alike_table *t, struct db *db)
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
		room = put_all(a, t, &keys, db_take_text(&r, &arena), seq);
	}
	arena_free(&arena);
	code = db_done(&r);
	return code == ERR_OK && !room ? ERR_NOMEM : code;
}

/* In place of what there is, which is looked at until then. */
static void
put_in_place(struct alike *a, struct alike_table *t)
{
	struct alike_table was;

	pthread_mutex_lock(&a->lock);
	was = a->now;
	a->now = *t;
	a->whole = true;
	pthread_mutex_unlock(&a->lock);
	*t = was;
}

/* Only the writer changes it; while it does not know, nobody else looks. */
enum err_code
alike_load(struct alike *a, struct db *db)
{
	struct alike_table t = {0};
	enum err_code code;

	if (a->whole && a->now.used <= a->limit)
		return ERR_OK;
	code = read_all(a, &t, db);
	if (code == ERR_OK)
		put_in_place(a, &t);
	table_free(&t);
	a->limit =
	    a->now.used > LIMIT_LEAST / 2 ? 2 * a->now.used : LIMIT_LEAST;
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
	const struct alike_table *t;
	uint32_t mark;
	bool whole;

	*out = (struct alike_hits){0};
	if (a == NULL)
		return false;
	t = &a->now;
	mark = mark_of(a, kind, key);
	pthread_mutex_lock(&a->lock);
	whole = a->whole;
	for (uint32_t n = whole && t->room != 0 ? *head_of(t, mark) : 0; n != 0;
	     n = t->spot[n - 1].next)
		if (t->spot[n - 1].mark == mark &&
		    GROW(arena, out->seq, out->count) != NULL)
			out->seq[out->count++] = t->spot[n - 1].seq;
	pthread_mutex_unlock(&a->lock);
	if (out->seq == NULL) /* none, or no memory */
		out->count = 0;
	if (out->count > 1)
		qsort(out->seq, out->count, sizeof(*out->seq), oldest_first);
	return whole;
}

/* Room for one more that was taken out. */
static bool
may_take(struct alike *a)
{
	size_t room = a->taken_room != 0 ? 2 * a->taken_room : 16;
	struct alike_spot *more;

	if (a->taken_count < a->taken_room)
		return true;
	more = realloc(a->taken, room * sizeof(*more));
	if (more == NULL)
		return false;
	a->taken = more;
	a->taken_room = room;
	return true;
}

void
alike_take(struct alike *a, enum alike_kind kind, const char *key, int64_t seq)
{
	struct alike_table *t = &a->now;
	uint32_t *at, number;

	pthread_mutex_lock(&a->lock);
	at = link_of(t, mark_of(a, kind, key), seq);
	number = *at;
	if (number != 0 && may_take(a)) {
		struct alike_spot *spot = &t->spot[number - 1];

		a->taken[a->taken_count++] = *spot;
		*at = spot->next;
		*spot = (struct alike_spot){.next = t->freed};
		t->freed = number;
	}
	pthread_mutex_unlock(&a->lock);
}

void
alike_back(struct alike *a)
{
	pthread_mutex_lock(&a->lock);
	for (; a->taken_count != 0; a->taken_count--) {
		const struct alike_spot *was = &a->taken[a->taken_count - 1];

		a->whole = a->whole && put(&a->now, was->mark, was->seq);
	}
	pthread_mutex_unlock(&a->lock);
}

void
alike_committed(struct alike *a)
{
	pthread_mutex_lock(&a->lock);
	a->taken_count = 0;
	pthread_mutex_unlock(&a->lock);
}
