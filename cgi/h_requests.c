#include "app.h"
#include "board.h"
#include "board_cache.h"
#include "body.h"
#include "dispatch.h"
#include "handlers.h"
#include "param.h"
#include "register.h"
#include "request_json.h"
#include "archive.h"
#include "trip_mates.h"
#include "units.h"
#include "viewed.h"

/* Registering requests, reading them, adding a note, putting data right. */

#define LIMIT_DEFAULT 50
#define CURSOR_MAX 200
#define Q_MAX 100
#define NUMBER_MAX 2 /* digits of a number that stand alone: its year */
#define CODE_MAX 64
#define LOGIN_MAX 64
#define IDS_MAX (BOARD_PICK_MAX * 37) /* bytes */

/* An operator who is nothing else sees only what is their own. */
static bool
own_only(const struct http *h)
{
	return (h->actor.roles & (ROLE_DISPATCHER | ROLE_ADMIN)) == 0;
}

static bool
may_read(const struct http *h, const struct request *r)
{
	return !own_only(h) || strcmp(r->created_by, h->actor.login) == 0;
}

/* --- POST /requests --------------------------------------------------- */

static enum err_code
render_posted(struct http *h, void *arg)
{
	struct register_ask *ask = arg;
	enum err_code rc = request_json_answer(h, &ask->request);

	h->status = 201;
	http_add(h, "Location: /api/v1/requests/%s", ask->request.id);
	return rc;
}

static void
put_duplicates(struct jw *w, const void *arg)
{
	const struct request *r = arg;

	request_json_matches(w, "duplicates", r->match, r->match_count);
}

enum err_code
h_requests_post(struct http *h)
{
	struct register_ask *ask = ARENA_NEW(h->arena, struct register_ask);
	enum err_code rc;

	if (ask == NULL)
		return ERR_NOMEM;
	ask->op = http_op(h);
	ask->form = *(const struct request_form *)h->in;
	rc = register_precheck(http_reader(h), ask);
	if (rc == ERR_OK)
		rc =
		    http_write_repeatable(h, register_post, ask, render_posted);
	if (rc == ERR_DUPLICATE) {
		h->problem_more = put_duplicates;
		h->problem_arg = &ask->request;
	}
	return rc;
}

/* --- GET /requests ---------------------------------------------------- */

/* Which of the board's lists: what every one of them is asked with. */
static void
read_board(struct http *h, struct board_ask *ask)
{
	bool mine = http_param_bool(h, "mine");

	*ask = (struct board_ask){
	    .states = param_states(h, "state"),
	    .zone = param_zone(h, "zone"),
	    .overdue = http_param_bool(h, "overdue"),
	    .q = param_filled(h, "q", Q_MAX),
	    .cursor = param_filled(h, "cursor", CURSOR_MAX),
	    .limit = (size_t)http_param_int(h, "limit", 1, BOARD_LIMIT_MAX,
					    LIMIT_DEFAULT),
	    .now_ms = h->now_ms,
	};
	if (http_param_bool(h, "today"))
		ask->created_day =
		    civil_days(civil_date_of(&h->book->clinic_zone, h->now_ms));
	if (own_only(h))
		ask->created_by = h->actor.login;
	else if (mine)
		ask->claimed_by = h->actor.login;
}

/* A day of posting; 0: absent. */
static int64_t
read_day(struct http *h, const char *name)
{
	const char *text = param_date(h, name);
	struct civil_date date;

	return text != NULL && civil_date_parse(text, &date) ? civil_days(date)
							     : 0;
}

/* "26" or "26-0001": the number of a request, or how it begins. */
static bool
is_number(const char *q)
{
	size_t n = strlen(q), digits = strspn(q, "0123456789");

	return digits <= NUMBER_MAX && digits != 0 &&
	       (n == digits || (q[digits] == '-' && digits == NUMBER_MAX &&
				strspn(q, "0123456789-") == n));
}

/* What narrows a search among all requests. */
static void
read_search(struct http *h, struct archive_ask *ask)
{
	const struct place *place = param_place(h, "place");
	const char *by = param_filled(h, "created_by", LOGIN_MAX);
	const char *claimed_by = param_filled(h, "claimed_by", LOGIN_MAX);
	struct board_ask *b = &ask->board;

	b->place = place != NULL ? place->code : NULL;
	b->medic = param_filled(h, "medic", CODE_MAX);
	b->reason = param_filled(h, "reason", CODE_MAX);
	if (by != NULL && b->created_by == NULL)
		b->created_by = by;
	if (claimed_by != NULL) {
		b->claimed_by = claimed_by;
		b->states |= 1u << REQUEST_CLAIMED; /* nobody has others */
	}
	ask->from_day = read_day(h, "from");
	ask->to_day = read_day(h, "to");
	if (b->created_day != 0)
		ask->from_day = ask->to_day = b->created_day;
	if (b->q != NULL && !is_number(b->q) &&
	    !find_words_in(slice_of(b->q), &ask->words, h->arena))
		param_note(h, "q", "invalid", NULL);
}

static bool
any_final(unsigned states)
{
	for (enum request_state s = 0; s < REQUEST_STATE__COUNT; s++)
		if (states & 1u << s && !request_state_active(s))
			return true;
	return false;
}

/* Whether it is asked for more than the board keeps in its own order. */
static bool
is_archive(struct http *h, const struct archive_ask *ask)
{
	const struct board_ask *b = &ask->board;

	if (b->q != NULL && ask->words.count == 0)
		return false; /* a number */
	return http_param_bool(h, "all") || ask->words.count != 0 ||
	       http_param(h, "from") != NULL || http_param(h, "to") != NULL ||
	       b->place != NULL || b->medic != NULL || b->reason != NULL ||
	       http_param(h, "created_by") != NULL ||
	       (any_final(b->states) && b->created_by == NULL);
}

