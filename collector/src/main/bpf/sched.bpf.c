// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The scheduler: how long tasks wait for a CPU, how long they keep it, how long CPUs stay idle. One
 * event in SAMPLED is measured, and counts for SAMPLED.
 */
#include "histogram.h"
#include "sampling.h"
#include "stats.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 16
#define GAP_LEAST 12 /* gaps from 12 to 20, all as likely: 16 on average */
#define GAP_CHOICES 9
#define SLOT_BITS 11 /* few pages: they are to stay in the TLB */
#define SLOTS (1 << SLOT_BITS)
#define MEASURED 1

/* The observer, which is left out of what it observes. */
const volatile s32 own_tgid = 0;

/* What every event touches comes first, in one cache line: a CPU that was idle has none of it. */
struct sched_stats {
	u64 switches_voluntary;
	u64 switches_involuntary;
	u64 wakeups;
	u64 migrations;
	struct mark switched_in; /* when the task that runs was switched in */
	u64 idle; /* the task that this CPU runs when there is none */
	u32 until_switch; /* events until the next that is measured */
	u32 until_wakeup;
	struct histogram runqueue_latency;
	struct histogram time_on_cpu;
	struct histogram idle_length;
	struct histogram io_wait;
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

/* A task is known by its address, as its number would have to be read first. */
static __always_inline struct slot *slot_of(struct task_struct *task)
{
	return &waiting[hash_of((u64)task, SLOT_BITS)];
}

static __always_inline int woken(struct task_struct *task)
{
	struct sched_stats *cpu = this_cpu();

	if (!cpu)
		return 0;
	cpu->wakeups++;
	if (is_sampled(&cpu->until_wakeup, GAP_LEAST, GAP_CHOICES) &&
	    BPF_CORE_READ(task, tgid) != own_tgid)
		set_mark(&slot_of(task)->runnable, (u64)task, bpf_ktime_get_ns());
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
static __always_inline void leaves(struct sched_stats *cpu, struct task_struct *task,
				   bool is_runnable, bool is_own, u64 now)
{
	struct slot *slot = slot_of(task);

	if (is_runnable) {
		cpu->switches_involuntary += SAMPLED;
		if (!is_own)
			set_mark(&slot->runnable, (u64)task, now);
		return;
	}
	cpu->switches_voluntary += SAMPLED;
	if (!is_own && BPF_CORE_READ_BITFIELD_PROBED(task, in_iowait))
		set_mark(&slot->blocked, (u64)task, now);
}

/* Woken while it still ran: it did not wait, and this mark would outlive its sleep. */
static __always_inline void stays_awake(struct task_struct *task)
{
	struct mark *runnable = &slot_of(task)->runnable;

	if (is_marked(runnable, (u64)task))
		runnable->who = 0;
}

/* The task that gets the CPU: how long it waited. */
static __always_inline void arrives(struct sched_stats *cpu, struct task_struct *task, u64 now)
{
	struct slot *slot = slot_of(task);
	bool has_waited = is_marked(&slot->runnable, (u64)task);
	bool has_blocked = is_marked(&slot->blocked, (u64)task);

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
	bool is_idle = !(u32)current, is_own = (s32)(current >> 32) == own_tgid;
	u64 now = 0;

	if (!cpu)
		return 0;
	if (is_marked(&cpu->switched_in, MEASURED)) {
		u64 took;

		now = bpf_ktime_get_ns();
		took = take_mark(&cpu->switched_in, now);
		if (is_idle)
			histogram_add(&cpu->idle_length, took, SAMPLED);
		else if (!is_own)
			histogram_add(&cpu->time_on_cpu, took, SAMPLED);
	}
	if (is_idle)
		cpu->idle = (u64)prev;
	else
		stays_awake(prev);
	if (is_sampled(&cpu->until_switch, GAP_LEAST, GAP_CHOICES)) {
		if (!now)
			now = bpf_ktime_get_ns();
		set_mark(&cpu->switched_in, MEASURED, now);
		if (!is_idle)
			leaves(cpu, prev, preempt || !state_of(prev), is_own, now);
	}
	if ((u64)next != cpu->idle)
		arrives(cpu, next, now);
	return 0;
}
