// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Block devices: how long requests take, how large they are, and how they follow each other. One
 * request in SAMPLED is measured, and counts for SAMPLED.
 */
#include "devices.h"
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 4
#define GAP_LEAST 3 /* gaps from 3 to 5, all as likely: 4 on average */
#define GAP_CHOICES 3
#define REMEMBERED 8 /* ends of requests, to tell a sequential one; a power of two */
#define SLOT_BITS 13
#define SLOTS (1 << SLOT_BITS)
#define QUEUE_BITS 8
#define QUEUES (1 << QUEUE_BITS)
#define SECTOR_SHIFT 9
#define READ_AT_ONCE 128 /* bytes */

/* How a kernel hands over a request: alone, or after its queue (before Linux 5.11). */
const volatile u32 queue_comes_first = 0;

/* A CPU's requests to a device. CPUs share nothing here: they would wait for each other's caches. */
struct block_stats {
	u64 issued;
	u64 sequential;
	struct histogram latency;
	struct histogram size;
	struct histogram distance_forward;
	struct histogram distance_backward;
	/* What the CPU is at; not for readers. */
	u64 ends[REMEMBERED];
	u32 next_end;
	u32 until_request; /* requests until the next that is measured */
} __attribute__((aligned(64)));

/* By device, in the order in which the reader numbers them, and then by CPU. */
STATS(block_stats)

/* The device that a queue is of, once it was looked up: its number << 32 | its place. */
struct queue {
	u64 queue;
	u64 device;
};

struct queue queues[QUEUES];

/* When measured requests were issued. */
struct mark issues[SLOTS];

static __always_inline struct mark *issue_of(struct request *request)
{
	return &issues[hash_of((u64)request, SLOT_BITS)];
}

static __always_inline u32 device_of(struct request *request)
{
	struct gendisk *disk;

	if (bpf_core_field_exists(request->q->disk))
		disk = BPF_CORE_READ(request, q, disk);
	else
		disk = BPF_CORE_READ((struct request___rq_disk *)request, rq_disk);
	return number_of(disk);
}

static __always_inline struct queue *queue_of(u64 address)
{
	return &queues[hash_of(address, QUEUE_BITS)];
}

/* The place of the device that a request is for; NOWHERE if it has none. */
static __always_inline u32 place_of(u64 address, struct request *request)
{
	struct queue *queue = queue_of(address);
	u32 number, place;

	if (queue->queue == address)
		return queue->device;
	number = device_of(request);
	place = place_of_number(number);
	if (place == NOWHERE)
		return NOWHERE;
	/* Two queues with one hash take turns; a reader of half an entry would count for the wrong one. */
	queue->queue = 0;
	queue->device = (u64)number << 32 | place;
	queue->queue = address;
	return place;
}

/* A device may go, and its queue's address be used again: what was looked up is forgotten then. */
static __always_inline bool is_still_of(u64 address, struct request *request)
{
	struct queue *queue = queue_of(address);

	if (queue->device >> 32 == device_of(request))
		return true;
	queue->queue = 0;
	return false;
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

/* What is wanted of a request, which lies close together: one copy is cheaper than three. */
struct wanted {
	u64 queue;
	u32 bytes;
	u64 sector;
};

static __always_inline bool look_at(struct request *request, struct wanted *wanted)
{
	u32 queue = bpf_core_field_offset(request->q);
	u32 bytes = bpf_core_field_offset(request->__data_len);
	u32 sector = bpf_core_field_offset(request->__sector);
	u8 copy[READ_AT_ONCE];

	if (sector + sizeof(u64) > sizeof(copy) || bytes > sector || queue > sector ||
	    bpf_probe_read_kernel(copy, sector + sizeof(u64), request))
		return false;
	wanted->queue = *(u64 *)(copy + queue);
	wanted->bytes = *(u32 *)(copy + bytes);
	wanted->sector = *(u64 *)(copy + sector);
	return true;
}

static __always_inline int issued(struct request *request)
{
	struct block_stats *device;
	struct wanted wanted;
	u32 place;

	if (!look_at(request, &wanted))
		return 0;
	place = place_of(wanted.queue, request);
	device = stats_of(place);
	if (!device)
		return 0;
	device->issued++;
	if (wanted.bytes) /* a flush has neither size nor place */
		follow(device, wanted.sector, wanted.bytes >> SECTOR_SHIFT);
	if (!is_sampled(&device->until_request, GAP_LEAST, GAP_CHOICES) ||
	    !is_still_of(wanted.queue, request))
		return 0;
	if (wanted.bytes)
		histogram_add(&device->size, wanted.bytes, SAMPLED);
	set_mark(issue_of(request), (u64)request, bpf_ktime_get_ns());
	return 0;
}

static __always_inline int completed(struct request *request, u32 bytes)
{
	struct mark *issue = issue_of(request);
	struct block_stats *device;
	u32 place;

	if (!is_marked(issue, (u64)request))
		return 0;
	if (bytes < BPF_CORE_READ(request, __data_len))
		return 0; /* the rest of it is still under way */
	place = place_of((u64)BPF_CORE_READ(request, q), request);
	device = stats_of(place);
	if (device)
		histogram_add(&device->latency, take_mark(issue, bpf_ktime_get_ns()), SAMPLED);
	return 0;
}

/* Back in the queue: it will be issued again. */
static __always_inline int requeued(struct request *request)
{
	struct mark *issue = issue_of(request);

	if (is_marked(issue, (u64)request))
		issue->who = 0;
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
