#ifndef DESK_H
#define DESK_H

#include "dispatch.h"
#include "fixture.h"
#include "register.h"
#include "units.h"

/* An operator's and a dispatcher's desk: the operations in one line each. */

/** For cmocka: fixture_setup() with room for many requests. */
int desk_setup(void **state);

/** desk_as(f, login, roles): who acts from now on. */
void desk_as(struct fixture *f, const char *login, unsigned roles);

/**
 * desk_form(f, n):
 * A complete form of the ${n}th first-time patient: nobody else's name or
 * address, and of the first hundred nobody else's phone; green zone, a doctor,
 * 3900.
 */
struct request_form desk_form(struct fixture *f, int n);

/** desk_try(f, form, out): post it; ${out}: the answer. */
enum err_code desk_try(struct fixture *f, const struct request_form *form,
		       struct request *out);

/** desk_post(f, form): post what must be accepted. */
struct request desk_post(struct fixture *f, const struct request_form *form);

/** desk_queue(f, n): post desk_form(n). */
struct request desk_queue(struct fixture *f, int n);

/** desk_do(f, fn, ask): one of the dispatcher's writes, by the actor, now. */
enum err_code
desk_do(struct fixture *f, store_fn *fn, struct dispatch_ask *ask);

/** desk_claim(f, id): claim what must be free. */
struct request desk_claim(struct fixture *f, const char *id);

/** desk_miss(f, id, next_at_ms): claim it, and nobody answers. */
enum err_code desk_miss(struct fixture *f, const char *id, int64_t next_at_ms);

/** desk_schedule(f, id, from_min): claim it and send m01 in that many minutes
 * for two hours. */
void desk_schedule(struct fixture *f, const char *id, int from_min);

/** desk_step(f, fn, id): depart, arrive or finish (done) as it must succeed. */
struct request desk_step(struct fixture *f, store_fn *fn, const char *id);

/** desk_find(f, id): the request as it is stored. */
struct request desk_find(struct fixture *f, const char *id);

/** desk_error(f, pointer): code of the field error there; NULL: none. */
const char *desk_error(const struct fixture *f, const char *pointer);

#endif
