#include "changes.h"

#include <sodium.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum err_code
changes_init(struct changes *c)
{
	uint64_t start;

	randombytes_buf(&start, sizeof(start));
	c->newest = start >> 12; /* a number every client can hold */
	c->known = 0;
	c->staged_count = 0;
	c->too_many = false;
	c->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (c->fd == -1)
		return ERR_NOMEM;
	pthread_mutex_init(&c->lock, NULL);
	return ERR_OK;
}

void
changes_free(struct changes *c)
{
	(void)close(c->fd);
	pthread_mutex_destroy(&c->lock);
}

void
changes_stage(struct changes *c, const struct change *change)
{
	if (c->staged_count < CHANGES_STAGED)
		c->staged[c->staged_count++] = *change;
	else
		c->too_many = true;
}

void
changes_cut(struct changes *c, size_t count)
{
	c->staged_count = count;
	if (count < CHANGES_STAGED)
		c->too_many = false;
}

/* Everything before is forgotten: no reader can go on from where it was. */
static void
forget(struct changes *c)
{
	c->newest++;
	c->known = 0;
}

static void
append(struct changes *c, const struct change *change)
{
	struct change *slot = &c->ring[++c->newest % CHANGES_KEPT];

	*slot = *change;
	slot->seq = c->newest;
	if (c->known < CHANGES_KEPT)
		c->known++;
}

void
changes_publish(struct changes *c)
{
	static const uint64_t one = 1;

	if (c->staged_count == 0)
		return;
	pthread_mutex_lock(&c->lock);
	if (c->too_many)
		forget(c);
	for (size_t i = 0; i < c->staged_count && !c->too_many; i++)
		append(c, &c->staged[i]);
	pthread_mutex_unlock(&c->lock);
	changes_cut(c, 0);
	(void)!write(c->fd, &one, sizeof(one));
}

enum err_code
changes_read(struct changes *c, uint64_t *after, struct change *out, size_t max,
	     size_t *count)
{
	enum err_code code = ERR_OK;

	*count = 0;
	pthread_mutex_lock(&c->lock);
	if (*after > c->newest || c->newest - *after > c->known) {
		*after = c->newest;
		code = ERR_NOT_FOUND;
	}
	while (*count < max && *after < c->newest)
		out[(*count)++] = c->ring[++*after % CHANGES_KEPT];
	pthread_mutex_unlock(&c->lock);
	return code;
}
