// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * The scheduler: how long tasks wait for a CPU, how long they keep it, how long CPUs stay idle.
 *
 * A switch happens up to a million times a second, so that every nanosecond here is paid for by the
 * work that is observed. Hence: one event in SAMPLED is measured, and counts for SAMPLED. The gaps
 * between measured events are drawn at random, as a fixed step would fall in with the alternation of
 * two tasks and see one of them alone. Nothing is looked up in a hash: a task that waits has its
 * time in a slot that its number picks, and of two with the same slot the later is measured.
 */
#include "kernel.h"
#include "histogram.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define SAMPLED 8
#define GAP_LEAST 5 /* gaps from 5 to 11, all as likely: 8 on average */
#define GAP_CHOICES 7
#define SLOTS 16384

/* The observer, which is left out of what it observes. */
const volatile s32 own_tgid = 0;
/* 1: measure every event. */
const volatile u32 measure_all = 0;

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
	u64 switched_in; /* when the task that runs was switched in; 0: not measured */
	u32 until_switch; /* events until the next that is measured */
	u32 until_wakeup;
} __attribute__((aligned(64)));

/* One for each CPU, read through a memory mapping. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* set to the number of CPUs before loading */
	__type(key, u32);
	__type(value, struct sched_stats);
} stats SEC(".maps");

/* Since when a task waits. A number of 0 says that it does not, or is not measured. */
struct slot {
	u64 runnable_since;
	u64 blocked_since;
	u32 runnable_pid;
	u32 blocked_pid;
	u64 unused; /* two to a cache line */
};

struct slot waiting[SLOTS];

static __always_inline struct sched_stats *this_cpu(void)
{
	u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&stats, &cpu);
}

static __always_inline u64 weight(void)
{
	return measure_all ? 1 : SAMPLED;
}

/* Whether to measure this event, given a countdown to the next that is to be measured. */
static __always_inline bool is_sampled(u32 *until)
{
	if (measure_all)
		return true;
	if (*until > 1) {
		*until -= 1;
		return false;
	}
	*until = GAP_LEAST + (((u64)bpf_get_prandom_u32() * GAP_CHOICES) >> 32);
	return true;
}

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

/* Clocks of two CPUs may differ by a little. */
static __always_inline u64 elapsed(u64 since, u64 now)
{
	return now > since ? now - since : 0;
}

static __always_inline int woken(struct task_struct *task)
{
	struct sched_stats *cpu = this_cpu();
	struct slot *slot;
	u32 pid;

	if (!cpu)
		return 0;
	cpu->wakeups++;
	if (!is_sampled(&cpu->until_wakeup))
		return 0;
	pid = BPF_CORE_READ(task, pid);
	if (BPF_CORE_READ(task, tgid) == own_tgid)
		return 0;
	slot = slot_of(pid);
	slot->runnable_since = bpf_ktime_get_ns();
	slot->runnable_pid = pid;
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
		cpu->switches_involuntary += weight();
		if (!is_own) {
			slot->runnable_since = now;
			slot->runnable_pid = pid;
		}
		return;
	}
	cpu->switches_voluntary += weight();
	if (!is_own && BPF_CORE_READ_BITFIELD_PROBED(task, in_iowait)) {
		slot->blocked_since = now;
		slot->blocked_pid = pid;
	}
}

/* The task that gets the CPU: how long it waited. */
static __always_inline void arrives(struct sched_stats *cpu, u32 pid, u64 now)
{
	struct slot *slot = slot_of(pid);

	if (slot->runnable_pid != pid && slot->blocked_pid != pid)
		return;
	if (!now)
		now = bpf_ktime_get_ns();
	if (slot->runnable_pid == pid) {
		slot->runnable_pid = 0;
		histogram_add(&cpu->runqueue_latency, elapsed(slot->runnable_since, now), weight());
	}
	if (slot->blocked_pid == pid) {
		slot->blocked_pid = 0;
		histogram_add(&cpu->io_wait, elapsed(slot->blocked_since, now), weight());
	}
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
	if (cpu->switched_in) {
		now = bpf_ktime_get_ns();
		if (!prev_pid)
			histogram_add(&cpu->idle_length, elapsed(cpu->switched_in, now), weight());
		else if (!is_own)
			histogram_add(&cpu->time_on_cpu, elapsed(cpu->switched_in, now), weight());
		cpu->switched_in = 0;
	}
	/* Woken while it still ran: it did not wait, and this mark would outlive its sleep. */
	if (prev_pid && slot_of(prev_pid)->runnable_pid == prev_pid)
		slot_of(prev_pid)->runnable_pid = 0;
	if (is_sampled(&cpu->until_switch)) {
		if (!now)
			now = bpf_ktime_get_ns();
		cpu->switched_in = now;
		if (prev_pid)
			leaves(cpu, prev, prev_pid, preempt || !state_of(prev), is_own, now);
	}
	next_pid = BPF_CORE_READ(next, pid);
	if (next_pid)
		arrives(cpu, next_pid, now);
	return 0;
}
