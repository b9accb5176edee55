#include <assert.h>
#include <stddef.h>

#include "spread.h"

/* Minutes of a bucket in the doubling ${k}: 2 from 128, 4 from 256, … */
static int64_t
step_of(int k)
{
	return (int64_t)(SPREAD_EXACT / SPREAD_STEPS) << k;
}

static int64_t
doubling_start(int k)
{
	return (int64_t)SPREAD_EXACT << k;
}

static size_t
bucket_of(int64_t minutes)
{
	int k = 0;

	if (minutes < SPREAD_EXACT)
		return (size_t)minutes;
	while (k < SPREAD_DOUBLINGS && minutes >= doubling_start(k + 1))
		k++;
	if (k == SPREAD_DOUBLINGS)
		return SPREAD_BUCKETS - 1;
	return (size_t)(SPREAD_EXACT + k * SPREAD_STEPS +
			(minutes - doubling_start(k)) / step_of(k));
}

/* The least minutes of a bucket. */
static int64_t
minutes_of(size_t bucket)
{
	int k = (int)(bucket - SPREAD_EXACT) / SPREAD_STEPS;
	int64_t i = (int64_t)(bucket - SPREAD_EXACT) % SPREAD_STEPS;

	if (bucket < SPREAD_EXACT)
		return (int64_t)bucket;
	return doubling_start(k) + i * step_of(k);
}

void
spread_add(struct spread *s, int64_t minutes)
{
	s->count[bucket_of(minutes > 0 ? minutes : 0)]++;
	s->n++;
}

int64_t
spread_quantile(const struct spread *s, int percent)
{
	int64_t rank = (s->n * percent + 99) / 100, seen = 0;

	assert(percent >= 1 && percent <= 100);
	for (size_t i = 0; i < SPREAD_BUCKETS; i++) {
		seen += s->count[i];
		if (seen != 0 && seen >= rank)
			return minutes_of(i);
	}
	return -1;
}
