#include "embed.h"
#include "handlers.h"

/* The description of this interface, as it was built. */
EMBED(openapi, "cgi/openapi.json");

enum err_code
h_openapi_get(struct http *h)
{
	h->status = 200;
	buf_put(&h->out, openapi.p, embed_size(&openapi));
	return ERR_OK;
}
