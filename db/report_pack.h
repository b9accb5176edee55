#ifndef REPORT_PACK_H
#define REPORT_PACK_H

#include "buf.h"
#include "report.h"

/*
 * A day's facts in some twenty bytes a request: a list of the texts they
 * name, then numbers of seven bits a byte, the lowest first.  Another layout
 * gets another REPORT_PACK_FORMAT; a day in a foreign one is made anew.
 */
#define REPORT_PACK_FORMAT 1

/** report_pack_write(day, out): append; memory refused: out->failed. */
void report_pack_write(const struct report_day *day, struct buf *out);

/**
 * report_pack_read(packed, day, arena):
 * The requests and calls of ${packed} into ${day}.
 * Errors:  ERR_STORAGE: it is damaged; ERR_NOMEM.
 */
enum err_code report_pack_read(struct slice packed, struct report_day *day,
			       struct arena *arena) MUST_CHECK;

#endif
