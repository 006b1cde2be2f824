// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * How long page faults take, where the kernel has fentry: only a function's entry and exit tell.
 * One fault in SAMPLED is measured and counts for SAMPLED.
 */
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 8
#define GAP_LEAST 5 /* gaps from 5 to 11: 8 on average */
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

STATS(faults_stats)

struct mark faulting[SLOTS];

SEC("fentry/handle_mm_fault")
int BPF_PROG(on_fault)
{
	struct faults_stats *cpu = this_cpu();
	u64 current = bpf_get_current_pid_tgid();
	u32 pid = current;

	if (!cpu || (s32)(current >> 32) == own_tgid)
		return 0;
	if (is_sampled(&cpu->until_fault, GAP_LEAST, GAP_CHOICES))
		set_mark(&faulting[pid & (SLOTS - 1)], pid, bpf_ktime_get_ns());
	return 0;
}

SEC("fexit/handle_mm_fault")
int BPF_PROG(on_fault_end, void *vma, unsigned long address, unsigned int flags, void *regs, u32 result)
{
	u32 pid = bpf_get_current_pid_tgid();
	struct mark *mark = &faulting[pid & (SLOTS - 1)];
	struct faults_stats *cpu;
	u64 took;

	if (!is_marked(mark, pid))
		return 0;
	took = take_mark(mark, bpf_ktime_get_ns());
	cpu = this_cpu();
	if (cpu)
		histogram_add(result & VM_FAULT_MAJOR ? &cpu->fault_major : &cpu->fault_minor, took, SAMPLED);
	return 0;
}
