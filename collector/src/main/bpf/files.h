/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * How files are read, device by device: whether each access follows the one before it, and what
 * readahead is good for. An access is a read() or a fault on a mapping, in pages; one that stays
 * within the pages of the access before it is none. Accesses are looked at in bursts.
 *
 * Where the kernel tells of all this differs: see whoever includes this.
 */
#ifndef TRIMTAB_FILES_H
#define TRIMTAB_FILES_H

#include "devices.h"
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

#define BURST 32 /* events on a CPU */

/* Readahead is followed on one page in FOLLOWED of each file; such a page counts for FOLLOWED. */
#define FOLLOWED 256
#define MAX_FOLLOWED 64 /* at a time: readahead of 64 MiB in pages of 4 KiB */
#define REMEMBERED 16384
#define STREAM_BITS 12
#define STREAMS (1 << STREAM_BITS)
#define PLACE_BITS 12 /* pages of 4 KiB to places of 16 MiB */

/* The observer, which is left out of what it observes. */
const volatile s32 own_tgid = 0;

struct files_stats {
	u64 accesses;
	u64 compared;
	u64 pages;
	u64 next;
	u64 previous;
	u64 strided;
	u64 places;
	u64 places_squared;
	u64 delivered;
	u64 readahead;
	u64 readahead_used;
	struct histogram distance;
} __attribute__((aligned(64)));

/* By device, in the order in which the reader numbers them, and then by CPU. */
STATS(files_stats)

/*
 * The last access of a thread to a file. A fault maps pages around it, too, if they are cached: those
 * are not accesses, but one that begins where they end follows.
 */
struct stream {
	u64 who; /* mapping, with the thread mixed in; 0: nobody */
	u64 first;
	u64 last;
	u64 around_first;
	u64 around_last;
	s64 step; /* from the start of the access before it to this one's */
	u32 place;
	u32 burst; /* in which it was seen */
	u64 unused;
};

struct stream streams[STREAMS];

/* Pages that readahead asked for and nobody has used yet. */
struct page_key {
	u64 mapping;
	u64 index;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, REMEMBERED);
	__type(key, struct page_key);
	__type(value, u32); /* the place of the device */
} unused SEC(".maps");

/* What a CPU is at. What every event touches comes first, in one cache line. */
struct observer {
	struct burst burst;
	/* The last fault: what reads ahead next may be it. */
	u64 fault_task;
	u64 fault_mapping;
	u64 fault_index;
	/* The last readahead: what is announced next may be the same. */
	u64 order_task;
	u64 order_start;
	u64 order_end;
} __attribute__((aligned(64)));

OBSERVERS(observer)

static __always_inline u32 place_of(struct inode *inode)
{
	return place_of_number(number_of(BPF_CORE_READ(inode, i_sb, s_bdev, bd_disk)));
}

/* -------------------------------------------------------------------------------- accesses */

/* A thread's place in a file. If it was not seen in this burst, nothing is known of it. */
static __always_inline struct stream *stream_of(struct address_space *mapping, u32 pid, u32 burst,
						bool *is_known)
{
	u64 who = (u64)mapping ^ (u64)pid << 40;
	struct stream *stream = &streams[hash_of(who, STREAM_BITS)];

	*is_known = stream->who == who && stream->burst == burst;
	if (!*is_known) {
		stream->who = who;
		stream->burst = burst;
		stream->step = 0;
		stream->place = place_of(BPF_CORE_READ(mapping, host));
	}
	return stream;
}

/* What an access is to the one before it. */
static __always_inline void compare(struct files_stats *device, struct stream *stream, u64 first,
				    u64 last, u64 weight)
{
	s64 step = first - stream->first;

	device->compared += weight;
	if (first >= stream->first &&
	    (first <= stream->last + 1 || first == stream->around_last + 1))
		device->next += weight;
	else if (first < stream->first &&
		 (last + 1 >= stream->first || last + 1 == stream->around_first))
		device->previous += weight;
	else if (step == stream->step)
		device->strided += weight;
	stream->step = step;
	histogram_add(&device->distance, step < 0 ? -step : step, weight);
}

enum kind {
	READ,
	FAULT,
	AROUND, /* a fault: pages that were in the cache */
};

static __always_inline bool overlap(struct stream *stream, u64 first, u64 last)
{
	return first <= stream->last && last >= stream->first;
}

