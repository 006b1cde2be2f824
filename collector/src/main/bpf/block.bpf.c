// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Block devices: how long requests take, how large they are, and how they follow each other. One
 * request in SAMPLED is measured and counts for SAMPLED; see sched.bpf.c for the gaps.
 */
#include "kernel.h"
#include "histogram.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 4
#define GAP_LEAST 3 /* gaps from 3 to 5, all as likely: 4 on average */
#define GAP_CHOICES 3
#define REMEMBERED 8 /* ends of requests, to tell a sequential one; a power of two */
#define SLOT_BITS 13
#define SLOTS (1 << SLOT_BITS)
#define QUEUE_BITS 8
#define QUEUES (1 << QUEUE_BITS)
#define MOST_DEVICES 64
#define NOWHERE MOST_DEVICES
#define MOST_CPUS 512 /* that depth is summed over */
#define SECTOR_SHIFT 9

/* How a kernel hands over a request: alone, or after its queue (before Linux 5.11). */
const volatile u32 queue_comes_first = 0;

/* Elements of stats for each device: one for each CPU. */
const volatile u32 cpus = 1;

/* A CPU's requests to a device. CPUs share nothing here: they would wait for each other's caches. */
struct block_stats {
	u64 issued;
	u64 sequential;
	struct histogram latency;
	struct histogram size;
	struct histogram depth;
	struct histogram distance_forward;
	struct histogram distance_backward;
	/* What the CPU is at; not for readers. */
	u64 ended; /* issued by any CPU, and completed or put back into the queue by this one */
	u64 ends[REMEMBERED];
	u32 next_end;
	u32 until_request; /* requests until the next that is measured */
} __attribute__((aligned(64)));

/*
 * One for each device, in the order in which the reader numbers them, and each CPU; read through a
 * memory mapping.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* set before loading */
	__type(key, u32);
	__type(value, struct block_stats);
} stats SEC(".maps");

/* A device's number, as the kernel knows it (major << 20 | minor), to its place in the order. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MOST_DEVICES);
	__type(key, u32);
	__type(value, u32);
} devices SEC(".maps");

/* The device that a queue is of, once it was looked up. */
struct queue {
	u64 queue;
	u64 place;
};

struct queue queues[QUEUES];

/*
 * When a measured request was issued. A request picks its slot by its address, as a
 * hash table would cost more than all the rest; of two under way with the same slot, the later is
 * measured.
 */
struct issue {
	u64 request;
	u64 at;
};

struct issue issues[SLOTS];

static __always_inline u64 hash_of(const void *pointer, u32 bits)
{
	return (u64)pointer * 0x9E3779B97F4A7C15ULL >> (64 - bits);
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

/* The place of a request's device; NOWHERE if it has none. */
static __always_inline u32 place_of(struct request *request)
{
	struct request_queue *address = BPF_CORE_READ(request, q);
	struct queue *queue = &queues[hash_of(address, QUEUE_BITS)];
	u32 number, *place;

	if (queue->queue == (u64)address)
		return queue->place;
	number = device_of(request);
	place = bpf_map_lookup_elem(&devices, &number);
	if (!place)
		return NOWHERE;
	/* Two queues with one hash take turns; a reader of half an entry would count for the wrong one. */
	queue->queue = 0;
	queue->place = *place;
	queue->queue = (u64)address;
	return *place;
}

static __always_inline struct block_stats *stats_of(u32 place)
{
	u32 at = place * cpus + bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&stats, &at);
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
		device->sequential++;
	if (start >= last)
		histogram_add(&device->distance_forward, (start - last) << SECTOR_SHIFT, 1);
	else
		histogram_add(&device->distance_backward, (last - start) << SECTOR_SHIFT, 1);
	device->ends[device->next_end & (REMEMBERED - 1)] = start + sectors;
	device->next_end++;
}

static __always_inline bool is_sampled(struct block_stats *device)
{
	if (device->until_request > 1) {
		device->until_request--;
		return false;
	}
	device->until_request = GAP_LEAST + (((u64)bpf_get_prandom_u32() * GAP_CHOICES) >> 32);
	return true;
}

/* Requests under way: what all CPUs have issued, without what all have seen end. */
static __always_inline u64 depth_of(u32 place)
{
	u64 depth = 0;

	for (u32 cpu = 0; cpu < MOST_CPUS; cpu++) {
		u32 at = place * cpus + cpu;
		struct block_stats *device;

		if (cpu >= cpus)
			break;
		device = bpf_map_lookup_elem(&stats, &at);
		if (device)
			depth += device->issued - device->ended;
	}
	return (s64)depth > 0 ? depth : 0;
}

static __always_inline int issued(struct request *request)
{
	u32 place = place_of(request), bytes;
	struct block_stats *device;
	struct issue *issue;

	if (place >= MOST_DEVICES)
		return 0;
	device = stats_of(place);
	if (!device)
		return 0;
	device->issued++;
	bytes = BPF_CORE_READ(request, __data_len);
	if (bytes) /* a flush has neither size nor place */
		follow(device, BPF_CORE_READ(request, __sector), bytes >> SECTOR_SHIFT);
	if (!is_sampled(device))
		return 0;
	if (bytes)
		histogram_add(&device->size, bytes, SAMPLED);
	histogram_add(&device->depth, depth_of(place), SAMPLED);
	issue = &issues[hash_of(request, SLOT_BITS)];
	issue->at = bpf_ktime_get_ns();
	issue->request = (u64)request;
	return 0;
}

static __always_inline int completed(struct request *request, u32 bytes)
{
	struct issue *issue = &issues[hash_of(request, SLOT_BITS)];
	u32 place = place_of(request);
	struct block_stats *device;

	if (place >= MOST_DEVICES || bytes < BPF_CORE_READ(request, __data_len))
		return 0; /* the rest of it is still under way */
	device = stats_of(place);
	if (!device)
		return 0;
	device->ended++;
	if (issue->request != (u64)request)
		return 0;
	issue->request = 0;
	histogram_add(&device->latency, bpf_ktime_get_ns() - issue->at, SAMPLED);
	return 0;
}

/* Back in the queue: it will be issued again. */
static __always_inline int requeued(struct request *request)
{
	struct issue *issue = &issues[hash_of(request, SLOT_BITS)];
	u32 place = place_of(request);
	struct block_stats *device = place < MOST_DEVICES ? stats_of(place) : NULL;

	if (device)
		device->ended++;
	if (issue->request == (u64)request)
		issue->request = 0;
	return 0;
}

SEC("raw_tp/block_rq_issue")
int on_issue(struct bpf_raw_tracepoint_args *ctx)
{
	return issued((struct request *)(queue_comes_first ? ctx->args[1] : ctx->args[0]));
}

SEC("raw_tp/block_rq_requeue")
int on_requeue(struct bpf_raw_tracepoint_args *ctx)
{
	return requeued((struct request *)(queue_comes_first ? ctx->args[1] : ctx->args[0]));
}

/* (request, error, bytes) on every kernel. */
SEC("raw_tp/block_rq_complete")
int on_complete(struct bpf_raw_tracepoint_args *ctx)
{
	return completed((struct request *)ctx->args[0], ctx->args[2]);
}