/*
 * Whether the client has the board as it is.  Colours turn with the minute,
 * masks depend on who asks.
 */
static bool
unchanged(struct http *h)
{
	struct buf tag = BUF(h->arena);
	const char *text;

	buf_printf(&tag, "%llu-%lld-%lld-%s",
		   (unsigned long long)store_requests_revision(h->app->store),
		   (long long)h->book->revision,
		   (long long)(h->now_ms / MINUTE_MS), h->actor.login);
	text = buf_text(&tag);
	return text != NULL && http_not_modified(h, text);
}

static void
put_page(struct http *h, const struct board_page *page)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < page->count; i++)
		request_json_item(&w, h, &page->item[i]);
	jw_end_array(&w);
	jw_text(&w, "next", page->next);
	jw_end_object(&w);
	h->status = 200;
}

/* A page in the board's own order, which many ask for at once. */
static enum err_code
answer_board(struct http *h, const struct board_ask *ask)
{
	const char *key = board_cache_key(h, ask);
	struct board_page page = {0};
	enum err_code rc;

	if (board_cache_find(h, key)) {
		h->status = 200;
		return ERR_OK;
	}
	rc = board_list(http_reader(h), ask, &page, h->arena);
	if (rc != ERR_OK)
		return rc;
	put_page(h, &page);
	board_cache_keep(h, key, &page);
	return ERR_OK;
}

/* Those named, or found among all there ever were. */
static enum err_code
answer_found(struct http *h, struct archive_ask *ask, const char *ids)
{
	struct board_page page = {0};
	enum err_code rc;

	if (ids != NULL) {
		ask->board.limit = BOARD_PICK_MAX;
		rc = board_pick(http_reader(h), &ask->board, ids, &page,
				h->arena);
	} else {
		http_takes_long(h);
		rc = archive_list(http_reader(h), ask, &page, h->arena);
	}
	if (rc == ERR_OK)
		put_page(h, &page);
	return rc;
}

enum err_code
h_requests_list(struct http *h)
{
	static const char *const known[] = {
	    "state",  "zone",  "mine",       "overdue",    "today", "q",
	    "cursor", "limit", "ids",        "all",        "place", "medic",
	    "reason", "from",  "created_by", "claimed_by", "to",    NULL};
	struct archive_ask ask = {0};
	const char *ids = param_filled(h, "ids", IDS_MAX);
	enum err_code rc;

	read_board(h, &ask.board);
	read_search(h, &ask);
	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (ids == NULL && unchanged(h))
		return ERR_OK;
	rc = ids != NULL || is_archive(h, &ask) ? answer_found(h, &ask, ids)
						: answer_board(h, &ask.board);
	if (rc != ERR_SYNTAX)
		return rc;
	param_note(h, "cursor", "invalid", NULL);
	return ERR_FIELDS;
}

/* --- one request ------------------------------------------------------ */

/* The request of the path, if whoever asks may read it. */
static enum err_code
find(struct http *h, struct request **out)
{
	enum err_code rc;

	*out = ARENA_NEW(h->arena, struct request);
	if (*out == NULL)
		return ERR_NOMEM;
	rc = board_find(http_reader(h), h->path_id, *out, h->arena);
	if (rc == ERR_OK && !may_read(h, *out))
		rc = ERR_FORBIDDEN;
	return rc;
}

enum err_code
h_requests_get(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct buf tag = BUF(h->arena);
	struct request *r;
	enum err_code rc = find(h, &r);

	if (rc != ERR_OK)
		return rc;
	buf_printf(&tag, "%lld", (long long)r->version);
	if (tag.failed)
		return ERR_NOMEM;
	if (http_not_modified(h, tag.data))
		return ERR_OK;
	viewed_note(h, "request.view", "request", r->id);
	request_json_full(&w, NULL, h, r);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_requests_history(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct request_event *event;
	struct request *r;
	size_t n;
	enum err_code rc = find(h, &r);

	if (rc == ERR_OK)
		viewed_note(h, "request.view", "request", r->id);
	if (rc == ERR_OK)
		rc = board_history(http_reader(h), r->id, &event, &n, h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		request_json_event(&w, &event[i]);
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_requests_trip(struct http *h)
{
	struct board_page page;
	struct request *r;
	enum err_code rc = find(h, &r);

	if (rc == ERR_OK)
		rc = trip_mates_list(http_reader(h), r, &page, h->arena);
	if (rc == ERR_OK)
		put_page(h, &page);
	return rc;
}

/* Who took a call about a colleague's request gets its masked line only. */
static enum err_code
render_noted(struct http *h, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	if (may_read(h, &ask->request))
		return request_json_answer(h, &ask->request);
	h->status = 200;
	http_etag(h, ask->request.version);
	request_json_item(&w, h, &ask->request);
	return ERR_OK;
}

enum err_code
h_requests_note(struct http *h)
{
	struct dispatch_ask *ask = h->in;

	ask->op = http_op(h);
	ask->id = h->path_id;
	body_actions_clean(ask, h->arena);
	if (ask->comment == NULL) {
		err_field(&h->err.fields, "/text", "required", NULL);
		return ERR_FIELDS;
	}
	return http_write(h, dispatch_note, ask, render_noted);
}

static enum err_code
render_corrected(struct http *h, void *arg)
{
	struct dispatch_ask *ask = arg;

	return request_json_answer(h, &ask->request);
}

enum err_code
h_requests_correct(struct http *h)
{
	struct dispatch_ask *ask = h->in;

	ask->op = http_op(h);
	ask->id = h->path_id;
	if (!http_if_match(h, &ask->if_version))
		return ERR_PRECONDITION;
	return http_write(h, dispatch_correct, ask, render_corrected);
}
