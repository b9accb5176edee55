#include "app.h"
#include "events.h"
#include "handlers.h"
#include "param.h"

/* GET /events: the worker hands the connection over once this said yes. */

#define FULL_RETRY_S 15

enum err_code
h_events_get(struct http *h)
{

	if (!param_none(h))
		return ERR_FIELDS;
	if (h->method != HTTP_HEAD) {
		h->stream =
		    events_reserve(h->app->events, &h->actor, h->session,
				   h->header(h, "HTTP_LAST_EVENT_ID"));
		h->err.retry_after_s = FULL_RETRY_S;
		if (h->stream == NULL)
			return ERR_BUSY;
	}
	h->content_type = "text/event-stream";
	http_add(h, "X-Accel-Buffering: no");
	h->status = 200;
	return ERR_OK;
}
