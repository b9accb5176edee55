#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../../cgi/events.h"
#include "../unit/scratch.h"
#include "fake.h"
#include "store.h"
#include "touch.h"
#include "units.h"

/* Streams over socket pairs: what nginx would read is parsed here. */

#define WAIT_MS 5000
#define HEARTBEAT_MS 100
#define PATIENCE_MS 100

static char dir[64], path[96];
static struct store *store;
static struct sessions *sessions;
static struct events *events;
static struct arena arena;
static struct session_limits limits = {
    .idle_s = 1800, .idle_admin_s = 900, .absolute_s = 43200, .parallel = 3};

static const struct actor dispatcher = {.login = "d", .roles = ROLE_DISPATCHER};
static const struct actor operator= {.login = "o", .roles = ROLE_OPERATOR};

static void
start(int streams, int heartbeat_ms)
{
	const struct events_config config = {.streams_max = streams,
					     .heartbeat_ms = heartbeat_ms,
					     .patience_ms = PATIENCE_MS};

	assert_int_equal(events_start(store, sessions, &config, &events),
			 ERR_OK);
}

static int
setup(void **state)
{
	struct store_config config = {.path = path};
	struct err err = {0};

	(void)state;
	assert_non_null(scratch_make(dir, sizeof(dir)));
	snprintf(path, sizeof(path), "%s/homevisit.db", dir);
	assert_int_equal(store_create(path, &err), ERR_OK);
	assert_int_equal(store_open(&config, &store, &err), ERR_OK);
	sessions = session_table_make(&limits);
	start(4, 60000);
	return 0;
}

static int
teardown(void **state)
{
	char command[96];

	(void)state;
	events_free(events);
	session_table_free(sessions);
	store_close(store);
	arena_free(&arena);
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	return system(command);
}

/* Another heartbeat than an hour's. */
static void
restart(int streams, int heartbeat_ms)
{
	events_free(events);
	start(streams, heartbeat_ms);
}

/* A client: its end of the connection and all that came. */
struct client {
	int fd;
	bool ended; /* properly: END_REQUEST */
	size_t n;
	char text[65536];
};

static void
attach(struct stream *s, struct client *c)
{
	struct buf head = BUF(&arena);
	int pair[2];

	assert_non_null(s);
	*c = (struct client){0};
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	c->fd = pair[0];
	buf_str(&head, "Status: 200 OK\r\n\r\n");
	events_attach(events, s, pair[1], 7, &head);
}

static void
open_client(struct client *c, const struct actor *actor, const char *last_id)
{
	attach(events_reserve(events, actor, NULL, last_id), c);
}

static bool
read_whole(int fd, void *into, size_t n)
{
	for (size_t have = 0; have < n;) {
		struct pollfd p = {fd, POLLIN, 0};
		ssize_t more;
		if (poll(&p, 1, WAIT_MS) != 1)
			return false;
		more = read(fd, (char *)into + have, n - have);
		if (more <= 0)
			return false;
		have += (size_t)more;
	}
	return true;
}

/* The next record; false: closed, or nothing came. */
static bool
hear(struct client *c)
{
	unsigned char head[8];
	size_t n;

	if (!read_whole(c->fd, head, sizeof(head)))
		return false;
	assert_int_equal(head[0], 1);
	assert_int_equal(head[2] << 8 | head[3], 7);
	n = (size_t)head[4] << 8 | head[5];
	assert_true(c->n + n < sizeof(c->text));
	assert_true(read_whole(c->fd, c->text + c->n, n));
	if (head[1] == 3)
		c->ended = true; /* its eight bytes are no text */
	else
		c->n += n;
	c->text[c->n] = '\0';
	return true;
}

/* Listens until ${what} came. */
static void
await_text(struct client *c, const char *what)
{
	while (strstr(c->text, what) == NULL)
		if (!hear(c))
			fail_msg("no \"%s\" in \"%s\"", what, c->text);
}

/* Listens to the end. */
static void
await_end(struct client *c)
{
	while (hear(c))
		;
	close(c->fd);
}

static struct events_stats
stats(void)
{
	struct events_stats s;

	events_stats(events, &s);
	return s;
}

