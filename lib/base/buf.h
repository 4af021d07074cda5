#ifndef BASE_BUF_H
#define BASE_BUF_H

/* A buffer that grows up to a limit. Adding never fails at once: the first add that cannot be done
 * (limit reached, no memory) marks the buffer broken and it and all later ones change nothing, so
 * that a run of adds is checked once, by buf_check, before the bytes are used. `at` is
 * NUL-terminated when not NULL. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct buf {
    char *at;
    size_t len;
    size_t cap;
    size_t limit; /* most bytes it may hold; 0 = BUF_LIMIT */
    enum { BUF_SOUND, BUF_FULL, BUF_NO_MEMORY } state;
    bool secret; /* wipe what is given back to the allocator */
};

enum { BUF_LIMIT = 1 << 30 };

#define BUF(limit_) ((struct buf){.limit = (limit_)})

void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_byte(struct buf *b, char c);
void buf_text(struct buf *b, const char *text);
void buf_span(struct buf *b, struct span s);
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_int(struct buf *b, int64_t n);

/* Room for n more bytes: where to write them (then add n to len), or NULL when broken. */
char *buf_room(struct buf *b, size_t n);

/* True from the first time on that there was no memory for some buffer of this process. What was
 * made of it may lack a word even where nobody asked the buffer, so lib/base puts nothing out any
 * more: out_flush and file_commit fail with STATUS_NO_MEMORY. */
bool buf_ran_out(void);

/* 0 when every add so far was done; else -1 and a fault that names `what`. */
int buf_check(const struct buf *b, const char *what, struct fault *f);

struct span buf_view(const struct buf *b);
void buf_clear(struct buf *b); /* forget the bytes, keep the room; sound again */
void buf_free(struct buf *b);

#endif
