#ifndef JSON_WALL_H
#define JSON_WALL_H

/* What keeps a process that runs somebody else's code apart from everything. */

#include <stddef.h>

/* Keep only descriptor `fd` (it may move: use what is returned; -1: it cannot be done), the
 * standard ones on /dev/null; empty the environment; at most `memory` more bytes; no core, no
 * files; no system call but a few, where the kernel can see to that. */
int wall_up(int fd, size_t memory);

#endif
