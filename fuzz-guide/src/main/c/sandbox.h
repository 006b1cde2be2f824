/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where programs run: namespaces and files of their own, with limits. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "kernel.h"

/* What every program finds, prepared once; the kernel's own files are mounted already. */
void prepare_sandbox(void);

/*
 * A process in namespaces of its own, which begins with a function that does not return. Its number.
 * stack: the lowest place of what that runs on; the caller's own need not be there
 */
long fork_into_sandbox(void (*child)(void), void *stack, size_t stack_size);

/* Gives this process, which is in namespaces of its own, an empty directory and few files beside. */
void enter_sandbox(void);

/* Gives up what no program may do, such as switching the machine off. For this process. */
void drop_powers(void);

#endif
