/* Subject: cgi/fcgi.c */
#include <fastcgi.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../cgi/fcgi.h"
#include "fuzz.h"

/*
 * What comes over the socket, as records or not: the connection is answered
 * by whole records or hung up, and never waited for once a request is whole.
 */

/* The next record of ${in}; false: no more whole ones. */
static bool
next_record(struct slice *in, FCGI_Header *h, struct slice *content)
{
	size_t n;

	if (in->n < sizeof(*h))
		return false;
	memcpy(h, in->p, sizeof(*h));
	n = (size_t)h->contentLengthB1 << 8 | h->contentLengthB0;
	if (in->n < sizeof(*h) + n + h->paddingLength)
		return false;
	*content = (struct slice){in->p + sizeof(*h), n};
	n += sizeof(*h) + h->paddingLength;
	*in = (struct slice){in->p + n, in->n - n};
	return true;
}

/* Every byte of what was answered belongs to a record of the protocol. */
static void
check_answer(int peer)
{
	static char data[1 << 20];
	struct slice in = {data, 0}, content;
	FCGI_Header h;
	ssize_t n;

	while ((n = recv(peer, data + in.n, sizeof(data) - in.n,
			 MSG_DONTWAIT)) > 0)
		in.n += (size_t)n;
	while (next_record(&in, &h, &content)) {
		assert(h.version == FCGI_VERSION_1);
		assert(h.type == FCGI_STDOUT || h.type == FCGI_STDERR ||
		       h.type == FCGI_END_REQUEST ||
		       h.type == FCGI_GET_VALUES_RESULT ||
		       h.type == FCGI_UNKNOWN_TYPE);
	}
	assert(in.n == 0);
}

/* Each is found where libfcgi finds it: the first of its name. */
static void
check_params(const struct fcgi *f)
{
	for (char **entry = f->request.envp; *entry != NULL; entry++) {
		size_t n = strcspn(*entry, "=");
		char *name = strndup(*entry, n);

		assert(fcgi_param(f, name) ==
		       FCGX_GetParam(name, f->request.envp));
		free(name);
	}
	assert(fcgi_param(f, "NOT_SENT") ==
	       FCGX_GetParam("NOT_SENT", f->request.envp));
}

/* One request, taken as the pool does, and answered by its own body. */
static bool
serve(struct fcgi *f)
{
	const char *method;

	if (!fcgi_take(f))
		return false;
	method = fcgi_param(f, "REQUEST_METHOD");
	assert(method == NULL || strlen(method) < 1 << 16);
	check_params(f);
	assert(f->body.n <= FCGI_BODY_MAX);
	return fcgi_answer(f, slice_of("Status: 200\r\n\r\n"), f->body);
}

/* Whether a length of four bytes may be in ${s}. */
static bool
is_long(struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] > 0x80)
			return true;
	return false;
}

/*
 * libfcgi takes any length of a name or value for true and asks malloc() for
 * it: up to 4 GB, and ends the process when there is not so much (the
 * supervisor starts another).  That is known; here it would be found all day.
 */
static bool
lengths_lie(struct slice in)
{
	struct slice rest = in, content;
	FCGI_Header h;

	while (next_record(&rest, &h, &content)) {
		/* It takes what pads a beginning for the next record. */
		if (h.version != FCGI_VERSION_1 ||
		    (h.type == FCGI_BEGIN_REQUEST && h.paddingLength != 0))
			return is_long(in);
		if (h.type != FCGI_STDIN && is_long(content))
			return true;
		in = rest;
	}
	return is_long(in); /* of a record that breaks off */
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static bool begun;
	enum fcgi_state state;
	struct fcgi f;
	int end[2];
	bool ok;

	if (!begun && !(begun = fcgi_init()))
		abort();
	if (lengths_lie((struct slice){(const char *)data, n}))
		return -1;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, end) != 0)
		abort();
	if (write(end[0], data, n) != (ssize_t)n)
		abort();
	(void)shutdown(end[0], SHUT_WR);
	ok = fcgi_open(&f, end[1]);
	assert(ok);
	while ((state = fcgi_look(&f)) == FCGI_WHOLE && serve(&f))
		;
	if (state == FCGI_PART) /* its end never comes: no wait, no answer */
		(void)serve(&f);
	fcgi_close(&f);
	check_answer(end[0]);
	(void)close(end[0]);
	return 0;
}
