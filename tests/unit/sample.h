#ifndef SAMPLE_H
#define SAMPLE_H

#include "rulebook.h"

/* The sample data of db/data as a rulebook, for every unit test. */

#define SAMPLE_OFFSET_S (3 * 3600)
/* 2026-11-23 (a Monday) 10:05 in the clinic */
#define SAMPLE_NOW_MS INT64_C(1795417500000)
/* 2025-01-01 00:00 in the clinic: the sample prices hold from here */
#define SAMPLE_TARIFF_MS INT64_C(1735678800000)

/** sample_book(): the built rulebook, made once and shared; never NULL. */
struct rulebook *sample_book(void);

/**
 * sample_tables(arena):
 * A fresh rulebook in ${arena} with its tables filled but not yet built, for
 * tests that break or extend it.
 */
struct rulebook *sample_tables(struct arena *arena);

/** sample_build(book): rulebook_build() that must succeed. */
void sample_build(struct rulebook *book);

#endif
