// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Block devices: how long requests take, how large they are, and how they follow each other. */
#include "kernel.h"
#include "histogram.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define REMEMBERED 8 /* ends of requests, to tell a sequential one; a power of two */
#define SLOT_BITS 13
#define SLOTS (1 << SLOT_BITS)
#define SECTOR_SHIFT 9

/* How a kernel hands over a request: alone, or after its queue (before Linux 5.11). */
const volatile u32 queue_comes_first = 0;

struct block_stats {
	u64 issued;
	u64 sequential;
	struct histogram latency;
	struct histogram size;
	struct histogram depth;
	struct histogram distance_forward;
	struct histogram distance_backward;
	/* What the device is at; not for readers. */
	u64 under_way;
	u64 ends[REMEMBERED];
	u32 next_end;
} __attribute__((aligned(64)));

/* One for each device in the order in which the reader numbers them, read through a mapping. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
	__type(key, u32);
	__type(value, struct block_stats);
} stats SEC(".maps");

/* A device's number, as the kernel knows it (major << 20 | minor), to its place in stats. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, u32);
	__type(value, u32);
} devices SEC(".maps");

/*
 * When a request was issued, and for which device. A request picks its slot by its address, as a
 * hash table would cost more than all the rest; of two under way with the same slot, the later is
 * measured.
 */
struct issue {
	u64 request;
	u64 at;
	u32 place;
	u32 unused;
};

struct issue issues[SLOTS];

static __always_inline struct issue *issue_of(struct request *request)
{
	return &issues[(u64)request * 0x9E3779B97F4A7C15ULL >> (64 - SLOT_BITS)];
}

static __always_inline u32 device_of(struct request *request)
{
	struct gendisk *disk;

	if (bpf_core_field_exists(request->q->disk))
		disk = BPF_CORE_READ(request, q, disk);
	else
		disk = BPF_CORE_READ((struct request___rq_disk *)request, rq_disk);
	if (!disk)
		return 0;
	return BPF_CORE_READ(disk, major) << 20 | BPF_CORE_READ(disk, first_minor);
}

/* Where the request starts, against where those before it ended. */
static __always_inline void follow(struct block_stats *device, u64 start, u64 sectors)
{
	u64 last = device->ends[(device->next_end - 1) & (REMEMBERED - 1)];
	bool is_sequential = false;

#pragma unroll
	for (int i = 0; i < REMEMBERED; i++)
		is_sequential |= device->ends[i] == start;
	if (is_sequential)
		__sync_fetch_and_add(&device->sequential, 1);
	if (start >= last)
		histogram_add_shared(&device->distance_forward, (start - last) << SECTOR_SHIFT);
	else
		histogram_add_shared(&device->distance_backward, (last - start) << SECTOR_SHIFT);
	device->ends[device->next_end & (REMEMBERED - 1)] = start + sectors;
	device->next_end++;
}

static __always_inline int issued(struct request *request)
{
	struct issue *issue = issue_of(request);
	u32 number = device_of(request);
	u32 *place = bpf_map_lookup_elem(&devices, &number);
	struct block_stats *device;
	u32 bytes;

	if (!place)
		return 0;
	device = bpf_map_lookup_elem(&stats, place);
	if (!device)
		return 0;
	__sync_fetch_and_add(&device->issued, 1);
	bytes = BPF_CORE_READ(request, __data_len);
	if (bytes) { /* a flush has neither size nor place */
		histogram_add_shared(&device->size, bytes);
		follow(device, BPF_CORE_READ(request, __sector), bytes >> SECTOR_SHIFT);
	}
	/*
	 * A slot in use: this request after a requeue, or another whose end will not be seen. Either
	 * way the slot is under way already.
	 */
	if (!issue->request)
		__sync_fetch_and_add(&device->under_way, 1);
	if (issue->request != (u64)request)
		histogram_add_shared(&device->depth, device->under_way);
	issue->place = *place;
	issue->at = bpf_ktime_get_ns();
	issue->request = (u64)request;
	return 0;
}

static __always_inline int completed(struct request *request, u32 bytes)
{
	struct issue *issue = issue_of(request);
	struct block_stats *device;
	u32 place = issue->place;

	if (bytes < BPF_CORE_READ(request, __data_len))
		return 0; /* a part of it: the rest is still under way */
	if (issue->request != (u64)request)
		return 0;
	issue->request = 0;
	device = bpf_map_lookup_elem(&stats, &place);
	if (!device)
		return 0;
	histogram_add_shared(&device->latency, bpf_ktime_get_ns() - issue->at);
	__sync_fetch_and_add(&device->under_way, -1);
	return 0;
}

SEC("raw_tp/block_rq_issue")
int on_issue(struct bpf_raw_tracepoint_args *ctx)
{
	return issued((struct request *)(queue_comes_first ? ctx->args[1] : ctx->args[0]));
}

/* (request, error, bytes) on every kernel. */
SEC("raw_tp/block_rq_complete")
int on_complete(struct bpf_raw_tracepoint_args *ctx)
{
	return completed((struct request *)ctx->args[0], ctx->args[2]);
}
