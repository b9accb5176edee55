#include "app.h"
#include "board.h"
#include "handlers.h"
#include "jw.h"
#include "metrics.h"

static void
say_ok(struct http *h)
{
	struct jw w = JW(&h->out, NULL);

	jw_object(&w, NULL);
	jw_text(&w, "status", "ok");
	jw_end_object(&w);
	h->status = 200;
}

/* The process is up. */
enum err_code
h_healthz_get(struct http *h)
{
	say_ok(h);
	return ERR_OK;
}

/* The store reads, and its last write reached the disk. */
enum err_code
h_readyz_get(struct http *h)
{
	if (store_read_begin(http_reader(h)) != ERR_OK)
		return ERR_STORAGE;
	store_read_end(http_reader(h));
	if (!store_ready(h->app->store) || atomic_load(&h->app->stopping))
		return ERR_STORAGE;
	say_ok(h);
	return ERR_OK;
}

enum err_code
h_metrics_get(struct http *h)
{
	struct board_counts counts = {0};
	bool read = board_counts(http_reader(h), h->now_ms, &counts) == ERR_OK;

	metrics_write(h->app, read ? &counts : NULL, &h->out);
	h->content_type = "text/plain; version=0.0.4; charset=utf-8";
	h->status = 200;
	return ERR_OK;
}
