/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Counters by block device: which place a device has among them. The reader numbers the devices, and
 * tells by the map; by CPU within each device, the elements of "stats" follow.
 */
#ifndef TRIMTAB_DEVICES_H
#define TRIMTAB_DEVICES_H

#include "kernel.h"

#define MOST_DEVICES 64
#define NOWHERE MOST_DEVICES

/* Elements of stats for each device: one for each CPU. */
const volatile u32 cpus = 1;

/* A device's number, as the kernel knows it (major << 20 | minor), to its place in the order. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MOST_DEVICES);
	__type(key, u32);
	__type(value, u32);
} devices SEC(".maps");

static __always_inline u32 number_of(struct gendisk *disk)
{
	return disk ? BPF_CORE_READ(disk, major) << 20 | BPF_CORE_READ(disk, first_minor) : 0;
}

/* NOWHERE for a device that the reader has no place for. */
static __always_inline u32 place_of_number(u32 number)
{
	u32 *place = bpf_map_lookup_elem(&devices, &number);

	return place ? *place : NOWHERE;
}

/* This CPU's counters of a device; none for NOWHERE. */
#define stats_of(place)                                                                    \
	((place) < MOST_DEVICES ? stats_at((place) * cpus + bpf_get_smp_processor_id()) : NULL)

#endif
