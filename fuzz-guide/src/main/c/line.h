/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line to the host: a terminal that hands on bytes as they are. */
#ifndef LINE_H
#define LINE_H

#include "wire.h"

/* Opens it and makes it one that changes nothing. */
void open_line(const char *device);

/* Waits for a frame that is no longer; the kernel goes down if none can come. */
struct frame receive(uint32_t longest);

/* Waits for its content, which follows. */
void receive_content(struct frame frame, uint8_t *content);

/* Sends a frame; its content follows the header in one piece. */
void send(enum frame_kind kind, uint32_t id, uint8_t *message, const uint8_t *end);

#endif
