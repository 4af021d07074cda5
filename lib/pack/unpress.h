#ifndef PACK_UNPRESS_H
#define PACK_UNPRESS_H

/* The press turned round: Zstandard frames unpacked by several threads at once and given back in
 * the order in which they were put in. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"

struct unpress;

struct unpress *unpress_new(int64_t threads, struct fault *f); /* threads: as crew.h has it */
void unpress_free(struct unpress *u);

bool unpress_full(const struct unpress *u); /* take one before the next is put in */
bool unpress_empty(const struct unpress *u);
/* Where to put the bytes of one whole frame, sized and not larger than FRAME_MOST; then put it in.
 */
struct buf *unpress_room(struct unpress *u);
void unpress_put(struct unpress *u);
/* What the oldest holds, once it is ready; valid until the next is put in. STATUS_BAD_RECORD: it is
 * damaged, or not such a frame. */
int unpress_take(struct unpress *u, struct span *plain, struct fault *f);

#endif
