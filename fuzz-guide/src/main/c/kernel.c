/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernel.h"

#include <linux/fcntl.h>

void *memcpy(void *to, const void *from, size_t size)
{
	void *start = to;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
	return start;
}

void *memset(void *to, int value, size_t size)
{
	void *start = to;

	__asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(value) : "memory");
	return start;
}

size_t strlen(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

static void say(int console, const char *text)
{
	CALL3(write, console, text, strlen(text));
}

_Noreturn void give_up(const char *what, long result)
{
	char digits[8] = "    \n";
	int console = (int)CALL2(open, "/dev/kmsg", O_WRONLY);
	long left = -result;

	for (int i = 3; i >= 0 && left > 0; i--, left /= 10)
		digits[i] = (char)('0' + left % 10);
	say(console, "trimtab: executor: ");
	say(console, what);
	say(console, ": error");
	say(console, digits);
	leave(1);
}

long need(long result, const char *what)
{
	if (is_error(result))
		give_up(what, result);
	return result;
}
