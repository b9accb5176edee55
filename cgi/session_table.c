#include "session.h"

#include <pthread.h>
#include <sodium.h>

#include "units.h"

#define BUCKETS 1024
#define ABSOLUTE_S (12 * 60 * 60)
#define IDLE_LEAST_S (2 * 60) /* pages ask for work every minute */
#define FLUSH_MAX 512         /* sessions written in one transaction */

struct entry {
	struct entry *next;
	struct session s;
	bool seen; /* seen_at_ms moved since the last flush */
};

struct sessions {
	struct session_limits limits;
	pthread_mutex_t lock; /* of all below */
	struct entry *bucket[BUCKETS];
	size_t count;
	uint64_t ended;
};

static struct entry **
bucket_of(struct sessions *t, const unsigned char *hash)
{
	return &t->bucket[(hash[0] | hash[1] << 8) % BUCKETS];
}

/* Where the entry of ${hash} hangs; *result is NULL when there is none. */
static struct entry **
locate(struct sessions *t, const unsigned char *hash)
{
	struct entry **at = bucket_of(t, hash);

	while (*at != NULL &&
	       memcmp((*at)->s.token_hash, hash, SESSION_HASH_BYTES) != 0)
		at = &(*at)->next;
	return at;
}

static void
unlink_entry(struct sessions *t, struct entry **at)
{
	struct entry *e = *at;

	*at = e->next;
	t->count--;
	t->ended++;
	sodium_memzero(e, sizeof(*e));
	free(e);
}

static bool
is_over(const struct sessions *t, const struct session *s, int64_t now_ms)
{
	int idle_s =
	    s->roles & ROLE_ADMIN ? t->limits.idle_admin_s : t->limits.idle_s;

	return now_ms >= s->expires_at_ms ||
	       now_ms - s->seen_at_ms >= idle_s * SECOND_MS;
}

/* Whatever was set: nobody is shut out, and a day has an end. */
static int
idle_s_of(int64_t idle_min)
{
	int64_t s = idle_min * (MINUTE_MS / SECOND_MS);

	if (s < IDLE_LEAST_S)
		return IDLE_LEAST_S;
	return s < ABSOLUTE_S ? (int)s : ABSOLUTE_S;
}

struct session_limits
session_limits_of(const struct settings *settings)
{
	return (struct session_limits){
	    .idle_s = idle_s_of(settings->session_idle_min),
	    .idle_admin_s = idle_s_of(settings->session_idle_admin_min),
	    .absolute_s = ABSOLUTE_S,
	    .parallel = SESSION_PARALLEL,
	};
}

struct sessions *
session_table_make(const struct session_limits *limits)
{
	struct sessions *t = calloc(1, sizeof(*t));

	if (t == NULL)
		return NULL;
	t->limits = *limits;
	pthread_mutex_init(&t->lock, NULL);
	return t;
}

void
session_table_free(struct sessions *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < BUCKETS; i++)
		while (t->bucket[i] != NULL)
			unlink_entry(t, &t->bucket[i]);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

void
session_table_limit(struct sessions *t, const struct session_limits *limits)
{
	pthread_mutex_lock(&t->lock);
	t->limits = *limits;
	pthread_mutex_unlock(&t->lock);
}

/* Ends the oldest sessions of the user until ${keep} are left. */
static void
trim_user(struct sessions *t, int64_t user_id, int keep)
{
	for (;;) {
		struct entry **oldest = NULL;
		int n = 0;
		for (size_t i = 0; i < BUCKETS; i++) {
			struct entry **at = &t->bucket[i];
			for (; *at != NULL; at = &(*at)->next) {
				if ((*at)->s.user_id != user_id)
					continue;
				n++;
				if (oldest == NULL ||
				    (*at)->s.created_at_ms <
					(*oldest)->s.created_at_ms)
					oldest = at;
			}
		}
		if (n <= keep)
			return;
		unlink_entry(t, oldest);
	}
}

static enum err_code
add_locked(struct sessions *t, const struct session *s)
{
	struct entry *e;
	struct entry **at = bucket_of(t, s->token_hash);

	if (t->count >= SESSION_MAX)
		return ERR_BUSY;
	e = calloc(1, sizeof(*e));
	if (e == NULL)
		return ERR_NOMEM;
	e->s = *s;
	e->next = *at;
	*at = e;
	t->count++;
	return ERR_OK;
}

enum err_code
session_table_add(struct sessions *t, const struct session *s)
{
	enum err_code code;

	pthread_mutex_lock(&t->lock);
	trim_user(t, s->user_id, t->limits.parallel - 1);
	code = add_locked(t, s);
	pthread_mutex_unlock(&t->lock);
	return code;
}

/* Copies ${text} to ${out}, cut at a whole character. */
static void
copy_text(char *out, size_t size, const char *text)
{
	size_t n = strlen(text != NULL ? text : "");

	if (n >= size) {
		n = size - 1;
		while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
			n--;
	}
	if (n != 0)
		memcpy(out, text, n);
	out[n] = '\0';
}

