/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"

#include <asm/sigcontext.h>
#include <asm/signal.h>
#include <asm/siginfo.h>
#include <asm/ucontext.h>
#include <linux/fcntl.h>
#include <linux/ioctl.h>
#include <linux/kcov.h>
#include <linux/mman.h>

#include "wire.h"

#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)

static void *map(void *at, size_t size, int flags, int fd)
{
	return (void *)need(CALL6(mmap, at, size, PROT_READ | PROT_WRITE, flags, fd, 0), "no memory");
}

void keep_from_forks(void *memory, size_t size)
{
	need(CALL3(madvise, memory, size, MADV_DONTFORK), "memory cannot be kept from forks");
}

void *own_memory(size_t size)
{
	void *memory = map(NULL, size, PRIVATE, -1);

	keep_from_forks(memory, size);
	return memory;
}

/*
 * Of shared memory a fork has nothing at first: each page is found again by a page fault. But KCOV
 * maps all pages of its memory at once, and those a fork does copy, as pages that can be written if
 * they have been.
 */
void *shared_memory(const char *debugfs_kcov, size_t size, size_t below)
{
	uint8_t *memory = (uint8_t *)map(NULL, below + size, PRIVATE, -1) + below;
	long fd = CALL2(open, debugfs_kcov, O_RDWR);

	if (is_error(fd))
		return map(memory, size, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1);
	need(CALL3(ioctl, fd, KCOV_INIT_TRACE, size / sizeof(uint64_t)), "KCOV has no memory");
	map(memory, size, MAP_SHARED | MAP_FIXED, (int)fd);
	CALL1(close, fd);
	memset(memory, 0, size);
	return memory;
}

/*
 * A copy that stops where memory cannot be touched: the handler goes on behind it, where what is
 * left to copy is not 0.
 */
size_t copy_what_can_be(void *to, const void *from, size_t size);
__asm__(".text\n"
	"copy_what_can_be:\n"
	"	mov %rdx, %rcx\n"
	"copy_begins:\n"
	"	rep movsb\n"
	"copy_ends:\n"
	"	mov %rcx, %rax\n"
	"	ret\n"
	"return_from_signal:\n"
	"	mov $15, %eax\n" /* rt_sigreturn */
	"	syscall\n");
extern const char copy_begins[], copy_ends[], return_from_signal[];

static void on_bad_address(int signal, siginfo_t *info, void *interrupted)
{
	struct sigcontext *at = (void *)&((struct ucontext *)interrupted)->uc_mcontext;

	(void)info;
	if (at->rip < (uintptr_t)copy_begins || at->rip >= (uintptr_t)copy_ends)
		leave(128 + signal);
	at->rip = (uintptr_t)copy_ends;
}

static void on_interruption(int signal, siginfo_t *info, void *interrupted)
{
	(void)signal;
	(void)info;
	(void)interrupted;
}

static void handle(int signal, void (*handler)(int, siginfo_t *, void *))
{
	struct {
		void (*handler)(int, siginfo_t *, void *);
		unsigned long flags;
		const char *restorer;
		unsigned long mask;
	} action = {handler, SA_SIGINFO | SA_RESTORER | SA_NODEFER, return_from_signal, 0};

	CALL4(rt_sigaction, signal, &action, NULL, sizeof(action.mask));
}

void handle_signals(int interruption)
{
	handle(SIGSEGV, on_bad_address);
	handle(SIGBUS, on_bad_address);
	handle(interruption, on_interruption);
}

bool careful_copy(void *to, const void *from, size_t size)
{
	return copy_what_can_be(to, from, size) == 0;
}

void reserve_data_area(void)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE;

	need(CALL6(mmap, DATA_BASE - PAGE, DATA_SIZE + 2 * PAGE, PROT_NONE, flags, -1, 0),
	     "no memory for the data area");
	need(CALL3(mprotect, DATA_BASE, DATA_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC),
	     "the data area cannot be used");
}
