#include <assert.h>

#include "book.h"
#include "shelf.h"

void
shelf_init(struct shelf *s, struct rulebook *book)
{
	pthread_mutex_init(&s->lock, NULL);
	s->current = (struct shelf_book *)book;
	s->current->refs = 1;
}

static void
release(struct shelf *s, struct shelf_book *b)
{
	bool last;

	pthread_mutex_lock(&s->lock);
	assert(b->refs != 0);
	last = --b->refs == 0;
	pthread_mutex_unlock(&s->lock);
	if (last)
		book_free(&b->book);
}

void
shelf_put(struct shelf *s, struct rulebook *book)
{
	struct shelf_book *next = (struct shelf_book *)book;
	struct shelf_book *old;

	next->refs = 1;
	pthread_mutex_lock(&s->lock);
	old = s->current;
	s->current = next;
	pthread_mutex_unlock(&s->lock);
	release(s, old);
}

const struct rulebook *
shelf_take(struct shelf *s)
{
	struct shelf_book *b;

	pthread_mutex_lock(&s->lock);
	b = s->current;
	b->refs++;
	pthread_mutex_unlock(&s->lock);
	return &b->book;
}

void
shelf_drop(struct shelf *s, const struct rulebook *book)
{
	if (book != NULL)
		release(s, (struct shelf_book *)(uintptr_t)book);
}

void
shelf_free(struct shelf *s)
{
	release(s, s->current);
	pthread_mutex_destroy(&s->lock);
}
