#include "viewed.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "app.h"
#include "audit.h"
#include "logline.h"
#include "session.h"
#include "units.h"

#define SLOTS 4096 /* the later look takes the slot: then it is told anew */

struct look {
	uint64_t id; /* keyed hash of session and card; 0: unused */
	int64_t at_ms;
};

struct viewed {
	unsigned char key[crypto_shorthash_KEYBYTES];
	pthread_mutex_t lock; /* of the looks */
	struct look look[SLOTS];
};

struct viewed *
viewed_make(void)
{
	struct viewed *v = calloc(1, sizeof(*v));

	if (v == NULL)
		return NULL;
	randombytes_buf(v->key, sizeof(v->key));
	pthread_mutex_init(&v->lock, NULL);
	return v;
}

void
viewed_free(struct viewed *v)
{
	if (v == NULL)
		return;
	pthread_mutex_destroy(&v->lock);
	free(v);
}

static uint64_t
id_of(const struct viewed *v, const struct http *h, const char *object,
      const char *id)
{
	unsigned char hash[crypto_shorthash_BYTES];
	struct buf b = BUF(h->arena);
	uint64_t n;

	buf_put(&b, (const char *)h->session->token_hash, SESSION_HASH_BYTES);
	buf_printf(&b, "%s %s", object, id);
	crypto_shorthash(hash, (const unsigned char *)b.data, b.n, v->key);
	memcpy(&n, hash, sizeof(n));
	return n != 0 ? n : 1;
}

static bool
is_fresh(struct viewed *v, uint64_t id, int64_t now_ms)
{
	const struct look *look = &v->look[id % SLOTS];
	bool fresh;

	pthread_mutex_lock(&v->lock);
	fresh = look->id != id || now_ms < look->at_ms ||
		now_ms - look->at_ms >= VIEWED_MS;
	pthread_mutex_unlock(&v->lock);
	return fresh;
}

static void
remember(struct viewed *v, uint64_t id, int64_t now_ms)
{
	pthread_mutex_lock(&v->lock);
	v->look[id % SLOTS] = (struct look){.id = id, .at_ms = now_ms};
	pthread_mutex_unlock(&v->lock);
}

void
viewed_note(struct http *h, const char *action, const char *object,
	    const char *id)
{
	struct viewed *v = h->app->viewed;
	struct audit_note_ask ask = {
	    .op = http_op(h),
	    .event = {.action = action, .object = object, .object_id = id},
	};
	uint64_t look = id_of(v, h, object, id);

	if (!is_fresh(v, look, h->now_ms))
		return;
	if (http_commit(h, audit_note, &ask) == ERR_OK)
		remember(v, look, h->now_ms);
	else
		logline_event(LOGLINE_ERROR, "view_not_audited", h->request_id);
}
