#ifndef HTTP_H
#define HTTP_H

#include "actor.h"
#include "buf.h"
#include "err.h"
#include "rulebook.h"
#include "slice.h"
#include "store.h"

/*
 * One HTTP request on its way through the beats of worker.c.  Everything in
 * it lives in the worker's arena until the answer is sent.
 */

enum http_method {
	HTTP_GET = 1,
	HTTP_POST = 2,
	HTTP_PUT = 4,
	HTTP_PATCH = 8,
	HTTP_DELETE = 16,
	HTTP_HEAD = 32,
	HTTP_OPTIONS = 64,
};

enum lang { LANG_RU, LANG_EN, LANG_FI, LANG__COUNT };

struct app;
struct jw;
struct route;
struct session;
struct stream;

#define HTTP_HEADERS_MAX 12
#define HTTP_BODY_MAX ((size_t)64 * 1024)
#define HTTP_SHEET_MAX ((size_t)8 * 1024 * 1024) /* as in site.conf.in */
#define HTTP_SHEET_ARENA ((size_t)160 * 1024 * 1024) /* to read one */

struct http_param {
	const char *name;
	const char *value; /* decoded, as the name */
};

struct http {
	struct app *app;
	struct arena *arena;
	struct db *db;                /* what http_reader() took; NULL: nothing */
	enum store_use use;           /* of it: whether it reads for long */
	enum err_code refused;        /* why there was no reader; ERR_OK: there was */
	const struct rulebook *book;  /* held for the whole request */
	const struct route *route;
	int64_t now_ms;
	int64_t steady_ms;            /* for how long something lasts: steady.h */
	char request_id[33];          /* hex; also in the answer's header */
	enum lang lang;
	/* what came */
	enum http_method method;
	const char *path;             /* without query; as nginx passed it */
	struct http_param *param;     /* of the query, in its order */
	size_t param_count;
	const char *path_id;          /* the {id} of the route, or NULL */
	const char *remote_addr;
	struct slice body;            /* raw bytes */
	void *in;                     /* the route's body table read into its struct */
	struct actor actor;
	struct session *session;      /* copy of it, or NULL */
	struct idem *idem;            /* its Idempotency-Key; NULL: not looked at */
	const char *(*header)(const struct http *h, const char *fcgi_name);
	void *params;                 /* the FastCGI parameters behind header() */
	/* what goes wrong */
	struct err err;
	/* further members of the problem, RFC 9457 §3.2; NULL: none */
	void (*problem_more)(struct jw *w, const void *arg);
	const void *problem_arg;
	/* what goes back */
	int status;
	const char *content_type;     /* default application/json */
	const char *out_header[HTTP_HEADERS_MAX]; /* "Name: value" */
	size_t out_header_count;
	struct buf out;
	struct stream *stream;        /* takes the connection over; or NULL */
};

/* A handler: params, operation or rule, respond.  ERR_OK: status and out are
 * set; anything else: the problem writer answers from the code and h->err. */
typedef enum err_code http_handler(struct http *h);

const char *http_method_name(enum http_method m);

/**
 * http_begin(h):
 * Read method, path, query, language, address and request id from the
 * parameters behind h->header.
 * Errors:  ERR_SYNTAX with ref "path" or "query": not strictly encoded, not
 *          UTF-8, or with a NUL.  An unknown method is 0: nothing allows it.
 */
enum err_code http_begin(struct http *h) MUST_CHECK;

/** http_param(h, name): the decoded query parameter ${name}; NULL: absent. */
const char *http_param(struct http *h, const char *name);

/**
 * http_param_int(h, name, min, max, fallback):
 * An integer parameter; out of range or not a number is noted in h->err as
 * pointer "?name".
 */
int64_t http_param_int(struct http *h, const char *name, int64_t min,
    int64_t max, int64_t fallback);

/** http_param_time(h, name, fallback): RFC 3339 or YYYY-MM-DD. */
int64_t http_param_time(struct http *h, const char *name, int64_t fallback);

/** http_param_bool(h, name): "1" or "true". */
bool http_param_bool(struct http *h, const char *name);

/** http_params_known(h, names): a name not in the list is noted as wrong. */
void http_params_known(struct http *h, const char *const *names);

/** http_if_match(h, version): the version in If-Match; false: none or bad. */
bool http_if_match(struct http *h, int64_t *version);

/** http_idem_key(h): the Idempotency-Key; NULL: none or not 8–64 of
 * [A-Za-z0-9._-]. */
const char *http_idem_key(const struct http *h);

/** http_add(h, fmt, …): add a header line to the answer. */
__attribute__((format(printf, 2, 3))) void http_add(
    struct http *h, const char *fmt, ...);

/** http_etag(h, version): ETag: "<version>". */
void http_etag(struct http *h, int64_t version);

/**
 * http_not_modified(h, tag):
 * Add ETag: "<tag>"; true, and the answer is a 304, when the client has it.
 */
bool http_not_modified(struct http *h, const char *tag);

/**
 * http_head(h, out):
 * The header of the answer as a FastCGI responder writes it, with the blank
 * line: status with its phrase, length, what every answer carries.
 */
void http_head(const struct http *h, struct buf *out);

/**
 * http_reader(h):
 * The connection this request reads by, taken of the store's few when first
 * asked for; given back by every write, http_reader_back() and the end of the
 * request, so that nobody keeps it: it is asked for anew for every read.
 * When none was to be had all reading fails, and the request with h->refused.
 */
struct db *http_reader(struct http *h);

/** http_reader_back(h): what comes next takes long, and reads nothing. */
void http_reader_back(struct http *h);

/** http_gives_way(h): others may sit, and read, while this one waits. */
void http_gives_way(struct http *h);

/** http_takes_long(h): gives way, and what is read next takes long. */
void http_takes_long(struct http *h);

/** http_commit(h, fn, arg): store_write() of a request, without a key. */
enum err_code http_commit(struct http *h, store_fn *fn, void *arg) MUST_CHECK;

/**
 * http_write(h, fn, arg, render):
 * Run the write ${fn}; with an Idempotency-Key in the request the answer
 * ${render}ed from ${arg} is kept with the key or replayed.  On ERR_OK status,
 * headers and body are set.
 */
typedef enum err_code http_render(struct http *h, void *arg);
typedef enum err_code http_writer(struct http *h, store_fn *fn, void *arg,
    http_render *render);
enum err_code http_write(struct http *h, store_fn *fn, void *arg,
    http_render *render) MUST_CHECK;

/** http_write_repeatable(): the same by store_write_repeatable(). */
enum err_code http_write_repeatable(struct http *h, store_fn *fn, void *arg,
    http_render *render) MUST_CHECK;

/** http_gone(h, arg): an http_render of what was removed: 204. */
enum err_code http_gone(struct http *h, void *arg);

/**
 * http_replay(h):
 * By the request's reader: when the request's Idempotency-Key is known, set
 * status, headers and body to the answer kept with it; else status stays 0.
 * Errors:  ERR_IDEM_MISMATCH; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code http_replay(struct http *h) MUST_CHECK;

/** http_op(h): the struct op of this request for an operation. */
struct op http_op(struct http *h);

#endif