static void
await_open(uint64_t n)
{
	for (int i = 0; i < WAIT_MS && stats().open != n; i++)
		(void)poll(NULL, 0, 1);
	assert_int_equal(stats().open, n);
}

/* One committed change of the request ${id} of ${owner}. */
struct telling {
	const char *id, *owner;
};

static enum err_code
tell_fn(struct db *db, void *arg)
{
	const struct telling *t = arg;
	struct change c = {
	    .kind = CHANGE_REQUEST, .version = 3, .state = "queued"};

	snprintf(c.id, sizeof(c.id), "%s", t->id);
	snprintf(c.owner, sizeof(c.owner), "%s", t->owner);
	touch_tell(db, &c);
	return ERR_OK;
}

static void
tell(const char *id, const char *owner)
{
	struct telling t = {id, owner};

	assert_int_equal(store_write(store, tell_fn, &t, NULL), ERR_OK);
}

/* The last "id: …" in ${c}. */
static const char *
last_id(const struct client *c)
{
	const char *at = NULL, *next = c->text;

	while ((next = strstr(next, "id: ")) != NULL)
		at = next += 4;
	assert_non_null(at);
	return arena_strndup(&arena, at, strspn(at, "0123456789"));
}

static void
test_events(void **state)
{
	struct client c;

	(void)state;
	open_client(&c, &dispatcher, NULL);
	await_text(&c, "\n\n");
	assert_ptr_equal(strstr(c.text, "Status: 200 OK\r\n\r\nretry: "),
			 c.text);
	tell("a1", "o");
	tell("a2", "o");
	await_text(&c, "a2");
	assert_non_null(strstr(c.text, "event: request\n"
				       "data: {\"id\":\"a1\",\"version\":3,"
				       "\"state\":\"queued\"}\n\n"));
	assert_true(strstr(c.text, "a1") < strstr(c.text, "a2"));
	events_stop(events);
	assert_int_equal(stats().sent, 2);
	await_end(&c);
	assert_true(c.ended);
}

static void
test_whose(void **state)
{
	struct client c;

	(void)state;
	open_client(&c, &operator, NULL);
	tell("theirs", "p");
	tell("mine", "o");
	await_text(&c, "mine");
	assert_null(strstr(c.text, "theirs"));
	close(c.fd);
	await_open(0);
}

static void
test_replay(void **state)
{
	struct client one, two;

	(void)state;
	open_client(&one, &dispatcher, NULL);
	await_text(&one, "\n\n");
	tell("b1", "o");
	await_text(&one, "b1");
	close(one.fd);
	await_open(0);
	for (int i = 2; i < 40; i++) { /* more than a record holds */
		char id[16];
		snprintf(id, sizeof(id), "b%d.", i);
		tell(id, "o");
	}
	open_client(&two, &dispatcher, last_id(&one));
	await_text(&two, "b39.");
	assert_null(strstr(two.text, "reset"));
	assert_null(strstr(two.text, "b1\""));
	for (const char *at = two.text, *next; (next = strstr(at, "\"b"));
	     at = next + 2)
		assert_int_equal(atoi(next + 2),
				 at == two.text ? 2 : atoi(at) + 1);
	close(two.fd);
}

static void
test_reset(void **state)
{
	static const char *const unknown[] = {
	    "1", "", "x", "-1", "12x", "99999999999999999999999"};

	(void)state;
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		struct client c;
		open_client(&c, &dispatcher, unknown[i]);
		await_text(&c, "event: reset\ndata: {}\n\n");
		assert_true(atoll(last_id(&c)) > 1);
		tell("after", "o");
		await_text(&c, "after");
		close(c.fd);
		await_open(0);
	}
}

static void
test_heartbeat(void **state)
{
	struct client c;

	(void)state;
	restart(4, HEARTBEAT_MS);
	open_client(&c, &operator, NULL);
	await_text(&c, "\n\n");
	tell("theirs", "p");
	c.n = 0;
	await_text(&c, ":\nid: ");
	await_text(&c, "\n\n");
	c.n = 0;
	await_text(&c, ":\nid: ");
	close(c.fd);
}