static __always_inline void accesses(struct observer *cpu, struct address_space *mapping, u64 first,
				     u64 last, enum kind kind)
{
	u64 current, place = first >> PLACE_BITS;
	u64 weight;
	struct files_stats *device;
	struct stream *stream;
	bool is_known;

	if (attention(&cpu->burst, BURST, 0) == PASS)
		return;
	current = bpf_get_current_pid_tgid();
	if ((s32)(current >> 32) == own_tgid)
		return;
	stream = stream_of(mapping, current, cpu->burst.number * cpus + bpf_get_smp_processor_id(), &is_known);
	device = stats_of(stream->place);
	if (!device)
		return;
	weight = cpu->burst.weight;
	/* A read() asks again for what it still wants, if one batch of pages was not enough. */
	if (kind == READ && !(is_known && first > stream->first && last == stream->last))
		device->delivered += weight * (last - first + 1);
	if (is_known && kind == AROUND && overlap(stream, first, last)) {
		stream->around_first = first;
		stream->around_last = last;
		return;
	}
	if (is_known && first >= stream->first && last <= stream->last)
		return;
	device->accesses += weight;
	device->pages += weight * (last - first + 1);
	device->places += weight * place;
	device->places_squared += weight * place * place;
	if (is_known)
		compare(device, stream, first, last, weight);
	stream->first = stream->around_first = first;
	stream->last = stream->around_last = last;
}

/* -------------------------------------------------------------------------------- readahead */

/* The first page from an index on that is followed: files differ in which ones are. */
static __always_inline u64 first_followed(u64 mapping, u64 index)
{
	u64 phase = (mapping >> 6) * 0x9E3779B97F4A7C15ULL >> 56;

	return index + ((phase - index) & (FOLLOWED - 1));
}

static __always_inline void used(u32 place)
{
	struct files_stats *device = stats_of(place);

	if (device)
		device->readahead_used += FOLLOWED;
}

static __always_inline void reads_ahead(struct inode *inode, u64 start, u64 pages)
{
	u64 mapping = (u64)BPF_CORE_READ(inode, i_mapping);
	struct page_key key = { .mapping = mapping, .index = first_followed(mapping, start) };
	u32 place = place_of(inode);
	struct files_stats *device = stats_of(place);
	struct observer *cpu = observe();
	bool is_fault;

	if (!device || !cpu)
		return;
	is_fault = cpu->fault_task == bpf_get_current_task() && cpu->fault_mapping == mapping;
	device->readahead += pages;
	for (int i = 0; i < MAX_FOLLOWED; i++) {
		if (key.index >= start + pages)
			break;
		/* The page whose fault set the readahead off is used at once. */
		if (is_fault && cpu->fault_index == key.index)
			used(place);
		else
			bpf_map_update_elem(&unused, &key, &place, BPF_ANY);
		key.index += FOLLOWED;
	}
}

static __always_inline void uses(struct address_space *mapping, u64 first, u64 last)
{
	struct page_key key = { .mapping = (u64)mapping, .index = first_followed((u64)mapping, first) };

	for (int i = 0; i < MAX_FOLLOWED; i++) {
		u32 *place;

		if (key.index > last)
			break;
		place = bpf_map_lookup_elem(&unused, &key);
		if (place) {
			used(*place);
			bpf_map_delete_elem(&unused, &key);
		}
		key.index += FOLLOWED;
	}
}

/* Readahead that wants large folios. */
static __always_inline int orders(struct inode *inode, u64 start, u64 pages)
{
	struct observer *cpu = observe();

	if (!cpu)
		return 0;
	cpu->order_task = bpf_get_current_task();
	cpu->order_start = start;
	cpu->order_end = start + pages;
	reads_ahead(inode, start, pages);
	return 0;
}

/* Readahead page by page. */
static __always_inline int announces(struct inode *inode, u64 start, u64 pages)
{
	struct observer *cpu = observe();

	if (!cpu)
		return 0;
	/* A file system without large folios: the same readahead, announced a second time. */
	if (cpu->order_task == bpf_get_current_task() && start >= cpu->order_start &&
	    start < cpu->order_end) {
		cpu->order_task = 0;
		return 0;
	}
	reads_ahead(inode, start, pages);
	return 0;
}

static __always_inline int touches(struct address_space *mapping, u64 first, u64 last, enum kind kind)
{
	struct observer *cpu = observe();

	if (!cpu)
		return 0;
	if (kind == FAULT) {
		cpu->fault_task = bpf_get_current_task();
		cpu->fault_mapping = (u64)mapping;
		cpu->fault_index = first;
	}
	accesses(cpu, mapping, first, last, kind);
	uses(mapping, first, last);
	return 0;
}

#endif
