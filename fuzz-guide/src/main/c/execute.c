/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "execute.h"

#include <asm/signal.h>
#include <linux/mman.h>
#include <linux/time_types.h>
#include <linux/wait.h>

#include "memory.h"
#include "sandbox.h"

/* Comes to a call that waits; programs seldom have use for it themselves. */
#define INTERRUPTION 62

/* The same numbers as ExecResult.End. */
enum end { END_COMPLETE, END_DIED, END_TIMED_OUT };

/* Shared with the process that a program runs in. What is written for each program is here. */
static volatile struct shared {
	/* The top of that process's stack; there is more below. */
	uint8_t stack[PAGE];
	struct record record;
	struct reader program;
	uint8_t small[2 * PAGE];
} *shared;
#define SHARED_SIZE ((sizeof(struct shared) + PAGE - 1) / PAGE * PAGE)
#define STACK_BELOW (16 * PAGE)

/* Longer programs. */
static uint8_t large[PROGRAM_MAX + LIMITS_SIZE];

static struct coverage coverage;
static const unsigned long child_ends = 1ul << (SIGCHLD - 1);

/* From some pages below where it is now to its end. */
static void keep_stack_from_forks(void)
{
	uint8_t here;
	uint8_t *lowest = (uint8_t *)((uintptr_t)&here / PAGE * PAGE) - 2 * PAGE;

	for (uint8_t *page = lowest; !is_error(CALL3(madvise, page, PAGE, MADV_DONTFORK)); page += PAGE)
		;
}

void prepare_execution(const char *debugfs_kcov)
{
	coverage = open_coverage(debugfs_kcov);
	shared = shared_memory(debugfs_kcov, SHARED_SIZE, STACK_BELOW);
	keep_stack_from_forks();
	reserve_data_area();
	/* Handed down to every program: a call less for each. */
	handle_signals(INTERRUPTION);
	prepare_sandbox();
	drop_powers();
	need(CALL4(rt_sigprocmask, SIG_BLOCK, &child_ends, NULL, sizeof(child_ends)), "signals");
}

bool has_coverage(void)
{
	return coverage.area;
}

uint8_t *place_of_program(uint32_t size)
{
	return size <= sizeof(shared->small) ? (uint8_t *)shared->small : large;
}

static _Noreturn void run_child(void)
{
	enter_sandbox();
	start_coverage(&coverage);
	CALL3(close_range, 3, ~0u, 0);
	run_program(*(struct reader *)&shared->program, &shared->record, coverage.area);
	leave(0);
}

/* Whether the process has ended; waits for that, but no longer than some milliseconds. */
static bool has_ended(long process, uint64_t ms)
{
	const struct __kernel_timespec limit = {.tv_sec = (long long)(ms / 1000),
						.tv_nsec = (long long)(ms % 1000) * 1000000};
	int status = 0;

	CALL4(rt_sigtimedwait, &child_ends, NULL, &limit, sizeof(child_ends));
	if (CALL4(wait4, process, &status, WNOHANG | __WALL, NULL) != process)
		return false;
	/* It may only have stopped, if it asked to be traced. */
	return (status & 0xff) != 0x7f;
}

/* Waits for its end; whether it had to be brought about. */
static bool watch(long process, uint64_t call_ms, uint64_t program_ms)
{
	volatile struct record *record = &shared->record;
	const uint64_t step = call_ms / 2 + 1;
	uint32_t before = 0;

	for (uint64_t waited = 0; waited <= program_ms; waited += step) {
		if (has_ended(process, step))
			return false;
		if (record->begun == before && before != 0) {
			record->is_interrupted = true;
			CALL2(kill, process, INTERRUPTION);
		}
		before = record->begun;
	}
	CALL2(kill, process, SIGKILL);
	/* If it does not end now, it never will: the host sees that no answer comes. */
	while (!has_ended(process, 1000))
		CALL2(kill, process, SIGKILL);
	return true;
}

static void write_call(struct writer *to, uint32_t number)
{
	struct call_record call;
	uint64_t covered = coverage.area ? coverage.area[0] : 0;

	memcpy(&call, (const void *)&shared->record.calls[number], sizeof(call));
	if (call.state < CALL_UNFINISHED || call.state > CALL_FINISHED)
		call.state = CALL_UNFINISHED;
	if (call.state == CALL_UNFINISHED) {
		call.error = 0;
		call.value = -1;
		call.to = covered;
	}
	write_number(to, call.state);
	write_number(to, call.error <= ERRNO_MAX ? call.error : 0);
	write_number(to, (uint64_t)call.value);
	write_number(to, coverage.area && call.to >= PLACES_MAX);
	write_places(to, &coverage, call.from, call.to);
}

void execute(struct reader program, uint64_t call_ms, uint64_t program_ms, struct writer *result)
{
	volatile struct record *record = &shared->record;

	memset((void *)record, 0, sizeof(*record));
	*(struct reader *)&shared->program = program;
	long process = need(fork_into_sandbox(run_child, (uint8_t *)shared - STACK_BELOW,
					      STACK_BELOW + sizeof(shared->stack)),
			    "no process for a program");
	bool is_late = watch(process, call_ms, program_ms);
	uint32_t begun = record->begun <= CALLS_MAX ? record->begun : CALLS_MAX;

	write_number(result, is_late ? END_TIMED_OUT : record->is_complete ? END_COMPLETE : END_DIED);
	write_number(result, begun);
	for (uint32_t i = 0; i < begun; i++)
		write_call(result, i);
}
