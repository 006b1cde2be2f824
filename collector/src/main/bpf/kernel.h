/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * What the programs read of the kernel's structures: the fields alone, without their places. The
 * places are filled in when a program is loaded, from the running kernel's BTF (CO-RE), so that one
 * object serves every kernel. A name after three underscores tells apart what a structure was like
 * at different times.
 */
#ifndef TRIMTAB_KERNEL_H
#define TRIMTAB_KERNEL_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <stdbool.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s32 s32;
typedef __s64 s64;

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct kernfs_node {
	u64 id;
};

struct cgroup;

struct cgroup_subsys_state {
	struct cgroup *cgroup;
	struct cgroup_subsys_state *parent;
};

struct cgroup {
	struct cgroup_subsys_state self;
	struct kernfs_node *kn;
};

struct css_set {
	struct cgroup_subsys_state *subsys[1]; /* as many as there are controllers */
	struct cgroup *dfl_cgrp;
};

struct task_struct {
	s32 pid;
	s32 tgid;
	u32 flags;
	u32 __state;
	u32 in_iowait : 1;
	unsigned long min_flt;
	unsigned long maj_flt;
	u64 start_boottime;
	struct task_struct *group_leader;
	struct css_set *cgroups;
};

/* Which of a css_set's is the memory controller's; its number is filled in as fields' places are. */
enum cgroup_subsys_id {
	memory_cgrp_id
};

/* Before Linux 5.14. */
struct task_struct___state {
	long state;
};

struct gendisk {
	int major;
	int first_minor;
};

struct request_queue {
	struct gendisk *disk;
};

struct request {
	struct request_queue *q;
	u32 __data_len;
	u64 __sector;
};

/* Before Linux 5.16. */
struct request___rq_disk {
	struct gendisk *rq_disk;
};

struct block_device {
	struct gendisk *bd_disk;
};

struct super_block {
	struct block_device *s_bdev; /* NULL: not on a device */
};

struct address_space {
	struct inode *host;
};

struct inode {
	struct super_block *i_sb;
	struct address_space *i_mapping;
	s64 i_size;
};

struct file {
	struct address_space *f_mapping;
};

struct kiocb {
	struct file *ki_filp;
	s64 ki_pos;
};

struct iov_iter {
	unsigned long count;
};

struct vm_area_struct {
	struct file *vm_file;
};

struct vm_fault {
	struct vm_area_struct *vma;
	unsigned long pgoff;
};

struct readahead_control {
	struct address_space *mapping;
	unsigned long _index;
};

struct folio;

struct file_ra_state {
	u32 size;
};

/* Where the faulting instruction is, on the machines that have the hook. */
struct pt_regs___x86 {
	unsigned long ip;
};

#pragma clang attribute pop

#define PF_KTHREAD 0x00200000

#endif
