/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sandbox.h"

#include <asm/signal.h>
#include <linux/capability.h>
#include <linux/fcntl.h>
#include <linux/kdev_t.h>
#include <linux/mount.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/stat.h>

#define ROOT "/sandbox"
#define GROUP "/group/program"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *name;
	unsigned int major, minor;
	unsigned int kind;
} DEVICES[] = {
	{ROOT "/dev/null", 1, 3, S_IFCHR},    {ROOT "/dev/zero", 1, 5, S_IFCHR},
	{ROOT "/dev/full", 1, 7, S_IFCHR},    {ROOT "/dev/random", 1, 8, S_IFCHR},
	{ROOT "/dev/urandom", 1, 9, S_IFCHR}, {ROOT "/dev/ptmx", 5, 2, S_IFCHR},
	{ROOT "/dev/fuse", 10, 229, S_IFCHR}, {ROOT "/dev/net/tun", 10, 200, S_IFCHR},
	{ROOT "/dev/loop0", 7, 0, S_IFBLK},   {ROOT "/dev/loop1", 7, 1, S_IFBLK},
};

static const struct {
	int resource;
	unsigned long limit;
} LIMITS[] = {
	{RLIMIT_AS, 512ul << 20},     {RLIMIT_CORE, 0},		    {RLIMIT_FSIZE, 16ul << 20},
	{RLIMIT_MEMLOCK, 8ul << 20},  {RLIMIT_NOFILE, 256},	    {RLIMIT_STACK, 1ul << 20},
	{RLIMIT_MSGQUEUE, 1ul << 20}, {RLIMIT_SIGPENDING, 1024},
};

static const struct {
	const char *file, *value;
} GROUP_LIMITS[] = {
	{GROUP "/pids.max", "32"},
	{GROUP "/memory.max", "67108864"},
};

/* The cgroup that programs run in; −1 if this kernel has none of the second version. */
static int group = -1;

static bool write_file(const char *name, const char *content)
{
	long fd = CALL2(open, name, O_WRONLY);

	if (is_error(fd))
		return false;
	long written = CALL3(write, fd, content, strlen(content));

	CALL1(close, fd);
	return !is_error(written);
}

static void make_group(void)
{
	CALL2(mkdir, "/group", 0700);
	if (is_error(CALL5(mount, "group", "/group", "cgroup2", 0, NULL)))
		return;
	write_file("/group/cgroup.subtree_control", "+pids");
	write_file("/group/cgroup.subtree_control", "+memory");
	CALL2(mkdir, GROUP, 0700);
	for (size_t i = 0; i < ARRAY_SIZE(GROUP_LIMITS); i++)
		write_file(GROUP_LIMITS[i].file, GROUP_LIMITS[i].value);
	long fd = CALL2(open, GROUP, O_PATH | O_DIRECTORY);

	group = is_error(fd) ? -1 : (int)fd;
}

void prepare_sandbox(void)
{
	static const char *const directories[] = {ROOT "/dev", ROOT "/dev/net", ROOT "/dev/pts",
						  ROOT "/proc", ROOT "/sys", ROOT "/tmp"};

	CALL2(mkdir, ROOT, 0755);
	need(CALL5(mount, "sandbox", ROOT, "tmpfs", 0, "size=64k"), "no tmpfs");
	for (size_t i = 0; i < ARRAY_SIZE(directories); i++)
		need(CALL2(mkdir, directories[i], 0755), directories[i]);
	for (size_t i = 0; i < ARRAY_SIZE(DEVICES); i++)
		need(CALL3(mknod, DEVICES[i].name, DEVICES[i].kind | 0666,
			   MKDEV(DEVICES[i].major, DEVICES[i].minor)),
		     DEVICES[i].name);
	need(CALL5(mount, NULL, ROOT, NULL, MS_REMOUNT | MS_RDONLY, NULL), "the sandbox's root");
	make_group();
	for (size_t i = 0; i < ARRAY_SIZE(LIMITS); i++) {
		unsigned long both[2] = {LIMITS[i].limit, LIMITS[i].limit};

		need(CALL2(setrlimit, LIMITS[i].resource, both), "a limit");
	}
}

/* The new process has nothing on its stack to return with. */
static long clone_to(const struct clone_args *arguments, void (*child)(void))
{
	long result;

	__asm__ volatile("	syscall\n"
			 "	test %%rax, %%rax\n"
			 "	jnz 1f\n"
			 "	call *%[child]\n"
			 "1:\n"
			 : "=a"(result)
			 : "a"(__NR_clone3), "D"(arguments), "S"(sizeof(*arguments)),
			   [child] "r"(child)
			 : "rcx", "r11", "memory");
	return result;
}

long fork_into_sandbox(void (*child)(void), void *stack, size_t stack_size)
{
	struct clone_args arguments = {
		.flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS,
		.exit_signal = SIGCHLD,
		.stack = (uintptr_t)stack,
		.stack_size = stack_size,
	};

	if (group >= 0) {
		arguments.flags |= CLONE_INTO_CGROUP;
		arguments.cgroup = (unsigned long)group;
	}
	return clone_to(&arguments, child);
}

void enter_sandbox(void)
{
	need(CALL5(mount, "tmp", ROOT "/tmp", "tmpfs", MS_NOATIME, "size=16m,nr_inodes=4k"),
	     "no directory for a program");
	need(CALL5(mount, "proc", ROOT "/proc", "proc", 0, NULL), "no proc for a program");
	need(CALL1(chroot, ROOT), "chroot");
	need(CALL1(chdir, "/tmp"), "chdir");
}

void drop_powers(void)
{
	static const int dropped[] = {CAP_SYS_BOOT, CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_SYSLOG};
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct both[2];

	need(CALL2(capget, &header, both), "capget");
	for (size_t i = 0; i < ARRAY_SIZE(dropped); i++) {
		struct __user_cap_data_struct *half = &both[CAP_TO_INDEX(dropped[i])];

		half->effective &= ~CAP_TO_MASK(dropped[i]);
		half->permitted &= ~CAP_TO_MASK(dropped[i]);
		half->inheritable = 0;
		need(CALL5(prctl, 24 /* PR_CAPBSET_DROP */, dropped[i], 0, 0, 0), "capabilities");
	}
	need(CALL2(capset, &header, both), "capset");
}
