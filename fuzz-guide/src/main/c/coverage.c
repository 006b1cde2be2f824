/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage.h"

#include <linux/fcntl.h>
#include <linux/ioctl.h>
#include <linux/kcov.h>
#include <linux/mman.h>

#include "memory.h"

#define AREA_SIZE ((PLACES_MAX + 1) * sizeof(uint64_t))

/* Places of one call, found by their hash. A stamp tells this call's from those before it. */
#define SEEN_MAX (1 << 16)
static struct {
	uint64_t stamp;
	struct seen {
		uint64_t place;
		uint64_t stamp;
	} seen[SEEN_MAX];
} *table;

struct coverage open_coverage(const char *debugfs_kcov)
{
	struct coverage coverage = {.fd = -1, .area = NULL};
	long fd = CALL2(open, debugfs_kcov, O_RDWR);

	if (is_error(fd))
		return coverage;
	coverage.fd = (int)fd;
	need(CALL3(ioctl, fd, KCOV_INIT_TRACE, PLACES_MAX + 1), "KCOV does not begin");
	long area = need(CALL6(mmap, 0, AREA_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0),
			 "KCOV's memory");
	coverage.area = (volatile uint64_t *)area;
	/* Programs share the first page, where the count is. It is written once: see shared_memory. */
	coverage.area[0] = 0;
	keep_from_forks((char *)area + PAGE, AREA_SIZE - PAGE);
	table = own_memory(sizeof(*table));
	return coverage;
}

void start_coverage(const struct coverage *coverage)
{
	if (!coverage->area)
		return;
	coverage->area[0] = 0;
	need(CALL3(ioctl, coverage->fd, KCOV_ENABLE, KCOV_TRACE_PC), "KCOV does not record");
}

/* Whether a place is seen for the first time since the stamp changed. */
static bool is_new(uint64_t place, uint32_t *count)
{
	uint64_t at = (place * 0x9e3779b97f4a7c15ull) >> 48;

	/* Half of the table at most is used, so there is an end. */
	if (*count == SEEN_MAX / 2)
		return false;
	while (table->seen[at].stamp == table->stamp) {
		if (table->seen[at].place == place)
			return false;
		at = (at + 1) % SEEN_MAX;
	}
	table->seen[at] = (struct seen){place, table->stamp};
	(*count)++;
	return true;
}

static uint64_t folded(int64_t distance)
{
	return ((uint64_t)distance << 1) ^ (uint64_t)(distance >> 63);
}

void write_places(struct writer *to, const struct coverage *coverage, uint64_t from, uint64_t until)
{
	uint64_t last = 0;
	uint32_t count = 0;

	/* A program can write what it likes where the count is. */
	if (!coverage->area || until > PLACES_MAX || from >= until) {
		write_number(to, 0);
		return;
	}
	table->stamp++;
	for (uint64_t i = from; i < until; i++)
		is_new(coverage->area[1 + i], &count);
	write_number(to, count);
	table->stamp++;
	count = 0;
	for (uint64_t i = from; i < until; i++) {
		uint64_t place = coverage->area[1 + i];

		if (!is_new(place, &count))
			continue;
		write_number(to, folded((int64_t)(place - last)));
		last = place;
	}
}
