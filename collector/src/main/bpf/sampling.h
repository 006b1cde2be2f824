/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Which events are measured, and since when.
 *
 * A switch happens up to a million times a second, so that every nanosecond here is paid for by the
 * work that is observed. Hence one event in a few is measured, and counts for all of them. The gaps
 * are drawn at random: a fixed step would fall in with the alternation of two tasks, or of reads and
 * writes, and see one of them alone.
 */
#ifndef TRIMTAB_SAMPLING_H
#define TRIMTAB_SAMPLING_H

#include "kernel.h"

/*
 * Whether to measure this event, given a countdown to the next that is to be measured. The gaps go
 * from least on, all of so many choices as likely.
 */
static __always_inline bool is_sampled(u32 *until, u32 least, u32 choices)
{
	if (*until > 1) {
		*until -= 1;
		return false;
	}
	*until = least + (((u64)bpf_get_prandom_u32() * choices) >> 32);
	return true;
}

/*
 * What is measured and under way lies in an array, at a place that its number or address picks, as a
 * hash table would cost more than all the rest. Of two in the same place, the later is measured.
 */
struct mark {
	u64 who; /* 0: nobody */
	u64 since;
};

static __always_inline void set_mark(struct mark *mark, u64 who, u64 now)
{
	mark->since = now;
	mark->who = who;
}

static __always_inline bool is_marked(struct mark *mark, u64 who)
{
	return mark->who == who;
}

/* How long ago the mark was set, which is cleared. Clocks of two CPUs may differ by a little. */
static __always_inline u64 take_mark(struct mark *mark, u64 now)
{
	mark->who = 0;
	return now > mark->since ? now - mark->since : 0;
}

/* The place of an address among 1 << bits. */
static __always_inline u64 hash_of(u64 address, u32 bits)
{
	return address * 0x9E3779B97F4A7C15ULL >> (64 - bits);
}

#endif
