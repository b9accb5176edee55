#include "board_cache.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

#include "app.h"
#include "units.h"

#define PAGES 16
#define PAGE_BYTES ((size_t)128 * 1024) /* larger ones are not kept */

/*
 * A page everybody of a key sees, but for the holders of its claims, whose
 * tokens are in it; or, with ${viewer}, the page of one of them.
 */
struct page {
	char *key;
	char *viewer;  /* a login, or NULL */
	char *holders; /* logins between line ends, "\na\nb\n" */
	char *body;
	size_t n;
};

struct board_cache {
	pthread_rwlock_t lock; /* guards what follows */
	struct page page[PAGES];
	size_t oldest;
};

struct board_cache *
board_cache_make(void)
{
	struct board_cache *c = calloc(1, sizeof(*c));

	if (c != NULL)
		pthread_rwlock_init(&c->lock, NULL);
	return c;
}

static void
clear(struct page *p)
{
	free(p->key);
	free(p->viewer);
	free(p->holders);
	free(p->body);
	*p = (struct page){0};
}

void
board_cache_free(struct board_cache *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < PAGES; i++)
		clear(&c->page[i]);
	pthread_rwlock_destroy(&c->lock);
	free(c);
}

/* Debts are for those who decide: see request_json_row(). */
static bool
decides(const struct http *h)
{
	return (h->actor.roles & (ROLE_DISPATCHER | ROLE_ADMIN)) != 0;
}

const char *
board_cache_key(struct http *h, const struct board_ask *ask)
{
	const char *const text[] = {
	    ask->zone,  ask->claimed_by, ask->created_by, ask->place,
	    ask->medic, ask->reason,     ask->q,          ask->cursor};
	struct buf key = BUF(h->arena);

	buf_printf(&key,
		   "%" PRIu64 " %" PRId64 " %" PRId64 " %d %x %d %" PRId64
		   " %zu",
		   store_rows_revision(h->app->store), h->book->revision,
		   h->now_ms / SECOND_MS, decides(h), ask->states, ask->overdue,
		   ask->created_day, ask->limit);
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		buf_char(&key, '\n');
		buf_str(&key, text[i] != NULL ? text[i] : "");
	}
	return buf_text(&key);
}

/* "\nlogin\n" */
static const char *
as_line(const char *login, struct arena *arena)
{
	struct buf b = BUF(arena);

	buf_char(&b, '\n');
	buf_str(&b, login);
	buf_char(&b, '\n');
	return buf_text(&b);
}

static bool
fits(const struct page *p, const char *key, const char *login, const char *line)
{
	if (p->key == NULL || strcmp(p->key, key) != 0)
		return false;
	return p->viewer != NULL ? strcmp(p->viewer, login) == 0
				 : strstr(p->holders, line) == NULL;
}

bool
board_cache_find(struct http *h, const char *key)
{
	struct board_cache *c = h->app->board;
	const char *line = as_line(h->actor.login, h->arena);
	bool found = false;

	if (key == NULL || line == NULL)
		return false;
	pthread_rwlock_rdlock(&c->lock);
	for (size_t i = 0; i < PAGES && !found; i++) {
		const struct page *p = &c->page[i];

		found = fits(p, key, h->actor.login, line);
		if (found)
			buf_put(&h->out, p->body, p->n);
	}
	pthread_rwlock_unlock(&c->lock);
	return found;
}

/* The page to keep; its body NULL: no memory. */
static struct page
page_of(struct http *h, const char *key, const struct board_page *from)
{
	struct buf holders = BUF(h->arena);
	bool mine = false;
	struct page p = {.n = h->out.n};

	buf_char(&holders, '\n');
	for (size_t i = 0; i < from->count; i++) {
		const char *by = from->item[i].claim.by;

		if (by == NULL)
			continue;
		mine |= strcmp(by, h->actor.login) == 0;
		buf_str(&holders, by);
		buf_char(&holders, '\n');
	}
	if (buf_text(&holders) == NULL)
		return p;
	p.key = strdup(key);
	p.holders = strdup(holders.data);
	p.viewer = mine ? strdup(h->actor.login) : NULL;
	p.body = malloc(p.n);
	if (p.key == NULL || p.holders == NULL || p.body == NULL ||
	    (mine && p.viewer == NULL))
		clear(&p);
	else
		memcpy(p.body, h->out.data, p.n);
	return p;
}

void
board_cache_keep(struct http *h, const char *key, const struct board_page *page)
{
	struct board_cache *c = h->app->board;
	struct page fresh, *slot;

	if (key == NULL || h->out.failed || h->out.n > PAGE_BYTES)
		return;
	fresh = page_of(h, key, page);
	if (fresh.body == NULL)
		return;
	pthread_rwlock_wrlock(&c->lock);
	slot = &c->page[c->oldest++ % PAGES];
	clear(slot);
	*slot = fresh;
	pthread_rwlock_unlock(&c->lock);
}
