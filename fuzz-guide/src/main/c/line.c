/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <linux/fcntl.h>

#include "memory.h"

#define EINVAL 22

static int line = -1;

/* What has come and has not been asked for: mostly the next program. */
static struct {
	size_t from, until;
	uint8_t bytes[4096];
} *ahead;

void open_line(const char *device)
{
	struct termios raw = {.c_cflag = B115200 | CS8 | CREAD | CLOCAL};

	raw.c_cc[VMIN] = 1;
	line = (int)need(CALL2(open, device, O_RDWR | O_NOCTTY), device);
	need(CALL3(ioctl, line, TCSETS, &raw), "the line's settings");
	ahead = own_memory(sizeof(*ahead));
}

static void receive_all(void *to, size_t size)
{
	while (size > 0) {
		if (ahead->from == ahead->until) {
			ahead->from = 0;
			ahead->until = (size_t)need(
				CALL3(read, line, ahead->bytes, sizeof(ahead->bytes)),
				"nothing comes over the line");
			if (ahead->until == 0)
				give_up("the line has ended", 0);
		}
		size_t left = ahead->until - ahead->from;
		size_t part = size < left ? size : left;

		memcpy(to, ahead->bytes + ahead->from, part);
		ahead->from += part;
		to = (uint8_t *)to + part;
		size -= part;
	}
}

struct frame receive(uint32_t longest)
{
	struct frame frame;

	receive_all(&frame, sizeof(frame));
	if (frame.magic != FRAME_MAGIC || frame.length > longest)
		give_up("no frame came over the line", -EINVAL);
	return frame;
}

void receive_content(struct frame frame, uint8_t *content)
{
	receive_all(content, frame.length);
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