static struct session
session_of(const struct session_row *row)
{
	struct session s = {
	    .user_id = row->user_id,
	    .roles = row->roles,
	    .must_change = row->must_change,
	    .must_enrol = row->must_enrol,
	    .created_at_ms = row->created_at_ms,
	    .seen_at_ms = row->seen_at_ms,
	    .expires_at_ms = row->expires_at_ms,
	};

	memcpy(s.token_hash, row->token_hash, sizeof(s.token_hash));
	copy_text(s.csrf, sizeof(s.csrf), row->csrf);
	copy_text(s.login, sizeof(s.login), row->login);
	copy_text(s.name, sizeof(s.name), row->name);
	copy_text(s.address, sizeof(s.address), row->address);
	return s;
}

struct session_row
session_table_row(const struct session *s)
{
	struct session_row row = {
	    .user_id = s->user_id,
	    .login = s->login,
	    .name = s->name,
	    .roles = s->roles,
	    .must_change = s->must_change,
	    .must_enrol = s->must_enrol,
	    .address = s->address,
	    .created_at_ms = s->created_at_ms,
	    .seen_at_ms = s->seen_at_ms,
	    .expires_at_ms = s->expires_at_ms,
	};

	memcpy(row.token_hash, s->token_hash, sizeof(row.token_hash));
	memcpy(row.csrf, s->csrf, sizeof(row.csrf));
	return row;
}

/* Kept by a clock that was ahead: from now on, and no longer than another. */
static void
trust(const struct sessions *t, struct session *s, int64_t now_ms)
{
	int64_t end_ms = now_ms + t->limits.absolute_s * SECOND_MS;

	if (s->seen_at_ms > now_ms)
		s->seen_at_ms = now_ms;
	if (s->expires_at_ms > end_ms)
		s->expires_at_ms = end_ms;
}

enum err_code
session_table_load(struct sessions *t, struct db *db, int64_t now_ms)
{
	struct arena arena = {0};
	struct session_row *row;
	size_t n = 0;
	enum err_code code = session_list(db, &row, &n, &arena);

	pthread_mutex_lock(&t->lock);
	for (size_t i = 0; code == ERR_OK && i < n; i++) {
		struct session s = session_of(&row[i]);
		trust(t, &s, now_ms);
		if (!is_over(t, &s, now_ms))
			code = add_locked(t, &s);
	}
	pthread_mutex_unlock(&t->lock);
	arena_free(&arena);
	return code;
}

void
session_table_new(struct sessions *t, const struct user *user, int64_t now_ms,
		  struct session *out, char token[SESSION_TOKEN_LEN + 1])
{
	unsigned char bytes[SESSION_TOKEN_BYTES];
	int absolute_s;

	pthread_mutex_lock(&t->lock);
	absolute_s = t->limits.absolute_s;
	pthread_mutex_unlock(&t->lock);
	*out = (struct session){
	    .user_id = user->id,
	    .roles = user->roles,
	    .must_change = user->must_change,
	    .created_at_ms = now_ms,
	    .seen_at_ms = now_ms,
	    .expires_at_ms = now_ms + absolute_s * SECOND_MS,
	};
	copy_text(out->login, sizeof(out->login), user->login);
	copy_text(out->name, sizeof(out->name), user->name);
	session_token_random(bytes, out->csrf);
	sodium_memzero(bytes, sizeof(bytes));
	session_token_make(token, out->token_hash);
}

bool
session_table_find(struct sessions *t, const char *token, int64_t now_ms,
		   enum session_use use, struct session *out)
{
	unsigned char hash[SESSION_HASH_BYTES];
	struct entry *e;
	bool live;

	if (!session_token_hash(token, hash))
		return false;
	pthread_mutex_lock(&t->lock);
	e = *locate(t, hash);
	live = e != NULL && !is_over(t, &e->s, now_ms);
	if (live && use == SESSION_WORK && now_ms > e->s.seen_at_ms) {
		e->seen = true;
		e->s.seen_at_ms = now_ms;
	}
	if (live)
		*out = e->s;
	pthread_mutex_unlock(&t->lock);
	return live;
}

bool
session_table_alive(struct sessions *t,
		    const unsigned char hash[SESSION_HASH_BYTES],
		    int64_t now_ms)
{
	const struct entry *e;
	bool live;

	pthread_mutex_lock(&t->lock);
	e = *locate(t, hash);
	live = e != NULL && !is_over(t, &e->s, now_ms);
	pthread_mutex_unlock(&t->lock);
	return live;
}

uint64_t
session_table_ended(struct sessions *t)
{
	uint64_t n;

	pthread_mutex_lock(&t->lock);
	n = t->ended;
	pthread_mutex_unlock(&t->lock);
	return n;
}

