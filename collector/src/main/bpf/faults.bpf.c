// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * How long page faults take, where the kernel has fentry: only a function's entry and exit tell.
 * One fault in SAMPLED is measured and counts for SAMPLED; see sched.bpf.c for the gaps.
 */
#include "kernel.h"
#include "histogram.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 8
#define GAP_LEAST 5
#define GAP_CHOICES 7
#define SLOTS 16384
#define VM_FAULT_MAJOR 0x4

const volatile s32 own_tgid = 0;

struct faults_stats {
	struct histogram fault_minor;
	struct histogram fault_major;
	/* What this CPU is at; not for readers. */
	u32 until_fault;
} __attribute__((aligned(64)));

/* One for each CPU, read through a memory mapping. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* set to the number of CPUs before loading */
	__type(key, u32);
	__type(value, struct faults_stats);
} stats SEC(".maps");

struct slot {
	u64 since;
	u64 pid;
};

struct slot faulting[SLOTS];

static __always_inline struct faults_stats *this_cpu(void)
{
	u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&stats, &cpu);
}

SEC("fentry/handle_mm_fault")
int BPF_PROG(on_fault)
{
	struct faults_stats *cpu = this_cpu();
	u64 current = bpf_get_current_pid_tgid();
	u32 pid = current;
	struct slot *slot = &faulting[pid & (SLOTS - 1)];

	if (!cpu || (s32)(current >> 32) == own_tgid)
		return 0;
	if (cpu->until_fault > 1) {
		cpu->until_fault--;
		return 0;
	}
	cpu->until_fault = GAP_LEAST + (((u64)bpf_get_prandom_u32() * GAP_CHOICES) >> 32);
	slot->pid = pid;
	slot->since = bpf_ktime_get_ns();
	return 0;
}

SEC("fexit/handle_mm_fault")
int BPF_PROG(on_fault_end, void *vma, unsigned long address, unsigned int flags, void *regs, u32 result)
{
	u32 pid = bpf_get_current_pid_tgid();
	struct slot *slot = &faulting[pid & (SLOTS - 1)];
	struct faults_stats *cpu;
	u64 took;

	if (slot->pid != pid)
		return 0;
	slot->pid = 0;
	took = bpf_ktime_get_ns() - slot->since;
	cpu = this_cpu();
	if (cpu)
		histogram_add(result & VM_FAULT_MAJOR ? &cpu->fault_major : &cpu->fault_minor, took, SAMPLED);
	return 0;
}
