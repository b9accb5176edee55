#include <arpa/inet.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * What a scanner has to find, so that its silence about the service means
 * something: a web server with every fault there is.  The query goes into
 * the SQL and into the page as it came, and few threads wait for slow callers
 * without end.  No part of the product; tests/scan/scan.mjs runs it.
 */

#define THREADS 8
#define ROOM 16384

static int listener;

/* %41 and + of a query string, in place. */
static void
decode(char *s)
{
	char *to = s, hex[3] = {0};

	for (; *s != '\0'; s++) {
		if (*s == '+') {
			*to++ = ' ';
		} else if (*s == '%' && s[1] != '\0' && s[2] != '\0') {
			memcpy(hex, s + 1, 2);
			*to++ = (char)strtol(hex, NULL, 16);
			s += 2;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

/* Every row the query finds, or what the database said. */
static void
find(const char *q, char *out, size_t size)
{
	char sql[ROOM + 100];
	sqlite3_stmt *st = NULL;
	sqlite3 *db;
	size_t n = 0;

	(void)snprintf(sql, sizeof(sql),
		       "WITH t(id, name) AS (VALUES(1, 'one'), (2, 'two')) "
		       "SELECT id, name FROM t WHERE id = '%s'",
		       q);
	(void)sqlite3_open(":memory:", &db);
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		n = (size_t)snprintf(out, size, "SQLite error %d: %s",
				     sqlite3_errcode(db), sqlite3_errmsg(db));
	while (n < size && st != NULL && sqlite3_step(st) == SQLITE_ROW)
		n += (size_t)snprintf(out + n, size - n, "<p>%s %s</p>",
				      (const char *)sqlite3_column_text(st, 0),
				      (const char *)sqlite3_column_text(st, 1));
	(void)sqlite3_finalize(st);
	(void)sqlite3_close(db);
}

static void
answer(int fd, char *ask)
{
	static const char form[] = "<form action=/find><input name=q></form>"
				   "<a href='/find?q=1'>one</a>";
	char rows[ROOM] = "", page[3 * ROOM];
	char *q = strstr(ask, "?q="), *end;

	if (q != NULL && (end = strpbrk(q, " \r\n")) != NULL) {
		*end = '\0';
		decode(q += 3);
		find(q, rows, sizeof(rows));
	}
	(void)snprintf(page, sizeof(page),
		       "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"
		       "<html><body>%s<h1>%s</h1>%s</body></html>",
		       form, q != NULL ? q : "", rows);
	(void)!write(fd, page, strlen(page));
}

static void *
serve(void *arg)
{
	char ask[ROOM];

	(void)arg;
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		size_t n = 0;
		ssize_t got;

		while (n < sizeof(ask) - 1 &&
		       (got = read(fd, ask + n, sizeof(ask) - 1 - n)) > 0) {
			ask[n += (size_t)got] = '\0';
			if (strstr(ask, "\r\n\r\n") != NULL)
				break;
		}
		if (n != 0)
			answer(fd, ask);
		(void)close(fd);
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	pthread_t thread;

	(void)argc;
	(void)argv;
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&at, size) != 0 ||
	    listen(listener, 64) != 0 ||
	    getsockname(listener, (struct sockaddr *)&at, &size) != 0)
		return EXIT_FAILURE;
	for (int i = 1; i < THREADS; i++)
		if (pthread_create(&thread, NULL, serve, NULL) != 0)
			return EXIT_FAILURE;
	(void)printf("%d\n", ntohs(at.sin_port));
	(void)fflush(stdout);
	(void)serve(NULL);
	return EXIT_SUCCESS;
}
