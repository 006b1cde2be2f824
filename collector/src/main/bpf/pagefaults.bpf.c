// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Every page fault of chosen processes, one by one: where and when. What kind a fault was is known only
 * when it is over, and no hook says so on every kernel; the task's own counts of major and minor
 * faults, read at its next fault, do.
 */
#include "kernel.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define FAULT 0
#define EXEC 1
#define EXIT 2
#define ADDRESS_END (1ULL << 56) /* user addresses are below, with five levels of page tables, too */
#define DEPTH 12 /* cgroups within cgroups that are looked through */

struct page_fault {
	u64 at; /* CLOCK_MONOTONIC, ns */
	u64 address;
	u64 start; /* when its process started, CLOCK_BOOTTIME, ns: tells two of one number apart */
	u32 tgid;
	u32 tid;
	u32 majors; /* the thread's counts before this fault */
	u32 minors;
	u32 ip; /* the faulting instruction's address, its low half */
	u32 kind;
};

/* A variable of the type puts it into the object's type information, where the reader looks it up. */
const struct page_fault *described __attribute__((unused));

const volatile s32 own_tgid = 0;
/* The cgroup whose processes are chosen, by its directory's inode; 0: those in targets. */
const volatile u64 wanted_cgroup = 0;
/* Whether children of chosen processes are chosen, too. */
const volatile s32 follow = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, u32);
	__type(value, u32);
} targets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1024 * 1024);
} page_faults SEC(".maps");

/* How many bytes may wait before the reader is woken; 0: it is woken when it has read all. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, u32);
} patience SEC(".maps");

/* Faults that found the ring full. */
u64 lost = 0;

static __always_inline bool is_below(struct cgroup_subsys_state *css)
{
	for (int i = 0; i < DEPTH && css; i++) {
		if (BPF_CORE_READ(css, cgroup, kn, id) == wanted_cgroup)
			return true;
		css = BPF_CORE_READ(css, parent);
	}
	return false;
}

/* The cgroup may be one of the memory controller's own hierarchy (v1), or of the common one (v2). */
static __always_inline bool is_in_cgroup(struct task_struct *task)
{
	struct css_set *set = BPF_CORE_READ(task, cgroups);
	struct cgroup_subsys_state *css = NULL;
	int memory = 0;

	if (bpf_core_enum_value_exists(enum cgroup_subsys_id, memory_cgrp_id)) {
		memory = bpf_core_enum_value(enum cgroup_subsys_id, memory_cgrp_id);
		bpf_probe_read_kernel(&css, sizeof(css),
			(void *)set + bpf_core_field_offset(struct css_set, subsys) + memory * sizeof(css));
		if (is_below(css))
			return true;
	}
	return is_below((void *)BPF_CORE_READ(set, dfl_cgrp) + bpf_core_field_offset(struct cgroup, self));
}

static __always_inline bool is_chosen(u32 tgid, struct task_struct *task)
{
	if (tgid == (u32)own_tgid)
		return false;
	return wanted_cgroup ? is_in_cgroup(task) : bpf_map_lookup_elem(&targets, &tgid) != NULL;
}

static __always_inline u64 when_to_wake(void)
{
	u32 zero = 0;
	u32 *bytes = bpf_map_lookup_elem(&patience, &zero);
	u64 waiting;

	if (!bytes || !*bytes)
		return 0;
	waiting = bpf_ringbuf_query(&page_faults, BPF_RB_AVAIL_DATA);
	return waiting >= *bytes && waiting < *bytes + sizeof(struct page_fault) + 8 ? BPF_RB_FORCE_WAKEUP :
										       BPF_RB_NO_WAKEUP;
}

static __always_inline void tell(u32 kind, u64 address, u64 ip)
{
	u64 current = bpf_get_current_pid_tgid();
	struct task_struct *task = (void *)bpf_get_current_task();
	struct page_fault *fault;

	if (!is_chosen(current >> 32, task))
		return;
	fault = bpf_ringbuf_reserve(&page_faults, sizeof(*fault), 0);
	if (!fault) {
		__sync_fetch_and_add(&lost, 1);
		return;
	}
	fault->at = bpf_ktime_get_ns();
	fault->address = address;
	fault->start = BPF_CORE_READ(task, group_leader, start_boottime);
	fault->tgid = current >> 32;
	fault->tid = current;
	fault->majors = BPF_CORE_READ(task, maj_flt);
	fault->minors = BPF_CORE_READ(task, min_flt);
	fault->ip = ip;
	fault->kind = kind;
	bpf_ringbuf_submit(fault, kind == FAULT ? when_to_wake() : BPF_RB_FORCE_WAKEUP);
}


SEC("raw_tp/page_fault_user")
int on_user_fault(struct bpf_raw_tracepoint_args *ctx)
{
	struct pt_regs___x86 *regs = (void *)ctx->args[1];

	tell(FAULT, ctx->args[0], bpf_core_field_exists(regs->ip) ? BPF_CORE_READ(regs, ip) : 0);
	return 0;
}

/* The kernel's own faults at user addresses: a system call's buffer was not there. */
SEC("raw_tp/page_fault_kernel")
int on_kernel_fault(struct bpf_raw_tracepoint_args *ctx)
{
	if (ctx->args[0] < ADDRESS_END)
		tell(FAULT, ctx->args[0], 0);
	return 0;
}

SEC("raw_tp/sched_process_exec")
int on_exec(void *ctx)
{
	tell(EXEC, 0, 0);
	return 0;
}

SEC("raw_tp/sched_process_fork")
int on_fork(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *parent = (void *)ctx->args[0];
	struct task_struct *child = (void *)ctx->args[1];
	u32 from, to, one = 1;

	if (!follow || wanted_cgroup)
		return 0;
	from = BPF_CORE_READ(parent, tgid);
	to = BPF_CORE_READ(child, tgid);
	if (from != to && bpf_map_lookup_elem(&targets, &from))
		bpf_map_update_elem(&targets, &to, &one, BPF_ANY);
	return 0;
}

/* The first thread of a process stands for it: that others outlive it is rare, and costs but advice. */
SEC("raw_tp/sched_process_exit")
int on_exit(void *ctx)
{
	u64 current = bpf_get_current_pid_tgid();
	u32 tgid = current >> 32;

	if (tgid != (u32)current)
		return 0;
	tell(EXIT, 0, 0);
	bpf_map_delete_elem(&targets, &tgid);
	return 0;
}
