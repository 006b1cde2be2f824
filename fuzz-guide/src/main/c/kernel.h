/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel's calls without a C library: what runs in a kernel that is fuzzed is forked for every
 * program, and each page that it holds makes that slower.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <asm/unistd_64.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ERRNO_MAX 4095
#define PAGE 4096

static inline long call6(long number, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

/* The result is what the kernel gives: an error is its negative number. */
#define CALL6(name, a, b, c, d, e, f)                                                              \
	call6(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define CALL5(name, a, b, c, d, e) CALL6(name, a, b, c, d, e, 0)
#define CALL4(name, a, b, c, d) CALL6(name, a, b, c, d, 0, 0)
#define CALL3(name, a, b, c) CALL6(name, a, b, c, 0, 0, 0)
#define CALL2(name, a, b) CALL6(name, a, b, 0, 0, 0, 0)
#define CALL1(name, a) CALL6(name, a, 0, 0, 0, 0, 0)

static inline bool is_error(long result)
{
	return (unsigned long)result >= (unsigned long)-ERRNO_MAX;
}

static inline _Noreturn void leave(int status)
{
	for (;;)
		CALL1(exit_group, status);
}

void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
size_t strlen(const char *text);

/* Says on the kernel's console what does not work, and ends: the kernel goes down with its init. */
_Noreturn void give_up(const char *what, long result);

/* The same if a result is an error; otherwise the result. */
long need(long result, const char *what);

#endif
