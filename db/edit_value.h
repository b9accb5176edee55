#ifndef EDIT_VALUE_H
#define EDIT_VALUE_H

#include "buf.h"
#include "driver.h"
#include "edit.h"

/* One value of a row that is edited: stored, checked, bound, told. */

/** edit_value_take(r, f, op, v): the next column; lists have rows of their
 * own. */
void edit_value_take(struct db_rows *r, const struct edit_field *f,
    const struct op *op, struct edit_value *v);

/** edit_value_arg(f, v): as it is stored; not for lists. */
struct db_arg edit_value_arg(
    const struct edit_field *f, const struct edit_value *v);

/** edit_value_check(op, f, v): tidy what was sent; note what is wrong. */
void edit_value_check(
    const struct op *op, const struct edit_field *f, struct edit_value *v);

bool edit_value_same(const struct edit_field *f, const struct edit_value *a,
    const struct edit_value *b);

/**
 * edit_value_print(b, f, v):
 * As the audit keeps it: "" for none, every item of a list ended by \v.  No
 * text holds tabs or line ends: they are folded when it comes in.
 */
void edit_value_print(
    struct buf *b, const struct edit_field *f, const struct edit_value *v);

/** edit_value_tidy(text, arena): NULL when nothing is left. */
const char *edit_value_tidy(const char *text, struct arena *arena);

/** edit_value_wrong(op, f, code, arg): note the field as wrong. */
void edit_value_wrong(const struct op *op, const struct edit_field *f,
    const char *code, const char *arg);

#endif
