#ifndef THROTTLE_H
#define THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Guessing made slow: failed logins are counted per login and per address;
 * beyond a few free ones every further try has to wait longer.
 */

struct throttle;

struct throttle *throttle_make(void);
void throttle_free(struct throttle *t);

/**
 * throttle_try(t, login, address, now_ms):
 * Ask leave for one login attempt and count it as failed until
 * throttle_passed() says otherwise, so parallel guesses are counted too.
 * Returns 0, or the seconds to wait; then nothing was counted.
 */
int throttle_try(struct throttle *t, const char *login, const char *address,
    int64_t now_ms);

/** throttle_passed(t, login, address): the attempt was right. */
void throttle_passed(
    struct throttle *t, const char *login, const char *address);

/** throttle_undo(t, login, address): the attempt was never decided. */
void throttle_undo(struct throttle *t, const char *login, const char *address);

#endif
