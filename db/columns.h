#ifndef COLUMNS_H
#define COLUMNS_H

/*
 * Rows as lists of columns (request_columns.h, task_columns.h): how a member
 * becomes an argument and a column a member, by its kind.  TEXT: NULL is
 * absent; INT; OPT: 0 is NULL.  Taking needs rows "r" and an "arena" about.
 */

#define ARG_TEXT(m) db_text(m)
#define ARG_INT(m) db_int((int64_t)(m))
#define ARG_OPT(m) db_opt(m)

#define TAKE_TEXT(m) (m) = db_take_text(r, arena)
#define TAKE_INT(m) (m) = (__typeof__(m))db_take_int(r)
#define TAKE_OPT(m) TAKE_INT(m)

#endif
