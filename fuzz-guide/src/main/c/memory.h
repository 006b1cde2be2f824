/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory. The data area: any page of it a program may have unmapped or made unreadable. And the
 * executor's own: a page that it writes between two forks is a page that is copied, and on User
 * Mode Linux each page fault costs as much as three calls.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "kernel.h"

/* Memory of this process alone: a fork has nothing to copy, a program nothing to damage. */
void *own_memory(size_t size);

/* The same of memory that is there already, in whole pages. */
void keep_from_forks(void *memory, size_t size);

/*
 * Memory that is shared with the processes that this one forks, from a page's beginning. Below it
 * is memory that is not: what a stack that begins in the shared part goes on in.
 * debugfs_kcov: where the kernel has KCOV, if it does
 */
void *shared_memory(const char *debugfs_kcov, size_t size, size_t below);

/* Reserves the data area, and a page on either side that cannot be touched. */
void reserve_data_area(void);

/* Has careful_copy survive a bad address, and interrupted calls return; forks as well. */
void handle_signals(int interruption);

/* Copies; false, with some of it copied perhaps, if either side cannot be touched. */
bool careful_copy(void *to, const void *from, size_t size);

#endif
