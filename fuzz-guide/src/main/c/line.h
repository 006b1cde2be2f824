/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line to the host: a terminal that hands on bytes as they are. */
#ifndef LINE_H
#define LINE_H

#include "wire.h"

/* Opens it and makes it one that changes nothing. */
void open_line(const char *device);

/* Waits for a frame that fits; the program's memory goes down with its kernel if none can come. */
struct frame receive(uint8_t *content, uint32_t size);

/* Sends a frame; its content follows the header in one piece. */
void send(enum frame_kind kind, uint32_t id, uint8_t *message, const uint8_t *end);

#endif
