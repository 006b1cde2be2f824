/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data area, any page of which a program may have unmapped or made unreadable. */
#ifndef MEMORY_H
#define MEMORY_H

#include "kernel.h"

/* Reserves the data area, and a page on either side that cannot be touched. */
void reserve_data_area(void);

/* Has careful_copy survive a bad address, and interrupted calls return; forks as well. */
void handle_signals(int interruption);

/* Copies; false, with some of it copied perhaps, if either side cannot be touched. */
bool careful_copy(void *to, const void *from, size_t size);

#endif
