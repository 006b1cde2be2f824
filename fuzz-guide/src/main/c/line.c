/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <linux/fcntl.h>

#define EINVAL 22

static int line = -1;

void open_line(const char *device)
{
	struct termios raw = {.c_cflag = B115200 | CS8 | CREAD | CLOCAL};

	raw.c_cc[VMIN] = 1;
	line = (int)need(CALL2(open, device, O_RDWR | O_NOCTTY), device);
	need(CALL3(ioctl, line, TCSETS, &raw), "the line's settings");
}

static void receive_all(void *to, size_t size)
{
	uint8_t *next = to;

	while (size > 0) {
		long got = need(CALL3(read, line, next, size), "nothing comes over the line");

		if (got == 0)
			give_up("the line has ended", 0);
		next += got;
		size -= (size_t)got;
	}
}

struct frame receive(uint8_t *content, uint32_t size)
{
	struct frame frame;

	receive_all(&frame, sizeof(frame));
	if (frame.magic != FRAME_MAGIC || frame.length > size)
		give_up("no frame came over the line", -EINVAL);
	receive_all(content, frame.length);
	return frame;
}

void send(enum frame_kind kind, uint32_t id, uint8_t *message, const uint8_t *end)
{
	struct frame frame = {FRAME_MAGIC, kind, id,
			      (uint32_t)(end - message - (long)sizeof(struct frame))};

	memcpy(message, &frame, sizeof(frame));
	while (message != end)
		message += need(CALL3(write, line, message, end - message),
				"nothing goes over the line");
}
