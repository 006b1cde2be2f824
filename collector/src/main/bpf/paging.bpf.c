// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Paging: what enters and leaves the page cache, what readahead is good for, and who is held up. */
#include "histogram.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Readahead is followed on one page in FOLLOWED of each file; such a page counts for FOLLOWED. */
#define FOLLOWED 64
#define MAX_FOLLOWED 64 /* at a time: readahead of 16 MiB in pages of 4 KiB */
#define REMEMBERED 16384

#define DIRECT_RECLAIM 0
#define CGROUP_RECLAIM 1
#define COMPACTION 2

struct paging_stats {
	u64 cache_insertions;
	u64 cache_evictions;
	u64 readahead;
	u64 readahead_used;
	u64 kswapd_wakes;
	u64 delivered;
	struct histogram direct_reclaim;
	struct histogram cgroup_reclaim;
	struct histogram direct_compaction;
	/* What this CPU is at; not for readers. */
	u64 fault_mapping; /* the page that was last faulted in from a file, by whom */
	u64 fault_index;
	u64 order_start; /* the readahead that was last announced with an order, by whom */
	u64 order_end;
	u32 fault_pid;
	u32 order_pid;
	u32 delivery_pid; /* the read() that was last looked at, by whom, and what it still wanted */
	u64 delivery_mapping;
	u64 delivery_first;
	u64 delivery_last;
} __attribute__((aligned(64)));

STATS(paging_stats)

/* Since when a task is held up, by task and by what. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, u64);
	__type(value, u64);
} held_up SEC(".maps");

/* Pages that readahead asked for and nobody has used yet. */
struct page_key {
	u64 mapping;
	u64 index;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, REMEMBERED);
	__type(key, struct page_key);
	__type(value, u8);
} unused SEC(".maps");

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

SEC("raw_tp/mm_filemap_add_to_page_cache")
int BPF_PROG(on_insertion, struct folio *folio)
{
	struct paging_stats *cpu = this_cpu();

	if (cpu)
		cpu->cache_insertions += pages_of(folio);
	return 0;
}

SEC("raw_tp/mm_filemap_delete_from_page_cache")
int BPF_PROG(on_eviction, struct folio *folio)
{
	struct paging_stats *cpu = this_cpu();

	if (cpu)
		cpu->cache_evictions += pages_of(folio);
	return 0;
}

/* -------------------------------------------------------------------------------- readahead */

/* The first page from an index on that is followed: files differ in which ones are. */
static __always_inline u64 first_followed(u64 mapping, u64 index)
{
	u64 phase = (mapping >> 6) * 0x9E3779B97F4A7C15ULL >> 58;

	return index + ((phase - index) & (FOLLOWED - 1));
}

static __always_inline void reads_ahead(struct paging_stats *cpu, u64 mapping, u64 start, u64 pages)
{
	struct page_key key = { .mapping = mapping, .index = first_followed(mapping, start) };
	u32 pid = bpf_get_current_pid_tgid();
	bool is_fault = cpu->fault_pid == pid && cpu->fault_mapping == mapping;
	u8 one = 1;

	cpu->readahead += pages;
	for (int i = 0; i < MAX_FOLLOWED; i++) {
		if (key.index >= start + pages)
			break;
		/* The page whose fault set the readahead off is used at once. */
		if (is_fault && cpu->fault_index == key.index)
			cpu->readahead_used += FOLLOWED;
		else
			bpf_map_update_elem(&unused, &key, &one, BPF_ANY);
		key.index += FOLLOWED;
	}
}

static __always_inline void uses(struct paging_stats *cpu, u64 mapping, u64 first, u64 last)
{
	struct page_key key = { .mapping = mapping, .index = first_followed(mapping, first) };

	for (int i = 0; i < MAX_FOLLOWED; i++) {
		if (key.index > last)
			break;
		if (!bpf_map_delete_elem(&unused, &key))
			cpu->readahead_used += FOLLOWED;
		key.index += FOLLOWED;
	}
}

SEC("raw_tp/page_cache_ra_order")
int BPF_PROG(on_readahead_order, struct inode *inode, unsigned long start, struct file_ra_state *ra)
{
	struct paging_stats *cpu = this_cpu();
	u64 pages;

	if (!cpu)
		return 0;
	pages = BPF_CORE_READ(ra, size);
	cpu->order_pid = bpf_get_current_pid_tgid();
	cpu->order_start = start;
	cpu->order_end = start + pages;
	reads_ahead(cpu, (u64)BPF_CORE_READ(inode, i_mapping), start, pages);
	return 0;
}

SEC("raw_tp/page_cache_ra_unbounded")
int BPF_PROG(on_readahead, struct inode *inode, unsigned long start, unsigned long pages)
{
	struct paging_stats *cpu = this_cpu();
	u32 pid = bpf_get_current_pid_tgid();

	if (!cpu)
		return 0;
	/* A file system without large folios: the same readahead, announced a second time. */
	if (cpu->order_pid == pid && start >= cpu->order_start && start < cpu->order_end) {
		cpu->order_pid = 0;
		return 0;
	}
	reads_ahead(cpu, (u64)BPF_CORE_READ(inode, i_mapping), start, pages);
	return 0;
}

SEC("raw_tp/mm_filemap_get_pages")
int BPF_PROG(on_read, struct address_space *mapping, unsigned long first, unsigned long last)
{
	struct paging_stats *cpu = this_cpu();

	if (cpu)
		uses(cpu, (u64)mapping, first, last);
	return 0;
}

SEC("raw_tp/mm_filemap_map_pages")
int BPF_PROG(on_map, struct address_space *mapping, unsigned long first, unsigned long last)
{
	struct paging_stats *cpu = this_cpu();

	if (cpu)
		uses(cpu, (u64)mapping, first, last);
	return 0;
}

SEC("raw_tp/mm_filemap_fault")
int BPF_PROG(on_file_fault, struct address_space *mapping, unsigned long index)
{
	struct paging_stats *cpu = this_cpu();

	if (!cpu)
		return 0;
	cpu->fault_pid = bpf_get_current_pid_tgid();
	cpu->fault_mapping = (u64)mapping;
	cpu->fault_index = index;
	uses(cpu, (u64)mapping, index, index);
	return 0;
}

/* --------------------------------------------------------------------------------- delivery */

/*
 * What read() takes from the page cache. It asks again and again for what it still wants, up to the
 * same last page, after it had to wait or when one batch of pages was not enough: counted once.
 */
SEC("raw_tp/mm_filemap_get_pages")
int BPF_PROG(on_delivery, struct address_space *mapping, unsigned long first, unsigned long last)
{
	struct paging_stats *cpu = this_cpu();
	u32 pid = bpf_get_current_pid_tgid();
	bool goes_on;

	if (!cpu)
		return 0;
	goes_on = cpu->delivery_pid == pid && cpu->delivery_mapping == (u64)mapping &&
		  cpu->delivery_last == last && first > cpu->delivery_first;
	if (!goes_on)
		cpu->delivered += last - first + 1;
	cpu->delivery_pid = pid;
	cpu->delivery_mapping = (u64)mapping;
	cpu->delivery_first = first;
	cpu->delivery_last = last;
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
