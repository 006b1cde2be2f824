/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts a kernel that is a process, so that nothing that goes on in it reaches this machine: it has
 * no privilege, no network, no file that it could write but in a small memory of its own, and it
 * ends when this process does, or when nobody is left who could write to its input.
 *
 *   launch uml MIB KERNEL ARCHIVE ARGUMENT…
 *   launch plain PROGRAM ARGUMENT…
 *
 * The second is for kernels in an emulated machine, which that keeps apart: it only has the machine
 * end. PROGRAM is its whole path.
 *
 * MIB: the memory that the kernel may have. ARCHIVE: what it starts from, handed to it as initrd=.
 * Its input, output and errors are this process's. The exit status is its own, 128 and more for a
 * signal, or 126 if it could not be started, the reason on the standard error.
 */
#include <asm/signal.h>
#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/poll.h>
#include <linux/prctl.h>
#include <linux/resource.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "kernel.h"

#define COULD_NOT_START 126
#define SLACK_MIB 32
/* No user has such a number; each kernel has another. */
#define FIRST_USER 0x7ff00000u
#define ARGUMENTS_MAX 64

struct text {
	char content[128];
	size_t length;
};

static void put(struct text *text, const char *more)
{
	size_t length = strlen(more);

	if (text->length + length >= sizeof(text->content))
		leave(COULD_NOT_START);
	memcpy(text->content + text->length, more, length + 1);
	text->length += length;
}

