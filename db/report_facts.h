#ifndef REPORT_FACTS_H
#define REPORT_FACTS_H

#include "driver.h"
#include "report.h"

/**
 * report_facts_read(db, book, day, out, arena):
 * The facts of the clinic day ${day}, from its requests and calls.
 */
enum err_code report_facts_read(struct db *db, const struct rulebook *book,
				int64_t day, struct report_day *out,
				struct arena *arena) MUST_CHECK;

/** report_facts_tasks(db, book, day, out, arena): the tasks made on ${day}. */
enum err_code report_facts_tasks(struct db *db, const struct rulebook *book,
    int64_t day, struct report_day *out, struct arena *arena) MUST_CHECK;

/** report_facts_touch(db, day): what was packed of ${day} holds no more. */
enum err_code report_facts_touch(struct db *db, int64_t day) MUST_CHECK;

#endif
