#include "fcgi.h"

#include <errno.h>
#include <fastcgi.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#define CHUNK ((size_t)65528) /* bytes of an output record: whole eights */
#define VECTORS 32            /* of one call: three a record, and the end */

bool
fcgi_open(struct fcgi *f, int fd)
{
	const struct timeval patience = {.tv_sec = FCGI_PATIENCE_S};

	*f = (struct fcgi){.fd = fd, .data = malloc(FCGI_ROOM)};
	if (f->data == NULL)
		return false;
	f->room = FCGI_ROOM;
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
			 sizeof(patience));
	return true;
}

int
fcgi_give(struct fcgi *f)
{
	int fd = f->fd;

	free(f->data);
	*f = (struct fcgi){.fd = -1};
	return fd;
}

void
fcgi_close(struct fcgi *f)
{
	int fd = fcgi_give(f);

	if (fd != -1)
		(void)close(fd);
}

/* --- what goes out ------------------------------------------------------- */

static FCGI_Header
header_of(int type, int request_id, size_t length)
{
	return (FCGI_Header){
	    .version = FCGI_VERSION_1,
	    .type = (unsigned char)type,
	    .requestIdB1 = (unsigned char)(request_id >> 8),
	    .requestIdB0 = (unsigned char)request_id,
	    .contentLengthB1 = (unsigned char)(length >> 8),
	    .contentLengthB0 = (unsigned char)length,
	};
}

