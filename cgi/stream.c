#include "stream.h"

#include <errno.h>
#include <fastcgi.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store.h"

#define EVENT_MAX 160       /* bytes of one event, at most */
#define BATCH 8             /* changes read at once */
#define RETRY_MS 1000       /* before a client comes back … */
#define RETRY_SPREAD_MS 997 /* … not all in the same moment */
#define SEND_BUFFER 16384   /* a peer that does not read shows soon */
#define NO_SEQ UINT64_MAX   /* a number no change ever has */

/* The number a client heard last; anything else: none there ever was. */
static uint64_t
seq_of(const char *last_id)
{
	char *end;
	uint64_t seq;

	if (last_id[0] < '0' || last_id[0] > '9')
		return NO_SEQ;
	seq = strtoull(last_id, &end, 10); /* too large: NO_SEQ */
	return *end == '\0' ? seq : NO_SEQ;
}

struct stream *
stream_make(const struct actor *actor, const struct session *session,
	    const char *last_id, struct store *store)
{
	struct stream *s = calloc(1, sizeof(*s));
	struct change none;
	size_t n;

	if (s == NULL)
		return NULL;
	s->fd = -1;
	s->roles = actor->roles;
	(void)snprintf(s->login, sizeof(s->login), "%s", actor->login);
	s->has_session = session != NULL;
	if (session != NULL)
		memcpy(s->token_hash, session->token_hash,
		       sizeof(s->token_hash));
	s->after = last_id != NULL ? seq_of(last_id) : NO_SEQ;
	s->lost = store_changes(store, &s->after, &none, 0, &n) != ERR_OK &&
		  last_id != NULL;
	return s;
}

/* --- records --------------------------------------------------------- */

static void
put_header(struct stream *s, size_t at, int type, size_t length)
{
	FCGI_Header header = {
	    .version = FCGI_VERSION_1,
	    .type = (unsigned char)type,
	    .requestIdB1 = (unsigned char)(s->request_id >> 8),
	    .requestIdB0 = (unsigned char)s->request_id,
	    .contentLengthB1 = (unsigned char)(length >> 8),
	    .contentLengthB0 = (unsigned char)length,
	};

	memcpy(s->out + at, &header, sizeof(header));
}

/* Begins a record of output; close_record() tells its length. */
static void
open_record(struct stream *s)
{
	s->n = FCGI_HEADER_LEN;
	s->sent = 0;
}

static void
close_record(struct stream *s)
{
	if (s->n == FCGI_HEADER_LEN)
		s->n = 0; /* nothing to say; an empty one would be the end */
	else
		put_header(s, 0, FCGI_STDOUT, s->n - FCGI_HEADER_LEN);
}

/* Adds to the open record; callers see to it that there is room. */
__attribute__((format(printf, 2, 3))) static void
put(struct stream *s, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(s->out + s->n, sizeof(s->out) - s->n, fmt, ap);
	va_end(ap);
	if (n > 0 && (size_t)n < sizeof(s->out) - s->n)
		s->n += (size_t)n;
}

void
stream_attach(struct stream *s, int fd, int request_id, const struct buf *head)
{
	int room = SEND_BUFFER;

	s->fd = fd;
	s->request_id = request_id;
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	open_record(s);
	put(s, "%s", head->data);
	put(s, "retry: %" PRIu64 "\n", RETRY_MS + s->after % RETRY_SPREAD_MS);
	if (!s->lost)
		put(s, "id: %" PRIu64 "\n\n", s->after);
	close_record(s);
}

/* --- events ---------------------------------------------------------- */

static const char *const kind_name[] = {
#define X(name, wire) [CHANGE_##name] = wire,
    CHANGE_KINDS(X)
#undef X
};

/* An operator who is nothing else hears of own requests only. */
static bool
may_hear(const struct stream *s, const struct change *c)
{
	return c->kind != CHANGE_REQUEST ||
	       (s->roles & (ROLE_DISPATCHER | ROLE_ADMIN)) != 0 ||
	       strcmp(c->owner, s->login) == 0;
}

static void
put_change(struct stream *s, const struct change *c)
{
	put(s, "id: %" PRIu64 "\nevent: %s\ndata: {\"id\":\"%s\"", c->seq,
	    kind_name[c->kind], c->id);
	put(s, ",\"version\":%" PRId64, c->version);
	if (c->state != NULL)
		put(s, ",\"state\":\"%s\"", c->state);
	put(s, "}\n\n");
}

/* Events of ${change}[n] into the open record; how many of them. */
static size_t
put_changes(struct stream *s, const struct change *change, size_t n)
{
	size_t events = 0;

	for (size_t i = 0; i < n; i++) {
		if (!may_hear(s, &change[i]))
			continue;
		put_change(s, &change[i]);
		events++;
	}
	return events;
}

static bool
has_room(const struct stream *s)
{
	return sizeof(s->out) - s->n > (size_t)BATCH * EVENT_MAX;
}

/* The next record of what there is to tell; false: nothing. */
static bool
fill(struct stream *s, struct store *store, uint64_t *events)
{
	struct change change[BATCH];
	size_t n = 1;

	open_record(s);
	while (n != 0 && has_room(s)) {
		if (store_changes(store, &s->after, change, BATCH, &n) !=
		    ERR_OK)
			s->lost = true;
		if (s->lost) {
			put(s, "id: %" PRIu64 "\nevent: reset\ndata: {}\n\n",
			    s->after);
			s->lost = false;
			n = 1;
		} else {
			*events += put_changes(s, change, n);
		}
	}
	close_record(s);
	return s->n != 0;
}

/* Sends what is in out. */
static enum stream_state
flush(struct stream *s, int64_t now_ms)
{
	while (s->sent < s->n) {
		ssize_t n = send(s->fd, s->out + s->sent, s->n - s->sent,
				 MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n >= 0) {
			s->sent += (size_t)n;
			s->blocked_since_ms = 0;
			continue;
		}
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN && errno != EWOULDBLOCK)
			return STREAM_GONE;
		if (s->blocked_since_ms == 0)
			s->blocked_since_ms = now_ms;
		return STREAM_BLOCKED;
	}
	s->n = s->sent = 0;
	return STREAM_IDLE;
}

enum stream_state
stream_pump(struct stream *s, struct store *store, int64_t now_ms,
	    uint64_t *events)
{
	enum stream_state state;

	do
		state = flush(s, now_ms);
	while (state == STREAM_IDLE && fill(s, store, events));
	return state;
}

/*
 * With the number of the last change, though it was not for this client; as
 * an event too, for a page's script is not told of comments.
 */
enum stream_state
stream_beat(struct stream *s, int64_t now_ms)
{
	if (s->n != 0)
		return STREAM_BLOCKED;
	open_record(s);
	put(s, ":\nid: %" PRIu64 "\nevent: beat\ndata: {}\n\n", s->after);
	close_record(s);
	return flush(s, now_ms);
}

void
stream_end(struct stream *s)
{
	const FCGI_EndRequestBody body = {.protocolStatus =
					      FCGI_REQUEST_COMPLETE};

	if (s->fd != -1 && s->n == 0) {
		put_header(s, 0, FCGI_STDOUT, 0);
		put_header(s, FCGI_HEADER_LEN, FCGI_END_REQUEST, sizeof(body));
		s->n = (size_t)FCGI_HEADER_LEN * 2;
		memcpy(s->out + s->n, &body, sizeof(body));
		s->n += sizeof(body);
		(void)flush(s, 0);
	}
	if (s->fd != -1)
		(void)close(s->fd);
	free(s);
}
