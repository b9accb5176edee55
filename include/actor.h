#ifndef ACTOR_H
#define ACTOR_H

#include <stdint.h>

/* Roles are a mask: an admin is not a dispatcher unless given both. */
enum role {
	ROLE_OPERATOR = 1,
	ROLE_DISPATCHER = 2,
	ROLE_ADMIN = 4,
	ROLE_SYSTEM = 8, /* the service itself: leases, retries */
};

/* The roles of people by name, in the order a start screen is chosen. */
#define ACTOR_ROLES(X)                                                         \
	X(ROLE_OPERATOR, "operator")                                           \
	X(ROLE_DISPATCHER, "dispatcher")                                       \
	X(ROLE_ADMIN, "admin")

/* Who acts: goes into history and audit with every write. */
struct actor {
	const char *login;      /* "system" for the service itself */
	unsigned roles;         /* mask of enum role */
	const char *address;    /* the client's address, for the audit */
	const char *request_id; /* the HTTP request, for the audit and the log */
};

#endif
