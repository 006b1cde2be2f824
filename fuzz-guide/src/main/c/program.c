/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "program.h"

#include "memory.h"

#define EINTR 4

enum { COPY_DATA, COPY_WORD };
enum { VALUE_CONSTANT, VALUE_REFERENCE };

/* Where there is no record, here and below, nothing is run. */
static uint64_t read_value(struct reader *from, const volatile struct record *record)
{
	if (read_limited(from, VALUE_REFERENCE) == VALUE_CONSTANT)
		return read_number(from);
	uint64_t slot = read_limited(from, SLOTS_MAX - 1);
	uint64_t fallback = read_number(from);
	uint64_t divisor = read_number(from);
	uint64_t addend = read_number(from);

	if (divisor == 0) {
		from->is_wrong = true;
		return 0;
	}
	bool is_set = record && record->slots[slot].is_set;

	return (is_set ? record->slots[slot].value : fallback) / divisor + addend;
}

static uint64_t swapped(uint64_t value, uint64_t size)
{
	return __builtin_bswap64(value) >> (64 - 8 * size);
}

static uint64_t read_size(struct reader *from, uint64_t offset)
{
	uint64_t size = read_limited(from, 8);

	if (__builtin_popcountll(size) != 1 || offset + size > DATA_SIZE)
		from->is_wrong = true;
	return size;
}

/* What cannot be written is left out: the call will meet the same bad address. */
static void copy_in(struct reader *from, const volatile struct record *record)
{
	bool is_word = read_limited(from, COPY_WORD) == COPY_WORD;
	uint64_t offset = read_limited(from, DATA_SIZE);
	void *to = (void *)(DATA_BASE + offset);
	uint64_t size;

	if (!is_word) {
		const uint8_t *bytes = read_bytes(from, &size);

		if (size > DATA_SIZE - offset)
			from->is_wrong = true;
		else if (record)
			careful_copy(to, bytes, size);
		return;
	}
	size = read_size(from, offset);
	bool is_big_endian = read_limited(from, 1);
	uint64_t value = read_value(from, record);

	if (from->is_wrong || !record)
		return;
	if (is_big_endian)
		value = swapped(value, size);
	careful_copy(to, &value, size);
}

static void set_slot(volatile struct slot *slot, uint64_t value)
{
	slot->value = value;
	slot->is_set = true;
}

static void copy_out(struct reader *from, volatile struct record *record, bool is_kept)
{
	uint64_t offset = read_limited(from, DATA_SIZE);
	uint64_t size = read_size(from, offset);
	uint64_t slot = read_limited(from, SLOTS_MAX - 1);
	uint64_t value = 0;

	if (is_kept && careful_copy(&value, (void *)(DATA_BASE + offset), size))
		set_slot(&record->slots[slot], value);
}

/*
 * The process that a fork makes comes back from the call as this one does, on a stack of its own or
 * on none: it ends before it touches any.
 */
static long make_process(uint64_t number, const uint64_t *a)
{
	register long r10 __asm__("r10") = (long)a[3];
	register long r8 __asm__("r8") = (long)a[4];
	long result;

	__asm__ volatile("	syscall\n"
			 "	test %%rax, %%rax\n"
			 "	jnz 1f\n"
			 "	mov $60, %%eax\n" /* exit: a thread alone, if it is one */
			 "	xor %%edi, %%edi\n"
			 "	syscall\n"
			 "1:\n"
			 : "=a"(result)
			 : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8)
			 : "rcx", "r11", "memory");
	return result;
}

static long call(uint64_t number, const uint64_t *a)
{
	switch (number) {
	case __NR_clone:
	case __NR_clone3:
	case __NR_fork:
	case __NR_vfork:
		return make_process(number, a);
	default:
		return call6((long)number, (long)a[0], (long)a[1], (long)a[2], (long)a[3],
			     (long)a[4], (long)a[5]);
	}
}

static uint64_t covered(const volatile uint64_t *coverage)
{
	return coverage ? *coverage : 0;
}

static bool make_call(uint64_t number, const uint64_t *arguments, volatile struct record *record,
		      const volatile uint64_t *coverage, int64_t *result)
{
	volatile struct call_record *mine = &record->calls[record->begun];

	record->is_interrupted = false;
	mine->state = CALL_UNFINISHED;
	mine->from = covered(coverage);
	record->begun++;
	*result = call(number, arguments);
	mine->to = covered(coverage);
	bool is_done = !is_error(*result);

	mine->error = is_done ? 0 : (uint32_t)-*result;
	mine->value = is_done ? *result : -1;
	mine->state = record->is_interrupted && *result == -EINTR ? CALL_INTERRUPTED : CALL_FINISHED;
	return is_done;
}

/* Reads a call, and makes it if there is a record. */
static void walk_call(struct reader *from, volatile struct record *record,
		      const volatile uint64_t *coverage)
{
	uint64_t arguments[ARGUMENTS_MAX] = {0};
	uint64_t number = read_limited(from, INT32_MAX);
	int64_t result = 0;
	bool is_done = false;

	for (uint64_t left = read_limited(from, COPIES_MAX); left > 0; left--)
		copy_in(from, record);
	uint64_t count = read_limited(from, ARGUMENTS_MAX);

	for (uint64_t i = 0; i < count; i++)
		arguments[i] = read_value(from, record);
	uint64_t slot = read_limited(from, SLOTS_MAX);

	if (record)
		is_done = make_call(number, arguments, record, coverage, &result);
	if (is_done && slot)
		set_slot(&record->slots[slot - 1], (uint64_t)result);
	for (uint64_t left = read_limited(from, COPIES_MAX); left > 0; left--)
		copy_out(from, record, is_done);
}

static void walk(struct reader *from, volatile struct record *record,
		 const volatile uint64_t *coverage)
{
	for (uint64_t left = read_limited(from, CALLS_MAX); left > 0; left--)
		walk_call(from, record, coverage);
}

bool is_program(struct reader program)
{
	walk(&program, NULL, NULL);
	return !program.is_wrong && program.next == program.end;
}

void run_program(struct reader program, volatile struct record *record,
		 const volatile uint64_t *coverage)
{
	walk(&program, record, coverage);
	record->is_complete = true;
}
