#include "lib/analyze/arena.h"
#include <stdalign.h>
#include <stdlib.h>

enum { CHUNK = 64 * 1024, ALIGN = alignof(max_align_t) };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void *arena_take(struct arena *a, size_t size, struct fault *f)
{
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!a->chunks || a->chunks->size - a->used < size) {
        size_t room = size > CHUNK ? size : CHUNK;
        struct arena_chunk *chunk = calloc(1, sizeof *chunk + room);
        if (!chunk) {
            fault(f, STATUS_NO_MEMORY, "no memory for the question sets");
            return NULL;
        }
        chunk->size = room;
        chunk->next = a->chunks;
        a->chunks = chunk;
        a->used = 0;
    }
    void *at = a->chunks->bytes + a->used;
    a->used += size;
    return at;
}

char *arena_text(struct arena *a, struct span text, struct fault *f)
{
    char *copy = arena_take(a, text.len + 1, f);
    if (copy && text.len)
        memcpy(copy, text.at, text.len);
    return copy;
}

void arena_free(struct arena *a)
{
    while (a->chunks) {
        struct arena_chunk *next = a->chunks->next;
        free(a->chunks);
        a->chunks = next;
    }
    a->used = 0;
}
