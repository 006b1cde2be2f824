/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which places of the kernel a program comes by, as KCOV tells. */
#ifndef COVERAGE_H
#define COVERAGE_H

#include "wire.h"

struct coverage {
	int fd;
	/* How many places follow, and the places; null if this kernel does not tell. */
	volatile uint64_t *area;
};

/* Places that a program may come by, repeated ones counted. */
#define PLACES_MAX ((1 << 18) - 1)

/* Opens it, if debugfs is at a directory and this kernel has it. */
struct coverage open_coverage(const char *debugfs_kcov);

/* Begins to record this thread's places, from none. */
void start_coverage(const struct coverage *coverage);

/* Writes each place between two counts once, in the order in which the program came by. */
void write_places(struct writer *to, const struct coverage *coverage, uint64_t from, uint64_t until);

#endif
