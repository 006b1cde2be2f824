// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What the kernel counts for a program that does nothing: the counting. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("raw_tp/sched_switch")
int on_switch(void *context)
{
	return 0;
}

SEC("raw_tp/sched_wakeup")
int on_wakeup(void *context)
{
	return 0;
}
