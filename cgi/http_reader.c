#include "app.h"
#include "http.h"
#include "pool.h"

struct db *
http_reader(struct http *h)
{
	enum err_code code = ERR_OK;

	if (h->db == NULL)
		code = store_reader_take(h->app->store, h->use, &h->db);
	if (code != ERR_OK)
		h->refused = code;
	return h->db;
}

void
http_reader_back(struct http *h)
{
	store_reader_give(h->app->store, h->db);
	h->db = NULL;
}

void
http_gives_way(struct http *h)
{
	http_reader_back(h);
	pool_aside(h->app->pool);
}

void
http_takes_long(struct http *h)
{
	http_gives_way(h);
	h->use = STORE_LONG;
}
