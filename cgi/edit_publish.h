#ifndef EDIT_PUBLISH_H
#define EDIT_PUBLISH_H

#include "edit.h"
#include "http.h"

/* ?dry_run=1 and ?confirm=1 of a write of reference data, and what it says. */

/** edit_publish_of(h): how it is to be published; other parameters are wrong. */
enum edit_publish edit_publish_of(struct http *h);

/**
 * edit_publish_answer(h, ask, rc):
 * Of a write that gave ${rc}: a dry run becomes its preview, one held back a
 * problem that lists what would change; anything else is passed on.
 */
enum err_code edit_publish_answer(struct http *h, const struct edit_ask *ask,
    enum err_code rc) MUST_CHECK;

#endif
