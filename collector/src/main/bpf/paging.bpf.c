// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Paging: what leaves the page cache, and who is held up. Of what leaves, one folio in SAMPLED is
 * looked at, and counts for SAMPLED. What enters is not looked at, as whoever waits for a page would
 * pay for it: it is what left, and what there is more of (class CacheInsertions).
 */
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 8
#define GAP_LEAST 5 /* gaps from 5 to 11: 8 on average */
#define GAP_CHOICES 7

#define DIRECT_RECLAIM 0
#define CGROUP_RECLAIM 1
#define COMPACTION 2

struct paging_stats {
	u64 cache_evictions;
	u64 kswapd_wakes;
	u32 until_eviction; /* folios until the next that is looked at */
	struct histogram direct_reclaim;
	struct histogram cgroup_reclaim;
	struct histogram direct_compaction;
} __attribute__((aligned(64)));

STATS(paging_stats)

/* Since when a task is held up, by task and by what. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, u64);
	__type(value, u64);
} held_up SEC(".maps");

/* Order of a large folio: since Linux 6.6 in its second page's flags. */
struct folio___order {
	unsigned char _folio_order;
} __attribute__((preserve_access_index));

struct folio___flags {
	unsigned long _flags_1;
} __attribute__((preserve_access_index));

enum pageflags {
	PG_head = 6, /* the running kernel's value is filled in */
};

/* ------------------------------------------------------------------------------- page cache */

static __always_inline u64 pages_of(struct folio *folio)
{
	unsigned long flags = 0;
	u32 head = bpf_core_enum_value(enum pageflags, PG_head);

	/* The flags have always come first, whatever type they had. */
	bpf_probe_read_kernel(&flags, sizeof(flags), folio);
	if (!(flags >> head & 1))
		return 1;
	if (bpf_core_field_exists(((struct folio___order *)folio)->_folio_order))
		return 1ULL << (BPF_CORE_READ((struct folio___order *)folio, _folio_order) & 31);
	if (bpf_core_field_exists(((struct folio___flags *)folio)->_flags_1))
		return 1ULL << (BPF_CORE_READ((struct folio___flags *)folio, _flags_1) & 31);
	return 1;
}

SEC("raw_tp/mm_filemap_delete_from_page_cache")
int BPF_PROG(on_eviction, struct folio *folio)
{
	struct paging_stats *cpu = this_cpu();

	if (cpu && is_sampled(&cpu->until_eviction, GAP_LEAST, GAP_CHOICES))
		cpu->cache_evictions += SAMPLED * pages_of(folio);
	return 0;
}

/* ------------------------------------------------------------------------ reclaim, compaction */

static __always_inline u64 held_up_key(u32 by)
{
	return (u64)(u32)bpf_get_current_pid_tgid() << 2 | by;
}

static __always_inline int begins(u32 by)
{
	u64 key = held_up_key(by), now = bpf_ktime_get_ns();

	bpf_map_update_elem(&held_up, &key, &now, BPF_ANY);
	return 0;
}

/* How long the task was held up; 0 if it was not seen to begin. */
static __always_inline u64 ends(u32 by)
{
	u64 key = held_up_key(by), took = 0;
	u64 *since = bpf_map_lookup_elem(&held_up, &key);

	if (since) {
		took = bpf_ktime_get_ns() - *since;
		bpf_map_delete_elem(&held_up, &key);
	}
	return took;
}

SEC("raw_tp/mm_vmscan_direct_reclaim_begin")
int on_direct_reclaim(void *ctx)
{
	return begins(DIRECT_RECLAIM);
}

SEC("raw_tp/mm_vmscan_direct_reclaim_end")
int on_direct_reclaim_end(void *ctx)
{
	struct paging_stats *cpu = this_cpu();
	u64 took = ends(DIRECT_RECLAIM);

	if (cpu && took)
		histogram_add(&cpu->direct_reclaim, took, 1);
	return 0;
}

SEC("raw_tp/mm_vmscan_memcg_reclaim_begin")
int on_cgroup_reclaim(void *ctx)
{
	return begins(CGROUP_RECLAIM);
}

SEC("raw_tp/mm_vmscan_memcg_reclaim_end")
int on_cgroup_reclaim_end(void *ctx)
{
	struct paging_stats *cpu = this_cpu();
	u64 took = ends(CGROUP_RECLAIM);

	if (cpu && took)
		histogram_add(&cpu->cgroup_reclaim, took, 1);
	return 0;
}

/* kcompactd compacts as well, and holds nobody up. */
static __always_inline bool is_kernel_thread(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	return BPF_CORE_READ(task, flags) & PF_KTHREAD;
}

SEC("raw_tp/mm_compaction_begin")
int on_compaction(void *ctx)
{
	return is_kernel_thread() ? 0 : begins(COMPACTION);
}

SEC("raw_tp/mm_compaction_end")
int on_compaction_end(void *ctx)
{
	struct paging_stats *cpu = this_cpu();
	u64 took = ends(COMPACTION);

	if (cpu && took)
		histogram_add(&cpu->direct_compaction, took, 1);
	return 0;
}

SEC("raw_tp/mm_vmscan_wakeup_kswapd")
int on_kswapd_wake(void *ctx)
{
	struct paging_stats *cpu = this_cpu();

	if (cpu)
		cpu->kswapd_wakes++;
	return 0;
}