void
session_table_end(struct sessions *t,
		  const unsigned char hash[SESSION_HASH_BYTES])
{
	struct entry **at;

	pthread_mutex_lock(&t->lock);
	at = locate(t, hash);
	if (*at != NULL)
		unlink_entry(t, at);
	pthread_mutex_unlock(&t->lock);
}

void
session_table_end_user(struct sessions *t, int64_t user_id)
{
	pthread_mutex_lock(&t->lock);
	trim_user(t, user_id, 0);
	pthread_mutex_unlock(&t->lock);
}

void
session_table_settle(struct sessions *t, int64_t user_id,
		     const unsigned char hash[SESSION_HASH_BYTES],
		     enum session_duty done)
{
	pthread_mutex_lock(&t->lock);
	for (size_t i = 0; i < BUCKETS; i++) {
		struct entry **at = &t->bucket[i];
		while (*at != NULL) {
			struct session *s = &(*at)->s;
			bool kept = memcmp(s->token_hash, hash,
					   SESSION_HASH_BYTES) == 0;
			if (kept && done == SESSION_PASSWORD)
				s->must_change = false;
			if (kept && done == SESSION_TOTP)
				s->must_enrol = false;
			if (s->user_id == user_id && !kept)
				unlink_entry(t, at);
			else
				at = &(*at)->next;
		}
	}
	pthread_mutex_unlock(&t->lock);
}

void
session_table_id(const struct session *s, char out[SESSION_ID_LEN + 1])
{
	(void)sodium_bin2hex(out, SESSION_ID_LEN + 1, s->token_hash,
			     SESSION_ID_LEN / 2);
}

bool
session_table_named(struct sessions *t, const char *id, struct session *out)
{
	char name[SESSION_ID_LEN + 1];
	bool found = false;

	pthread_mutex_lock(&t->lock);
	for (size_t i = 0; i < BUCKETS && !found; i++)
		for (const struct entry *e = t->bucket[i]; e != NULL && !found;
		     e = e->next) {
			session_table_id(&e->s, name);
			found = strcmp(name, id) == 0;
			if (found)
				*out = e->s;
		}
	pthread_mutex_unlock(&t->lock);
	return found;
}

size_t
session_table_of(struct sessions *t, int64_t user_id, int64_t now_ms,
		 struct session *out, size_t max)
{
	size_t n = 0;

	pthread_mutex_lock(&t->lock);
	for (size_t i = 0; i < BUCKETS; i++)
		for (const struct entry *e = t->bucket[i]; e != NULL;
		     e = e->next)
			if (e->s.user_id == user_id &&
			    !is_over(t, &e->s, now_ms) && n < max)
				out[n++] = e->s;
	pthread_mutex_unlock(&t->lock);
	return n;
}

size_t
session_table_count(struct sessions *t)
{
	size_t n;

	pthread_mutex_lock(&t->lock);
	n = t->count;
	pthread_mutex_unlock(&t->lock);
	return n;
}

/* What one flush writes: copies, taken under the lock. */
struct flush {
	struct op op;
	struct session item[FLUSH_MAX];
	bool over[FLUSH_MAX];
	size_t count;
};

/* Takes what is over out of the table and what was seen into ${f}. */
static void
collect(struct sessions *t, struct flush *f, int64_t now_ms)
{
	for (size_t i = 0; i < BUCKETS; i++) {
		struct entry **at = &t->bucket[i];
		while (*at != NULL && f->count < FLUSH_MAX) {
			struct entry *e = *at;
			bool over = is_over(t, &e->s, now_ms);
			if (over || e->seen) {
				f->item[f->count] = e->s;
				f->over[f->count++] = over;
			}
			e->seen = false;
			if (over)
				unlink_entry(t, at);
			else
				at = &e->next;
		}
	}
}

/* A store_fn over struct flush. */
static enum err_code
write_flush(struct db *db, void *arg)
{
	struct flush *f = arg;
	enum err_code code = ERR_OK;

	for (size_t i = 0; code == ERR_OK && i < f->count; i++) {
		struct session_ask ask = {
		    .op = f->op, .row = session_table_row(&f->item[i])};
		code = f->over[i] ? session_end(db, &ask)
				  : session_touch(db, &ask);
		if (code == ERR_NOT_FOUND)
			code = ERR_OK; /* ended meanwhile */
	}
	return code;
}

enum err_code
session_table_flush(struct sessions *t, struct store *store, int64_t now_ms)
{
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};
	struct arena arena = {0};
	struct err err = {0};
	struct flush *f = calloc(1, sizeof(*f));
	enum err_code code = ERR_OK;

	if (f == NULL)
		return ERR_NOMEM;
	f->op = (struct op){
	    .actor = &service, .now_ms = now_ms, .arena = &arena, .err = &err};
	pthread_mutex_lock(&t->lock);
	collect(t, f, now_ms);
	pthread_mutex_unlock(&t->lock);
	if (f->count != 0)
		code = store_write(store, write_flush, f, NULL);
	arena_free(&arena);
	free(f);
	return code;
}
