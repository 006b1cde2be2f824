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
 * Where what an event is to those before it counts, events are looked at in bursts. What a CPU is at
 * lies in one cache line, which is all that an event costs that is passed over.
 */
struct burst {
	u32 left; /* events of this burst, and of the glances before it */
	u32 passed; /* events since the last */
	u32 pause; /* events to pass over */
	u32 weight; /* for how many each event of this burst counts */
	u32 number; /* of the burst, among this CPU's */
	u64 began;
};

enum attention {
	PASS, /* nothing is looked at */
	GLANCE, /* just what the next has to be compared with */
	LOOK,
};

#define PAUSE_LEAST 4 /* bursts passed over, from 4 to 10, all as likely: 7 on average */
#define PAUSE_CHOICES 7
#define SLOW 50000000 /* ns from the beginning of a burst, after which the next may begin */

/*
 * Each burst counts for itself and for what was passed over before it: for eight bursts on average,
 * and for itself alone where events are so few that they cost nothing. After a pause it begins with
 * some glances, which are part of the pause.
 */
static __always_inline enum attention attention(struct burst *burst, u32 length, u32 glances)
{
	u32 passed = burst->passed;

	if (burst->left) {
		burst->left--;
		return burst->left < length ? LOOK : GLANCE;
	}
	if (!passed || (passed + glances) % length == 0) {
		u64 now = bpf_ktime_get_ns();

		if (passed + glances >= burst->pause || now - burst->began >= SLOW) {
			if (!passed)
				glances = 0;
			burst->weight = 1 + (passed + glances) / length;
			burst->left = length + glances - 1;
			burst->passed = 0;
			burst->pause = length * (PAUSE_LEAST +
						 (((u64)bpf_get_prandom_u32() * PAUSE_CHOICES) >> 32));
			burst->number++;
			burst->began = now;
			return glances ? GLANCE : LOOK;
		}
	}
	burst->passed++;
	return PASS;
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
