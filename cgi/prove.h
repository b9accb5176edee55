#ifndef PROVE_H
#define PROVE_H

#include "body.h"
#include "http.h"
#include "user.h"

/*
 * Who somebody says to be: password, then the code of a second factor; those
 * who guess either are slowed down alike.  Only who has the password learns
 * that a code is asked.
 */

/**
 * prove_password(h, in, user):
 * Whether login and password of ${in} belong together: ${user}.  What follows
 * from it, a code or an operation, is told by prove_done().
 * Errors:  ERR_CREDENTIALS: an unknown or disabled user takes as long as a
 *          wrong password; ERR_THROTTLED with err.retry_after_s; ERR_BUSY.
 */
enum err_code prove_password(struct http *h, const struct body_login *in,
    struct user *user) MUST_CHECK;

/**
 * prove_done(h, user, code):
 * How it ended for the person whose password was right; gives ${code} back.
 * ERR_CODE_WRONG counts as a wrong password does, and is in the audit.
 */
enum err_code prove_done(
    struct http *h, const struct user *user, enum err_code code);

#endif