/* All of ${v}, which is used up. */
static bool
send_all(int fd, struct iovec *v, size_t count)
{
	while (count != 0) {
		struct msghdr message = {.msg_iov = v, .msg_iovlen = count};
		ssize_t n = sendmsg(fd, &message, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false; /* gone, or does not read */
		for (; count != 0 && (size_t)n >= v->iov_len; count--, v++)
			n -= (ssize_t)v->iov_len;
		if (count != 0) {
			v->iov_base = (char *)v->iov_base + n;
			v->iov_len -= (size_t)n;
		}
	}
	return true;
}

static bool
send_record(const struct fcgi *f, int type, int request_id, const void *body,
	    size_t n)
{
	FCGI_Header header = header_of(type, request_id, n);
	struct iovec v[] = {{&header, sizeof(header)},
			    {(void *)(uintptr_t)body, n}};

	return send_all(f->fd, v, 2);
}

static bool
send_end(const struct fcgi *f, int request_id, int status)
{
	const FCGI_EndRequestBody body = {.protocolStatus =
					      (unsigned char)status};

	return send_record(f, FCGI_END_REQUEST, request_id, &body,
			   sizeof(body));
}

/* Moves at most ${max} bytes from the front of ${from} to ${v}. */
static size_t
take(struct slice *from, size_t max, struct iovec *v)
{
	size_t n = from->n < max ? from->n : max;

	*v = (struct iovec){(void *)(uintptr_t)from->p, n};
	if (n != 0)
		*from = (struct slice){from->p + n, from->n - n};
	return n;
}

/* The records of ${head} and ${body}, as many as there is room for. */
static size_t
fill_records(const struct fcgi *f, struct slice *head, struct slice *body,
	     FCGI_Header *header, struct iovec *v)
{
	size_t count = 0;

	while (head->n + body->n != 0 && count + 3 <= VECTORS - 1) {
		size_t n = take(head, CHUNK, &v[count + 1]);

		n += take(body, CHUNK - n, &v[count + 2]);
		*header = header_of(FCGI_STDOUT, f->request_id, n);
		v[count] = (struct iovec){header++, sizeof(*header)};
		count += 3;
	}
	return count;
}

bool
fcgi_answer(struct fcgi *f, struct slice head, struct slice body)
{
	const struct {
		FCGI_Header out, end;
		FCGI_EndRequestBody body;
	} end = {
	    header_of(FCGI_STDOUT, f->request_id, 0),
	    header_of(FCGI_END_REQUEST, f->request_id, sizeof(end.body)),
	    {.protocolStatus = FCGI_REQUEST_COMPLETE},
	};
	FCGI_Header header[VECTORS / 3];
	struct iovec v[VECTORS];
	bool sent = true;

	while (sent && head.n + body.n != 0) {
		size_t count = fill_records(f, &head, &body, header, v);

		if (head.n + body.n == 0)
			v[count++] = (struct iovec){(void *)(uintptr_t)&end,
						    sizeof(end)};
		sent = send_all(f->fd, v, count);
	}
	return sent;
}

/* --- what comes in ------------------------------------------------------- */

/* The record at ${at} if all of it is there. */
static bool
record_at(const struct fcgi *f, size_t at, FCGI_Header *out,
	  struct slice *content, size_t *next)
{
	size_t n;

	if (f->n - at < sizeof(*out))
		return false;
	memcpy(out, f->data + at, sizeof(*out));
	n = (size_t)out->contentLengthB1 << 8 | out->contentLengthB0;
	*content = (struct slice){f->data + at + sizeof(*out), n};
	*next = at + sizeof(*out) + n + out->paddingLength;
	return *next <= f->n;
}

static int
id_of(const FCGI_Header *h)
{
	return h->requestIdB1 << 8 | h->requestIdB0;
}

/* A record about the connection itself. */
static bool
manage(const struct fcgi *f, const FCGI_Header *h)
{
	static const char values[] = "\x0f\x01" FCGI_MPXS_CONNS "0";
	const FCGI_UnknownTypeBody unknown = {.type = h->type};

	if (h->type == FCGI_GET_VALUES)
		return send_record(f, FCGI_GET_VALUES_RESULT, 0, values,
				   sizeof(values) - 1);
	return send_record(f, FCGI_UNKNOWN_TYPE, 0, &unknown, sizeof(unknown));
}

static bool
begin(struct fcgi *f, const FCGI_Header *h, struct slice content)
{
	FCGI_BeginRequestBody body;

	if (content.n < sizeof(body))
		return false;
	if (f->begun) /* another beside it */
		return send_end(f, id_of(h), FCGI_CANT_MPX_CONN);
	memcpy(&body, content.p, sizeof(body));
	f->request_id = id_of(h);
	f->keep = (body.flags & FCGI_KEEP_CONN) != 0;
	f->begun = true;
	if ((body.roleB1 << 8 | body.roleB0) == FCGI_RESPONDER)
		return true;
	(void)send_end(f, f->request_id, FCGI_UNKNOWN_ROLE);
	return false;
}

/* What the record means; *${over}: the request is whole. */
static bool
look(struct fcgi *f, const FCGI_Header *h, struct slice content, bool *over)
{
	if (h->version != FCGI_VERSION_1)
		return false;
	if (id_of(h) == FCGI_NULL_REQUEST_ID)
		return manage(f, h);
	if (h->type == FCGI_BEGIN_REQUEST)
		return begin(f, h, content);
	if (!f->begun || id_of(h) != f->request_id)
		return true; /* of a request that is over */
	switch (h->type) {
	case FCGI_ABORT_REQUEST:
		(void)send_end(f, f->request_id, FCGI_REQUEST_COMPLETE);
		return false;
	case FCGI_PARAMS:
		if (f->params_over)
			return false;
		f->params_over = content.n == 0;
		return true;
	case FCGI_STDIN:
		*over = content.n == 0 && f->params_over;
		return f->params_over;
	default:
		return true;
	}
}

/*
 * The contents of the request's records moved together at the front: the
 * parameters, a byte to spare, the body.  No longer than with their headers.
 */
static struct slice
gather(struct fcgi *f)
{
	char *to = f->data;
	struct slice params = {f->data, 0}, content;
	bool over = false;
	FCGI_Header h;

	for (size_t at = 0, next;
	     at < f->whole && record_at(f, at, &h, &content, &next);
	     at = next) {
		if (id_of(&h) != f->request_id ||
		    (h.type != FCGI_PARAMS && h.type != FCGI_STDIN))
			continue;
		if (h.type == FCGI_STDIN && !over) {
			over = true;
			params.n = (size_t)(to++ - f->data);
			f->body = (struct slice){to, 0};
		}
		memmove(to, content.p, content.n);
		to += content.n;
	}
	f->body.n = (size_t)(to - f->body.p);
	return params;
}

/* A length of one or of four bytes. */
static bool
length_at(struct slice *rest, size_t *out)
{
	const unsigned char *p = (const unsigned char *)rest->p;
	size_t bytes = rest->n != 0 && *p < 0x80 ? 1 : 4;

	if (rest->n < bytes)
		return false;
	*out = bytes == 1 ? *p
			  : (size_t)(*p & 0x7F) << 24 | (size_t)p[1] << 16 |
				(size_t)p[2] << 8 | p[3];
	rest->p += bytes;
	rest->n -= bytes;
	return true;
}

/* Names and values of ${rest}; false: lengths that lie. */
static bool
read_params(struct fcgi *f, struct slice rest)
{
	char *end = NULL; /* of the value before: a length that was read */

	f->param_count = 0;
	while (rest.n != 0) {
		size_t name, value;

		if (!length_at(&rest, &name) || !length_at(&rest, &value) ||
		    name > rest.n || value > rest.n - name)
			return false;
		if (end != NULL)
			*end = '\0';
		end = f->data + (rest.p - f->data) + name + value;
		if (f->param_count < FCGI_PARAMS_MAX)
			f->param[f->param_count++] = (struct fcgi_param){
			    .name = {rest.p, name}, .value = rest.p + name};
		rest.p += name + value;
		rest.n -= name + value;
	}
	if (end != NULL)
		*end = '\0'; /* the byte to spare */
	return true;
}

/* Looks at the records that are there. */
static enum fcgi_state
advance(struct fcgi *f)
{
	FCGI_Header h;
	struct slice content;
	bool over = false;
	size_t next;

	while (!over && record_at(f, f->at, &h, &content, &next)) {
		if (!look(f, &h, content, &over))
			return FCGI_GONE;
		f->at = next;
	}
	if (!over)
		return f->n < FCGI_RAW_MAX ? FCGI_PART : FCGI_GONE;
	f->whole = f->at;
	return read_params(f, gather(f)) ? FCGI_WHOLE : FCGI_GONE;
}

static bool
grow(struct fcgi *f)
{
	char *data;

	if (f->n < f->room)
		return true;
	data = f->room < FCGI_RAW_MAX ? realloc(f->data, f->room * 2) : NULL;
	if (data == NULL)
		return false;
	f->data = data;
	f->room *= 2;
	return true;
}

enum fcgi_state
fcgi_fill(struct fcgi *f)
{
	enum fcgi_state state = FCGI_PART;

	while (state == FCGI_PART) {
		ssize_t n = -1;

		if (!grow(f))
			return FCGI_GONE;
		n = recv(f->fd, f->data + f->n, f->room - f->n, MSG_DONTWAIT);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return FCGI_PART;
		if (n <= 0)
			return FCGI_GONE;
		f->n += (size_t)n;
		state = advance(f);
	}
	return state;
}

const char *
fcgi_param(const struct fcgi *f, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < f->param_count; i++) {
		const struct fcgi_param *p = &f->param[i];

		if (p->name.n == n && memcmp(p->name.p, name, n) == 0)
			return p->value;
	}
	return NULL;
}

enum fcgi_state
fcgi_next(struct fcgi *f)
{
	size_t rest = f->n - f->whole;

	if (!f->keep)
		return FCGI_GONE;
	if (rest != 0)
		memmove(f->data, f->data + f->whole, rest);
	f->n = rest;
	f->at = f->whole = 0;
	f->begun = f->params_over = false;
	f->param_count = 0;
	return rest != 0 ? advance(f) : FCGI_PART;
}
