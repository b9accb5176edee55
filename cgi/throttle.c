#include "throttle.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "units.h"

#define SETS 512
#define WAYS 8 /* entries that may share a set; the quietest gives way */
#define FORGET_MS (15 * MINUTE_MS)

/* A clinic sits behind one address: more is free there. */
struct rule {
	char kind;
	int free;      /* failures without a wait */
	int longest_s; /* the wait doubles from 1 s up to this */
};
static const struct rule by_login = {'l', 5, 300};
static const struct rule by_address = {'a', 30, 60};

struct entry {
	uint64_t id; /* keyed hash of kind and name; 0: unused */
	int failures;
	int64_t last_ms;
};

struct throttle {
	unsigned char key[crypto_shorthash_KEYBYTES];
	pthread_mutex_t lock; /* of the entries */
	struct entry entry[SETS][WAYS];
};

struct throttle *
throttle_make(void)
{
	struct throttle *t = calloc(1, sizeof(*t));

	if (t == NULL)
		return NULL;
	randombytes_buf(t->key, sizeof(t->key));
	pthread_mutex_init(&t->lock, NULL);
	return t;
}

void
throttle_free(struct throttle *t)
{
	if (t == NULL)
		return;
	pthread_mutex_destroy(&t->lock);
	free(t);
}

static uint64_t
id_of(const struct throttle *t, const struct rule *rule, const char *name)
{
	unsigned char text[130], hash[crypto_shorthash_BYTES];
	size_t n = strnlen(name, sizeof(text) - 1);
	uint64_t id;

	text[0] = (unsigned char)rule->kind;
	memcpy(text + 1, name, n);
	crypto_shorthash(hash, text, n + 1, t->key);
	memcpy(&id, hash, sizeof(id));
	return id != 0 ? id : 1;
}

/* The entry of ${name}; NULL when nothing is held against it. */
static struct entry *
find(struct throttle *t, const struct rule *rule, const char *name)
{
	uint64_t id = id_of(t, rule, name);
	struct entry *set = t->entry[id % SETS];

	for (size_t i = 0; i < WAYS; i++)
		if (set[i].id == id)
			return &set[i];
	return NULL;
}

/* The same, but the quietest of its set becomes it when there is none. */
static struct entry *
take(struct throttle *t, const struct rule *rule, const char *name,
     int64_t now_ms)
{
	struct entry *e = find(t, rule, name), *set;
	uint64_t id = id_of(t, rule, name);

	if (e != NULL)
		return e;
	e = set = t->entry[id % SETS];
	for (size_t i = 1; i < WAYS; i++)
		if (set[i].last_ms < e->last_ms)
			e = &set[i];
	*e = (struct entry){.id = id, .last_ms = now_ms};
	return e;
}

/* Seconds ${e} still has to wait; forgets what is long ago. */
static int
wait_s(const struct rule *rule, struct entry *e, int64_t now_ms)
{
	int over, delay_s;
	int64_t left_ms;

	if (now_ms - e->last_ms >= FORGET_MS || now_ms < e->last_ms)
		e->failures = 0;
	over = e->failures - rule->free;
	if (over < 0)
		return 0;
	delay_s = over < 9 ? 1 << over : rule->longest_s;
	if (delay_s > rule->longest_s)
		delay_s = rule->longest_s;
	left_ms = e->last_ms + delay_s * SECOND_MS - now_ms;
	return left_ms > 0 ? (int)((left_ms + SECOND_MS - 1) / SECOND_MS) : 0;
}

int
throttle_try(struct throttle *t, const char *login, const char *address,
	     int64_t now_ms)
{
	struct entry *l, *a;
	int login_s, address_s;

	pthread_mutex_lock(&t->lock);
	l = take(t, &by_login, login, now_ms);
	a = take(t, &by_address, address, now_ms);
	login_s = wait_s(&by_login, l, now_ms);
	address_s = wait_s(&by_address, a, now_ms);
	if (login_s == 0 && address_s == 0) {
		l->failures++;
		a->failures++;
		l->last_ms = a->last_ms = now_ms;
	}
	pthread_mutex_unlock(&t->lock);
	return login_s > address_s ? login_s : address_s;
}

static void
take_back(struct entry *e)
{
	if (e != NULL && e->failures > 0)
		e->failures--;
}

void
throttle_passed(struct throttle *t, const char *login, const char *address)
{
	struct entry *l;

	pthread_mutex_lock(&t->lock);
	l = find(t, &by_login, login);
	if (l != NULL)
		l->failures = 0;
	take_back(find(t, &by_address, address));
	pthread_mutex_unlock(&t->lock);
}

void
throttle_undo(struct throttle *t, const char *login, const char *address)
{
	pthread_mutex_lock(&t->lock);
	take_back(find(t, &by_login, login));
	take_back(find(t, &by_address, address));
	pthread_mutex_unlock(&t->lock);
}
