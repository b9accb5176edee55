#ifndef PUBLISH_JSON_H
#define PUBLISH_JSON_H

#include "http.h"
#include "publish.h"

/**
 * publish_json_write(h, draft, n, listed):
 * Publish the ${n} prices, all or none, and answer 201 with the price, or,
 * ${listed}, with "items"; a stale If-Match with what changed.
 * Errors:  those of publish_tariffs(); ERR_SYNTAX for an If-Match that is none.
 */
enum err_code publish_json_write(struct http *h,
    const struct tariff_draft *draft, size_t n, bool listed) MUST_CHECK;

#endif
