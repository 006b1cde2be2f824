/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The executor: the first and only program of a kernel that is fuzzed. Takes programs over a line
 * and answers each with what came of it.
 *
 *   init LINE     LINE is a terminal's device, such as /dev/ttyS0
 */
#include <linux/fcntl.h>
#include <linux/sockios.h>

#include "execute.h"
#include "line.h"
#include "memory.h"

#define LIMIT_MS_MAX 600000
#define RESULT_MAX (4u << 20)

static void mount_all(void)
{
	static const struct {
		const char *directory, *type;
	} mounts[] = {{"/dev", "devtmpfs"}, {"/proc", "proc"}, {"/sys", "sysfs"}};

	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		CALL2(mkdir, mounts[i].directory, 0755);
		CALL5(mount, mounts[i].type, mounts[i].directory, mounts[i].type, 0, NULL);
	}
	CALL5(mount, "debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
}

/* What a program writes to its standard output must not look like the kernel's words. */
static void silence(void)
{
	int null = (int)need(CALL2(open, "/dev/null", O_RDWR), "/dev/null");

	for (int fd = 0; fd < 3; fd++)
		CALL2(dup2, null, fd);
}

static void start_loopback(void)
{
	/* struct ifreq, whose header asks for a C library's. */
	struct {
		char name[16];
		short flags;
		char rest[22];
	} up = {.name = "lo", .flags = 1 /* IFF_UP */};
	long fd = CALL3(socket, 2 /* AF_INET */, 2 /* SOCK_DGRAM */, 0);

	CALL3(ioctl, fd, SIOCSIFFLAGS, &up);
	CALL1(close, fd);
}

static void announce(uint8_t *message)
{
	struct writer to = {message + sizeof(struct frame), message + RESULT_MAX, false};

	write_number(&to, WIRE_VERSION);
	write_number(&to, has_coverage());
	write_number(&to, CALLS_MAX);
	write_number(&to, SLOTS_MAX);
	write_number(&to, DATA_BASE);
	write_number(&to, DATA_SIZE);
	send(FRAME_READY, 0, message, to.next);
}

static void answer(uint8_t *message)
{
	struct frame frame = receive(PROGRAM_MAX + LIMITS_SIZE);
	uint8_t *request = place_of_program(frame.length);
	struct reader from = {request, request + frame.length, false};
	struct writer to = {message + sizeof(frame), message + RESULT_MAX, false};

	receive_content(frame, request);
	uint64_t call_ms = read_limited(&from, LIMIT_MS_MAX);
	uint64_t program_ms = read_limited(&from, LIMIT_MS_MAX);

	if (frame.kind != FRAME_RUN || from.is_wrong || !is_program(from)) {
		send(FRAME_REFUSED, frame.id, message, to.next);
		return;
	}
	execute(from, call_ms, program_ms, &to);
	/* Cannot be: so many places are not recorded. */
	if (to.is_full)
		give_up("a result is too long", 0);
	send(FRAME_RESULT, frame.id, message, to.next);
}

_Noreturn void start(const long *stack)
{
	const char *const *arguments = (const char *const *)(stack + 1);

	if (stack[0] < 2)
		leave(2);
	mount_all();
	/* First: where the kernel opened no console, the line would be the standard input. */
	silence();
	open_line(arguments[1]);
	start_loopback();
	prepare_execution("/sys/kernel/debug/kcov");
	uint8_t *message = own_memory(RESULT_MAX);

	announce(message);
	for (;;)
		answer(message);
}
