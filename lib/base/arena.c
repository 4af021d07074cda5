#include "lib/base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256 << 10 };

struct arena_chunk {
    struct arena_chunk *next;
    alignas(max_align_t) char bytes[];
};

static char *take(struct arena *a, size_t n, size_t align)
{
    size_t at = (a->used + align - 1) & ~(align - 1);
    if (!a->chunks || n > a->room || at > a->room - n) {
        size_t room = n > CHUNK ? n : CHUNK;
        struct arena_chunk *c = malloc(sizeof *c + room);
        if (!c) {
            a->broken = true;
            return NULL;
        }
        c->next = a->chunks;
        a->chunks = c;
        a->room = room;
        at = 0;
    }
    a->used = at + n;
    return a->chunks->bytes + at;
}

void *arena_take(struct arena *a, size_t n)
{
    char *at = n ? take(a, n, alignof(max_align_t)) : NULL;
    return at ? memset(at, 0, n) : NULL;
}

struct span arena_copy(struct arena *a, struct span s)
{
    if (!s.at)
        return SPAN_NONE;
    char *at = s.len ? take(a, s.len, 1) : NULL;
    if (!at)
        return (struct span){"", 0};
    memcpy(at, s.at, s.len);
    return (struct span){at, s.len};
}

char *arena_text(struct arena *a, struct span s)
{
    char *at = take(a, s.len + 1, 1);
    if (!at)
        return NULL;
    if (s.len)
        memcpy(at, s.at, s.len);
    at[s.len] = '\0';
    return at;
}

int arena_check(const struct arena *a, const char *what, struct fault *f)
{
    return a->broken ? fault(f, STATUS_NO_MEMORY, "no memory for %s", what) : 0;
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *kept = a->room == CHUNK ? a->chunks : NULL;
    if (kept) {
        a->chunks = kept->next;
        kept->next = NULL;
    }
    arena_free(a);
    if (kept)
        *a = (struct arena){.chunks = kept, .room = CHUNK};
}

void arena_free(struct arena *a)
{
    while (a->chunks) {
        struct arena_chunk *next = a->chunks->next;
        free(a->chunks);
        a->chunks = next;
    }
    *a = (struct arena){0};
}
