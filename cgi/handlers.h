#ifndef HANDLERS_H
#define HANDLERS_H

#include "http.h"

/* Every handler of the route table, h_<resource>_<verb> in h_<resource>.c. */
#define ROUTE(method, path, roles, flags, body, handler) http_handler handler;
#include "routes.def"
#undef ROUTE

#endif
