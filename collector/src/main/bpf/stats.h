/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * The counters of a program: an array map "stats", read through a memory mapping, without a system
 * call. Every CPU has an element of its own, aligned to cache lines, so that none waits for another;
 * class Program finds the fields by their names in the BTF.
 */
#ifndef TRIMTAB_STATS_H
#define TRIMTAB_STATS_H

#include "kernel.h"

/* The number of elements is set before the program is loaded. */
#define STATS(record)                                                                \
	struct {                                                                     \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                    \
		__uint(map_flags, BPF_F_MMAPABLE);                                   \
		__uint(max_entries, 1);                                              \
		__type(key, u32);                                                    \
		__type(value, struct record);                                        \
	} stats SEC(".maps");                                                        \
                                                                                     \
	static __always_inline struct record *stats_at(u32 element)                  \
	{                                                                            \
		return bpf_map_lookup_elem(&stats, &element);                        \
	}

/*
 * What each CPU is at, by the way: it is not to be read from outside, and so need not be mapped, and
 * lies where the kernel has large pages.
 */
#define OBSERVERS(record)                                                            \
	struct {                                                                     \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                    \
		__uint(max_entries, 1);                                              \
		__type(key, u32);                                                    \
		__type(value, struct record);                                        \
	} observers SEC(".maps");                                                    \
                                                                                     \
	static __always_inline struct record *observe(void)                          \
	{                                                                            \
		u32 cpu = bpf_get_smp_processor_id();                                \
                                                                                     \
		return bpf_map_lookup_elem(&observers, &cpu);                        \
	}

/* For a program with an element for each CPU and no more. */
#define this_cpu() stats_at(bpf_get_smp_processor_id())

#endif
