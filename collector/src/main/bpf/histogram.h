/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Histograms as class Buckets describes them: log2 buckets, then the sum of the values. */
#ifndef TRIMTAB_HISTOGRAM_H
#define TRIMTAB_HISTOGRAM_H

#include "kernel.h"

#define BUCKETS 40

struct histogram {
	u64 buckets[BUCKETS];
	u64 sum;
};

/* The position of the highest bit that is set; 0 for 0. No loop: old verifiers take none. */
static __always_inline u32 log2_of(u64 value)
{
	u32 high = value >> 32;
	u32 v = high ? high : (u32)value;
	u32 r, shift;

	r = (v > 0xFFFF) << 4;
	v >>= r;
	shift = (v > 0xFF) << 3;
	v >>= shift;
	r |= shift;
	shift = (v > 0xF) << 2;
	v >>= shift;
	r |= shift;
	shift = (v > 0x3) << 1;
	v >>= shift;
	r |= shift;
	r |= v >> 1;
	return high ? r + 32 : r;
}

/*
 * The bucket's number, in the very register that was compared: the verifier of Linux 6.1 knows the
 * range of no other, and would have to trust that the compiler's arithmetic stays inside the array.
 */
static __always_inline u64 bucket_of(u64 value)
{
	u64 bucket = log2_of(value);

	asm volatile("" : "+r"(bucket));
	if (bucket >= BUCKETS)
		bucket = BUCKETS - 1;
	asm volatile("" : "+r"(bucket));
	return bucket;
}

/* Only the CPU that a histogram belongs to adds to it. */
static __always_inline void histogram_add(struct histogram *histogram, u64 value, u64 weight)
{
	u64 bucket = bucket_of(value);

	histogram->buckets[bucket] += weight;
	histogram->sum += value * weight;
}

#endif
