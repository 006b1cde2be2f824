/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire.h"

uint64_t read_number(struct reader *from)
{
	uint64_t number = 0;

	for (int shift = 0; shift < 64; shift += 7) {
		if (from->next == from->end)
			break;
		uint8_t byte = *from->next++;

		if (shift == 63 && byte > 1)
			break;
		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return number;
	}
	from->is_wrong = true;
	return 0;
}

uint64_t read_limited(struct reader *from, uint64_t limit)
{
	uint64_t number = read_number(from);

	if (number <= limit)
		return number;
	from->is_wrong = true;
	return 0;
}

const uint8_t *read_bytes(struct reader *from, uint64_t *length)
{
	*length = read_number(from);
	if (*length > (uint64_t)(from->end - from->next)) {
		from->is_wrong = true;
		*length = 0;
	}
	from->next += *length;
	return from->next - *length;
}

void write_number(struct writer *to, uint64_t number)
{
	uint8_t bytes[10];
	int size = 0;

	for (; number > 0x7f; number >>= 7)
		bytes[size++] = (uint8_t)(number | 0x80);
	bytes[size++] = (uint8_t)number;
	if (size > to->end - to->next) {
		to->is_full = true;
		return;
	}
	memcpy(to->next, bytes, (size_t)size);
	to->next += size;
}
