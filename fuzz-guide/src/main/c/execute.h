/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a program in a process of its own, and watching it. */
#ifndef EXECUTE_H
#define EXECUTE_H

#include "coverage.h"
#include "program.h"

/*
 * Prepares for programs; once.
 * debugfs_kcov: where the kernel has KCOV, if it does
 */
void prepare_execution(const char *debugfs_kcov);

/* Whether results have coverage. */
bool has_coverage(void);

/* Where a program of some size is to be put. */
uint8_t *place_of_program(uint32_t size);

/*
 * Runs a program to its end, or to one that it is brought to, and writes its result.
 * call_ms: how long a call may wait before it is interrupted
 * program_ms: how long the program may take
 */
void execute(struct reader program, uint64_t call_ms, uint64_t program_ms, struct writer *result);

#endif