static void
test_places(void **state)
{
	struct client c[4];
	struct stream *spare;

	(void)state;
	for (int i = 0; i < 3; i++)
		open_client(&c[i], &dispatcher, NULL);
	spare = events_reserve(events, &dispatcher, NULL, NULL);
	assert_null(events_reserve(events, &dispatcher, NULL, NULL));
	assert_int_equal(stats().refused, 1);
	events_drop(events, spare);
	open_client(&c[3], &dispatcher, NULL);
	close(c[0].fd);
	await_open(3);
	events_hang_up(events);
	for (int i = 1; i < 4; i++) {
		await_end(&c[i]);
		assert_true(c[i].ended);
	}
	await_open(0);
	open_client(&c[0], &dispatcher, NULL);
	await_text(&c[0], "retry");
	close(c[0].fd);
}

/* Handed over after the end: closed at once, as an end. */
static void
test_late(void **state)
{
	struct stream *s = events_reserve(events, &dispatcher, NULL, NULL);
	struct client c;

	(void)state;
	events_stop(events);
	assert_null(events_reserve(events, &dispatcher, NULL, NULL));
	attach(s, &c);
	assert_false(hear(&c));
	assert_int_equal(stats().open, 0);
	close(c.fd);
}

static void
test_stuck(void **state)
{
	struct client c, reader;

	(void)state;
	restart(4, HEARTBEAT_MS);
	open_client(&c, &dispatcher, NULL);
	open_client(&reader, &dispatcher, NULL);
	for (int i = 0; i < 2000 && stats().dropped == 0; i++) {
		tell("x", "o");
		reader.n = 0;
		reader.text[0] = '\0';
		await_text(&reader, "\"x\"");
		(void)poll(NULL, 0, i > 400 ? 5 : 0);
	}
	assert_int_equal(stats().dropped, 1);
	await_end(&c);
	assert_false(c.ended);
	await_open(1);
	close(reader.fd);
}

static void
test_session(void **state)
{
	static const struct user user = {
	    .id = 1, .login = "d", .roles = ROLE_DISPATCHER};
	char token[SESSION_TOKEN_LEN + 1];
	struct session s;
	struct client c;

	(void)state;
	restart(4, HEARTBEAT_MS);
	session_table_new(sessions, &user, (int64_t)time(NULL) * SECOND_MS, &s,
			  token);
	assert_int_equal(session_table_add(sessions, &s), ERR_OK);
	attach(events_reserve(events, &dispatcher, &s, NULL), &c);
	await_text(&c, ":\nid: ");
	session_table_end(sessions, s.token_hash);
	await_end(&c);
	assert_true(c.ended);
}

/* --- all at once, for the thread sanitizer ----------------------------- */

static void *
come_and_go(void *arg)
{
	int *failed = arg;

	for (int i = 0; i < 50; i++) {
		struct stream *s = events_reserve(events, &dispatcher, NULL,
						  i % 2 ? "1" : NULL);
		struct buf head = {.data = "", .n = 0};
		int pair[2];

		if (s == NULL)
			continue;
		if (i % 5 == 0 ||
		    socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) {
			events_drop(events, s);
			continue;
		}
		events_attach(events, s, pair[1], 7, &head);
		(void)poll(NULL, 0, i % 3);
		*failed |= close(pair[0]);
	}
	return NULL;
}

static void
test_races(void **state)
{
	pthread_t thread[4];
	int failed[4] = {0};

	(void)state;
	restart(3, HEARTBEAT_MS);
	for (int i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, come_and_go, &failed[i]),
		    0);
	for (int i = 0; i < 100; i++)
		tell("r", "o");
	events_hang_up(events);
	for (int i = 0; i < 4; i++) {
		pthread_join(thread[i], NULL);
		assert_int_equal(failed[i], 0);
	}
	await_open(0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_events), TEST(test_whose),     TEST(test_replay),
	    TEST(test_reset),  TEST(test_heartbeat), TEST(test_places),
	    TEST(test_late),   TEST(test_stuck),     TEST(test_session),
	    TEST(test_races),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
