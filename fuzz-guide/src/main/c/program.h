/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs: whether some bytes are one, and running it in this very process. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "wire.h"

/* The same numbers as CallResult.State. */
enum call_state {
	CALL_NOT_RUN,
	CALL_UNFINISHED,
	CALL_INTERRUPTED,
	CALL_FINISHED,
};

struct call_record {
	uint32_t state;
	uint32_t error;
	int64_t value;
	/* Its coverage among that of the whole program. */
	uint64_t from, to;
};

/* What a call has left for later ones. */
struct slot {
	uint64_t value;
	bool is_set;
};

/* Shared by the process that a program runs in, which writes it, and the one that watches. */
struct record {
	/* How many calls have begun. */
	uint32_t begun;
	/* Whether the call that goes on has been interrupted; the watching process sets it. */
	uint32_t is_interrupted;
	uint32_t is_complete;
	struct call_record calls[CALLS_MAX];
	struct slot slots[SLOTS_MAX];
};

/* Whether bytes are a program; whoever runs it relies on that. */
bool is_program(struct reader program);

/*
 * Runs a program. Its memory is at DATA_BASE already.
 * record: where nothing is recorded yet
 * coverage: where the kernel counts the places that this thread comes by; null if it does not.
 */
void run_program(struct reader program, volatile struct record *record,
		 const volatile uint64_t *coverage);

#endif
