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

/* What has come and has not been asked for: mostly the next program. */
static uint8_t ahead[4096];
static size_t ahead_from, ahead_until;

static void receive_all(uint8_t *to, size_t size)
{
	while (size > 0) {
		if (ahead_from == ahead_until) {
			ahead_from = 0;
			ahead_until = (size_t)need(CALL3(read, line, ahead, sizeof(ahead)),
						   "nothing comes over the line");
			if (ahead_until == 0)
				give_up("the line has ended", 0);
		}
		size_t left = ahead_until - ahead_from;
		size_t part = size < left ? size : left;

		memcpy(to, ahead + ahead_from, part);
		ahead_from += part;
		to += part;
		size -= part;
	}
}

struct frame receive(uint8_t *content, uint32_t size)
{
	struct frame frame;

	receive_all((uint8_t *)&frame, sizeof(frame));
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
