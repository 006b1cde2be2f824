// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The scheduler: how long tasks wait for a CPU, how long they keep it, how long CPUs stay idle. One
 * event in SAMPLED is measured, and counts for SAMPLED.
 */
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 8
#define GAP_LEAST 5 /* gaps from 5 to 11, all as likely: 8 on average */
#define GAP_CHOICES 7
#define SLOTS 16384
#define MEASURED 1

/* The observer, which is left out of what it observes. */
const volatile s32 own_tgid = 0;

struct sched_stats {
	u64 switches_voluntary;
	u64 switches_involuntary;
	u64 wakeups;
	u64 migrations;
	struct histogram runqueue_latency;
	struct histogram time_on_cpu;
	struct histogram idle_length;
	struct histogram io_wait;
	/* What this CPU is at; not for readers. */
	struct mark switched_in; /* when the task that runs was switched in */
	u32 until_switch; /* events until the next that is measured */
	u32 until_wakeup;
} __attribute__((aligned(64)));

STATS(sched_stats)

/* Since when a task waits: for a CPU, or for a device. */
struct slot {
	struct mark runnable;
	struct mark blocked;
};

struct slot waiting[SLOTS];

static __always_inline long state_of(struct task_struct *task)
{
	if (bpf_core_field_exists(task->__state))
		return BPF_CORE_READ(task, __state);
	return BPF_CORE_READ((struct task_struct___state *)task, state);
}

static __always_inline struct slot *slot_of(u32 pid)
{
	return &waiting[pid & (SLOTS - 1)];
}

static __always_inline int woken(struct task_struct *task)
{
	struct sched_stats *cpu = this_cpu();
	u32 pid;

	if (!cpu)
		return 0;
	cpu->wakeups++;
	if (!is_sampled(&cpu->until_wakeup, GAP_LEAST, GAP_CHOICES))
		return 0;
	if (BPF_CORE_READ(task, tgid) == own_tgid)
		return 0;
	pid = BPF_CORE_READ(task, pid);
	set_mark(&slot_of(pid)->runnable, pid, bpf_ktime_get_ns());
	return 0;
}

SEC("raw_tp/sched_wakeup")
int BPF_PROG(on_wakeup, struct task_struct *task)
{
	return woken(task);
}

SEC("raw_tp/sched_wakeup_new")
int BPF_PROG(on_wakeup_new, struct task_struct *task)
{
	return woken(task);
}

SEC("raw_tp/sched_migrate_task")
int BPF_PROG(on_migrate, struct task_struct *task)
{
	struct sched_stats *cpu = this_cpu();

	if (cpu)
		cpu->migrations++;
	return 0;
}

/*
 * The task that leaves its CPU, in one switch of SAMPLED: why it leaves. One that is preempted stays
 * in the run queue, even on its way to sleep.
 */
static __always_inline void leaves(struct sched_stats *cpu, struct task_struct *task, u32 pid,
				   bool is_runnable, bool is_own, u64 now)
{
	struct slot *slot = slot_of(pid);

	if (is_runnable) {
		cpu->switches_involuntary += SAMPLED;
		if (!is_own)
			set_mark(&slot->runnable, pid, now);
		return;
	}
	cpu->switches_voluntary += SAMPLED;
	if (!is_own && BPF_CORE_READ_BITFIELD_PROBED(task, in_iowait))
		set_mark(&slot->blocked, pid, now);
}

/* The task that gets the CPU: how long it waited. */
static __always_inline void arrives(struct sched_stats *cpu, u32 pid, u64 now)
{
	struct slot *slot = slot_of(pid);
	bool has_waited = is_marked(&slot->runnable, pid), has_blocked = is_marked(&slot->blocked, pid);

	if (!has_waited && !has_blocked)
		return;
	if (!now)
		now = bpf_ktime_get_ns();
	if (has_waited)
		histogram_add(&cpu->runqueue_latency, take_mark(&slot->runnable, now), SAMPLED);
	if (has_blocked)
		histogram_add(&cpu->io_wait, take_mark(&slot->blocked, now), SAMPLED);
}

SEC("raw_tp/sched_switch")
int BPF_PROG(on_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	struct sched_stats *cpu = this_cpu();
	u64 current = bpf_get_current_pid_tgid();
	u32 prev_pid = current, next_pid;
	bool is_own = (s32)(current >> 32) == own_tgid;
	u64 now = 0;

	if (!cpu)
		return 0;
	if (is_marked(&cpu->switched_in, MEASURED)) {
		u64 took;

		now = bpf_ktime_get_ns();
		took = take_mark(&cpu->switched_in, now);
		if (!prev_pid)
			histogram_add(&cpu->idle_length, took, SAMPLED);
		else if (!is_own)
			histogram_add(&cpu->time_on_cpu, took, SAMPLED);
	}
	/* Woken while it still ran: it did not wait, and this mark would outlive its sleep. */
	if (prev_pid && is_marked(&slot_of(prev_pid)->runnable, prev_pid))
		slot_of(prev_pid)->runnable.who = 0;
	if (is_sampled(&cpu->until_switch, GAP_LEAST, GAP_CHOICES)) {
		if (!now)
			now = bpf_ktime_get_ns();
		set_mark(&cpu->switched_in, MEASURED, now);
		if (prev_pid)
			leaves(cpu, prev, prev_pid, preempt || !state_of(prev), is_own, now);
	}
	next_pid = BPF_CORE_READ(next, pid);
	if (next_pid)
		arrives(cpu, next_pid, now);
	return 0;
}