static void put_number(struct text *text, unsigned long number)
{
	char digits[24];
	char *next = digits + sizeof(digits);

	*--next = 0;
	do {
		*--next = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	put(text, next);
}

static long must(long result, const char *what)
{
	struct text text = {.length = 0};

	if (!is_error(result))
		return result;
	put(&text, "launch: ");
	put(&text, what);
	put(&text, ": error ");
	put_number(&text, (unsigned long)-result);
	put(&text, "\n");
	CALL3(write, 2, text.content, text.length);
	leave(COULD_NOT_START);
}

static void write_file(const char *name, const char *content)
{
	long fd = CALL2(open, name, O_WRONLY);

	must(CALL3(write, fd, content, strlen(content)), name);
	CALL1(close, fd);
}

/* The number of this user stays what it is. */
static void map(const char *file, unsigned long number)
{
	struct text text = {.length = 0};

	put_number(&text, number);
	put(&text, " ");
	put_number(&text, number);
	put(&text, " 1");
	write_file(file, text.content);
}

static void separate(bool is_root)
{
	const int all = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC;
	unsigned long user = (unsigned long)CALL1(getuid, 0);
	unsigned long group = (unsigned long)CALL1(getgid, 0);

	must(CALL1(unshare, is_root ? all : all | CLONE_NEWUSER),
	     is_root ? "no namespaces" : "no namespaces for users without privilege");
	if (!is_root) {
		write_file("/proc/self/setgroups", "deny");
		map("/proc/self/uid_map", user);
		map("/proc/self/gid_map", group);
	}
	must(CALL5(mount, NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "mounts of its own");
}

static void limit(int resource, unsigned long value)
{
	unsigned long both[2] = {value, value};

	must(CALL2(setrlimit, resource, both), "a limit");
}

static void give_up_privilege(unsigned long user)
{
	must(CALL2(setgroups, 0, NULL), "setgroups");
	must(CALL3(setresgid, user, user, user), "setresgid");
	must(CALL3(setresuid, user, user, user), "setresuid");
}

/* Files of its own, in a memory that is no larger than what the kernel may have. */
static void mount_own_files(unsigned long mib)
{
	struct text size = {.length = 0};

	put(&size, "mode=1777,size=");
	put_number(&size, mib + SLACK_MIB);
	put(&size, "m");
	must(CALL5(mount, "kernel", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, size.content), "/tmp");
}

static _Noreturn void become_kernel(unsigned long mib, int kernel, int archive, char **arguments)
{
	static const char *const environment[] = {"TMPDIR=/tmp", "HOME=/tmp", NULL};
	const char *words[ARGUMENTS_MAX + 4] = {"linux"};
	struct text memory = {.length = 0}, initrd = {.length = 0};
	size_t count = 1;

	put(&memory, "mem=");
	put_number(&memory, mib);
	put(&memory, "M");
	put(&initrd, "initrd=/proc/self/fd/");
	put_number(&initrd, (unsigned long)archive);
	words[count++] = memory.content;
	words[count++] = initrd.content;
	for (; *arguments && count < ARGUMENTS_MAX; arguments++)
		words[count++] = *arguments;
	must(CALL5(execveat, kernel, "", words, environment, AT_EMPTY_PATH), "the kernel");
	leave(COULD_NOT_START);
}

static void die_with_parent(void)
{
	must(CALL5(prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0), "a signal at the end");
}

static int exit_status(long process)
{
	int status = 0;

	CALL4(wait4, process, &status, __WALL, NULL);
	return (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
}

/*
 * The first process of the namespace: with it all others end. The kernel is its child, because it
 * aborts when it panics, and no signal of its own ends a first process.
 */
static _Noreturn void run_kernel(bool is_root, unsigned long mib, int kernel, int archive,
				 char **arguments, unsigned long user)
{
	mount_own_files(mib);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 1024);
	if (is_root) {
		limit(RLIMIT_NPROC, 512);
		give_up_privilege(user);
	}
	must(CALL5(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "privileges");
	/* Only now: a change of the user takes it back. */
	die_with_parent();
	long process = must(CALL5(clone, SIGCHLD, 0, 0, 0, 0), "no process for the kernel");

	if (process != 0)
		leave(exit_status(process));
	die_with_parent();
	/* A kernel that panics ends its whole process group. */
	must(CALL1(setsid, 0), "setsid");
	become_kernel(mib, kernel, archive, arguments);
}

static int wait_for_end(long process)
{
	long end = must(CALL2(pidfd_open, process, 0), "pidfd_open");
	struct pollfd both[2] = {{.fd = 0, .events = 0}, {.fd = (int)end, .events = POLLIN}};

	while (!both[1].revents) {
		CALL3(poll, both, 2, -1);
		if (both[0].revents) {
			CALL2(kill, process, SIGKILL);
			both[0].fd = -1;
		}
	}
	return exit_status(process);
}

static unsigned long number(const char *text)
{
	unsigned long value = 0;

	for (; *text >= '0' && *text <= '9'; text++)
		value = 10 * value + (unsigned long)(*text - '0');
	return value;
}

static long start_kernel(char **arguments)
{
	bool is_root = CALL1(geteuid, 0) == 0;
	unsigned long mib = number(arguments[0]);
	int kernel = (int)must(CALL2(open, arguments[1], O_RDONLY | O_CLOEXEC), arguments[1]);
	int archive = (int)must(CALL2(open, arguments[2], O_RDONLY), arguments[2]);
	unsigned long user = FIRST_USER + (unsigned long)CALL1(getpid, 0) % 0x80000;

	separate(is_root);
	long process = must(CALL5(clone, SIGCHLD, 0, 0, 0, 0), "no process");

	if (process == 0)
		run_kernel(is_root, mib, kernel, archive, arguments + 3, user);
	return process;
}

static long start_program(char **words, char **environment)
{
	long process = must(CALL5(clone, SIGCHLD, 0, 0, 0, 0), "no process");

	if (process != 0)
		return process;
	die_with_parent();
	must(CALL3(execve, words[0], words, environment), words[0]);
	leave(COULD_NOT_START);
}

_Noreturn void start(long *stack)
{
	char **arguments = (char **)(stack + 1);
	long count = stack[0];

	if (count >= 5 && arguments[1][0] == 'u')
		leave(wait_for_end(start_kernel(arguments + 2)));
	if (count >= 3 && arguments[1][0] == 'p')
		leave(wait_for_end(start_program(arguments + 2, arguments + count + 1)));
	leave(2);
}
