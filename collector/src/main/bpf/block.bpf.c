// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Block devices: how long requests take, how large they are, and how they follow each other.
 * Requests are looked at in bursts.
 */
#include "devices.h"
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define BURST 16 /* requests on a CPU */
#define REMEMBERED 8 /* ends of requests, to tell a sequential one; a power of two */
#define SLOT_BITS 12
#define SLOTS (1 << SLOT_BITS)
#define REQUEST_BITS 8 /* a request is no smaller, with what its driver keeps beside it */
#define SECTOR_SHIFT 9

/* How a kernel hands over a request: alone, or after its queue (before Linux 5.11). */
const volatile u32 queue_comes_first = 0;

/* A CPU's requests to a device. CPUs share nothing here: they would wait for each other's caches. */
struct block_stats {
	u64 issued;
	u64 sequential;
	u32 next_end;
	u64 ends[REMEMBERED];
	struct histogram latency;
	struct histogram size;
	struct histogram distance_forward;
	struct histogram distance_backward;
} __attribute__((aligned(64)));

/* By device, in the order in which the reader numbers them, and then by CPU. */
STATS(block_stats)

struct observer {
	struct burst burst;
} __attribute__((aligned(64)));

OBSERVERS(observer)

/* When requests that are measured were issued, and for how many each counts. */
struct issue {
	u64 request; /* 0: none */
	u64 since : 56;
	u64 weight : 8;
};

struct issue issues[SLOTS];

/* A device's requests lie side by side, and so do their places here: few are touched. */
static __always_inline struct issue *issue_of(struct request *request)
{
	return &issues[(u64)request >> REQUEST_BITS & (SLOTS - 1)];
}

static __always_inline struct block_stats *device_of(struct request *request)
{
	struct gendisk *disk;

	if (bpf_core_field_exists(request->q->disk))
		disk = BPF_CORE_READ(request, q, disk);
	else
		disk = BPF_CORE_READ((struct request___rq_disk *)request, rq_disk);
	return stats_of(place_of_number(number_of(disk)));
}

/* Whether a request starts where one of the last ended. */
static __always_inline bool follows(struct block_stats *device, u64 start)
{
	bool follows = false;

#pragma unroll
	for (int i = 0; i < REMEMBERED; i++)
		follows |= device->ends[i] == start;
	return follows;
}

/* How far it is from the end of the last. */
static __always_inline void measure_distance(struct block_stats *device, u64 start, u64 weight)
{
	u64 last = device->ends[(device->next_end - 1) & (REMEMBERED - 1)];

	if (start >= last)
		histogram_add(&device->distance_forward, (start - last) << SECTOR_SHIFT, weight);
	else
		histogram_add(&device->distance_backward, (last - start) << SECTOR_SHIFT, weight);
}

static __always_inline void remember_end(struct block_stats *device, u64 end)
{
	device->ends[device->next_end & (REMEMBERED - 1)] = end;
	device->next_end++;
}

static __always_inline void measure(struct block_stats *device, struct request *request,
				    u64 sector, u32 bytes, u64 weight)
{
	struct issue *issue = issue_of(request);

	device->issued += weight;
	if (bytes) { /* a flush has neither size nor place */
		if (follows(device, sector))
			device->sequential += weight;
		measure_distance(device, sector, weight);
		histogram_add(&device->size, bytes, weight);
	}
	issue->since = bpf_ktime_get_ns();
	issue->weight = weight;
	issue->request = (u64)request;
}

static __always_inline int issued(struct request *request)
{
	struct observer *cpu = observe();
	struct block_stats *device;
	enum attention paid;
	u64 sector;
	u32 bytes;

	if (!cpu)
		return 0;
	paid = attention(&cpu->burst, BURST, REMEMBERED);
	if (paid == PASS)
		return 0;
	device = device_of(request);
	if (!device)
		return 0;
	sector = BPF_CORE_READ(request, __sector);
	bytes = BPF_CORE_READ(request, __data_len);
	if (paid == LOOK)
		measure(device, request, sector, bytes, cpu->burst.weight);
	if (bytes)
		remember_end(device, sector + (bytes >> SECTOR_SHIFT));
	return 0;
}

static __always_inline int completed(struct request *request, u32 bytes)
{
	struct issue *issue = issue_of(request);
	struct block_stats *device;
	u64 now;

	if (issue->request != (u64)request)
		return 0;
	if (bytes < BPF_CORE_READ(request, __data_len))
		return 0; /* the rest of it is still under way */
	issue->request = 0;
	device = device_of(request);
	now = bpf_ktime_get_ns();
	if (device)
		histogram_add(&device->latency, now > issue->since ? now - issue->since : 0,
			      issue->weight);
	return 0;
}

/* Back in the queue: it will be issued again. */
static __always_inline int requeued(struct request *request)
{
	struct issue *issue = issue_of(request);

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
