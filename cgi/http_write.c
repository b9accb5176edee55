#include <sodium.h>

#include "app.h"
#include "http.h"

struct op
http_op(struct http *h)
{
	return (struct op){
	    .actor = &h->actor,
	    .now_ms = h->now_ms,
	    .book = h->book,
	    .arena = h->arena,
	    .err = &h->err,
	};
}

/* A write and how its answer is rendered, for the writer thread. */
struct rendering {
	struct http *h;
	http_render *render;
	void *arg;
	size_t headers; /* that were there before */
};

/* The value of the header ${name} ("ETag: ") in the answer, or NULL. */
static const char *
added(const struct http *h, const char *name)
{
	for (size_t i = 0; i < h->out_header_count; i++)
		if (strncmp(h->out_header[i], name, strlen(name)) == 0)
			return h->out_header[i] + strlen(name);
	return NULL;
}

static enum err_code
render_kept(void *arg, struct idem_answer *out)
{
	struct rendering *r = arg;
	enum err_code code;

	r->h->out = BUF(r->h->arena); /* of an earlier try: nothing */
	r->h->out_header_count = r->headers;
	code = r->render(r->h, r->arg);
	if (code != ERR_OK)
		return code;
	*out = (struct idem_answer){
	    .status = r->h->status,
	    .location = added(r->h, "Location: "),
	    .etag = added(r->h, "ETag: "),
	    .body = buf_text(&r->h->out),
	};
	return out->body != NULL ? ERR_OK : ERR_NOMEM;
}

/* The answer that was kept with the key. */
static void
replay(struct http *h, const struct idem_answer *kept)
{
	h->status = kept->status;
	h->out = BUF(h->arena);
	if (kept->body != NULL)
		buf_str(&h->out, kept->body);
	if (kept->location != NULL)
		http_add(h, "Location: %s", kept->location);
	if (kept->etag != NULL)
		http_add(h, "ETag: %s", kept->etag);
	http_add(h, "Idempotent-Replayed: true");
}

static const char *
idem_scope(struct http *h)
{
	struct buf b = BUF(h->arena);

	buf_str(&b, h->actor.login);
	buf_char(&b, ' ');
	buf_str(&b, http_method_name(h->method));
	buf_char(&b, ' ');
	buf_str(&b, h->path);
	return buf_text(&b);
}

/* The request's ${key} with what it stands for, made once; NULL: no memory. */
static struct idem *
idem_of(struct http *h, const char *key)
{
	struct idem *idem = h->idem;

	if (idem != NULL)
		return idem;
	idem = ARENA_NEW(h->arena, struct idem);
	if (idem == NULL)
		return NULL;
	*idem = (struct idem){
	    .key = key,
	    .scope = idem_scope(h),
	    .now_ms = h->now_ms,
	    .arena = h->arena,
	};
	if (idem->scope == NULL)
		return NULL;
	crypto_generichash(idem->fingerprint, sizeof(idem->fingerprint),
			   (const unsigned char *)h->body.p, h->body.n, NULL,
			   0);
	h->idem = idem;
	return idem;
}

enum err_code
http_replay(struct http *h)
{
	const char *key = http_idem_key(h);
	struct idem *idem = key != NULL ? idem_of(h, key) : NULL;
	enum err_code code;

	if (idem == NULL)
		return key != NULL ? ERR_NOMEM : ERR_OK;
	code = store_kept(http_reader(h), idem);
	if (code == ERR_OK && idem->replayed)
		replay(h, &idem->answer);
	return code;
}

enum err_code
http_gone(struct http *h, void *arg)
{
	(void)arg;
	h->status = 204;
	return ERR_OK;
}

/* store_write() or store_write_repeatable() */
typedef enum err_code
write_fn(struct store *s, store_fn *fn, void *arg, struct idem *idem);

enum err_code
http_commit(struct http *h, store_fn *fn, void *arg)
{
	http_gives_way(h);
	return store_write(h->app->store, fn, arg, NULL);
}

static enum err_code
write_by(struct rendering *r, write_fn *write, store_fn *fn)
{
	struct http *h = r->h;
	const char *key = http_idem_key(h);
	struct idem *idem = key != NULL ? idem_of(h, key) : NULL;
	enum err_code code;

	if (key != NULL && idem == NULL)
		return ERR_NOMEM;
	http_gives_way(h); /* the writer has the word */
	if (idem == NULL) {
		code = write(h->app->store, fn, r->arg, NULL);
		return code == ERR_OK ? r->render(h, r->arg) : code;
	}
	idem->render = render_kept;
	idem->render_arg = r;
	code = write(h->app->store, fn, r->arg, idem);
	if (code == ERR_OK && idem->replayed)
		replay(h, &idem->answer);
	return code;
}

enum err_code
http_write(struct http *h, store_fn *fn, void *arg, http_render *render)
{
	struct rendering r = {h, render, arg, h->out_header_count};

	return write_by(&r, store_write, fn);
}

enum err_code
http_write_repeatable(struct http *h, store_fn *fn, void *arg,
		      http_render *render)
{
	struct rendering r = {h, render, arg, h->out_header_count};

	return write_by(&r, store_write_repeatable, fn);
}
