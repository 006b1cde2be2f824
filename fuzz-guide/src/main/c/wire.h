/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the line; io.trimtab.fuzz.exec and io.trimtab.fuzz.testbed have the other end. */
#ifndef WIRE_H
#define WIRE_H

#include "kernel.h"

#define WIRE_VERSION 1

#define CALLS_MAX 64
#define ARGUMENTS_MAX 9
#define COPIES_MAX 4096
#define SLOTS_MAX 256
#define PROGRAM_MAX (1 << 20)
/* What two limits in front of a program take at most. */
#define LIMITS_SIZE 32

#define DATA_BASE 0x20000000ul
#define DATA_SIZE (16ul << 20)

/* In front of everything that is sent, least byte first. */
struct frame {
	uint32_t magic;
	uint32_t kind;
	uint32_t id;
	uint32_t length;
};

#define FRAME_MAGIC 0x4d495254

enum frame_kind {
	FRAME_READY = 1,	/* to the host: the executor takes programs */
	FRAME_RUN = 2,		/* from the host: limits and a program */
	FRAME_RESULT = 3,	/* to the host: what came of it */
	FRAME_REFUSED = 4,	/* to the host: it is no program */
};

/* Reads numbers of seven bits a byte, the lowest first, the highest bit for "more follow". */
struct reader {
	const uint8_t *next;
	const uint8_t *end;
	bool is_wrong;
};

/* The next number; 0 from where the bytes are wrong. */
uint64_t read_number(struct reader *from);

/* The next number, which is wrong above a limit. */
uint64_t read_limited(struct reader *from, uint64_t limit);

/* The next bytes, their count in front. */
const uint8_t *read_bytes(struct reader *from, uint64_t *length);

/* Writes the same; what does not fit is left out and remembered. */
struct writer {
	uint8_t *next;
	uint8_t *end;
	bool is_full;
};

void write_number(struct writer *to, uint64_t number);

#endif
