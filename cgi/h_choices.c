#include "app.h"
#include "board.h"
#include "handlers.h"
#include "param.h"
#include "request_json.h"
#include "route.h"
#include "search.h"
#include "session.h"
#include "user.h"

/* What there is to choose from before a request is handed on, sent to a
 * clinic or joined to another. */

/* When ${user} was last seen at work; 0: not signed in. */
static int64_t
last_seen_ms(struct http *h, const struct user *user)
{
	struct session live[SESSION_PARALLEL];
	size_t n = session_table_of(h->app->sessions, user->id, h->steady_ms,
				    live, SESSION_PARALLEL);
	int64_t seen_ms = 0;

	for (size_t i = 0; i < n; i++)
		if (live[i].seen_at_ms > seen_ms)
			seen_ms = live[i].seen_at_ms;
	return seen_ms;
}

enum err_code
h_choices_colleagues(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct user *user;
	size_t n;
	enum err_code rc = user_list(http_reader(h), &user, &n, h->arena);

	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++) {
		if (!user[i].active || (user[i].roles & ROLE_DISPATCHER) == 0 ||
		    strcmp(user[i].login, h->actor.login) == 0)
			continue;
		jw_object(&w, NULL);
		jw_text(&w, "login", user[i].login);
		jw_text(&w, "name", user[i].name);
		jw_time(&w, "seen_at", last_seen_ms(h, &user[i]));
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* The request of the path, for whom it is theirs to end. */
static enum err_code
find(struct http *h, struct request **out)
{
	enum err_code rc;

	*out = ARENA_NEW(h->arena, struct request);
	if (*out == NULL)
		return ERR_NOMEM;
	rc = board_similar(http_reader(h), h->path_id, *out, h->arena);
	if (rc == ERR_OK && (h->actor.roles & ROLE_DISPATCHER) == 0 &&
	    strcmp((*out)->created_by, h->actor.login) != 0)
		rc = ERR_FORBIDDEN;
	return rc;
}

enum err_code
h_choices_similar(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct request *r;
	enum err_code rc = find(h, &r);

	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	request_json_matches(&w, "items", r->match, r->match_count);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_choices_clinics(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct request *r;
	enum err_code rc = find(h, &r);

	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	search_clinics(&w, "items", h,
		       rulebook_place(h->book, r->form.address.place));
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
