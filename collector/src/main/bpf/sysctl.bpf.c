// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Who writes a sysctl, and what it was before. It never stands in the way of a write. */
#include "kernel.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define TEXT 64
#define ALLOW 1

struct sysctl_write {
	u64 at; /* CLOCK_MONOTONIC, ns */
	u64 cgroup; /* its number in the v2 hierarchy */
	u32 tgid;
	u32 uid;
	char command[16];
	char name[TEXT]; /* as a path below /proc/sys */
	char before[TEXT];
	char after[TEXT];
};

/* A variable of the type puts it into the object's type information, where the reader looks it up. */
const struct sysctl_write *described __attribute__((unused));

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} writes SEC(".maps");

/* Writes that found the ring full. */
u64 lost = 0;

SEC("cgroup/sysctl")
int on_sysctl(struct bpf_sysctl *ctx)
{
	struct sysctl_write *write;

	if (!ctx->write)
		return ALLOW;
	write = bpf_ringbuf_reserve(&writes, sizeof(*write), 0);
	if (!write) {
		__sync_fetch_and_add(&lost, 1);
		return ALLOW;
	}
	__builtin_memset(write, 0, sizeof(*write));
	write->at = bpf_ktime_get_ns();
	write->cgroup = bpf_get_current_cgroup_id();
	write->tgid = bpf_get_current_pid_tgid() >> 32;
	write->uid = bpf_get_current_uid_gid();
	bpf_get_current_comm(write->command, sizeof(write->command));
	bpf_sysctl_get_name(ctx, write->name, sizeof(write->name), 0);
	bpf_sysctl_get_current_value(ctx, write->before, sizeof(write->before));
	bpf_sysctl_get_new_value(ctx, write->after, sizeof(write->after));
	bpf_ringbuf_submit(write, 0);
	return ALLOW;
}
