#include "lib/pack/unpress.h"

#include <stdlib.h>
#include "lib/base/crew.h"
#include "lib/pack/zst.h"

struct slot {
    struct buf packed, plain;
    struct fault fault;
};

struct unpress {
    struct crew *crew;
    struct slot slots[CREW_SLOTS];
    struct zst_unpacker unpackers[CREW_THREADS]; /* a thread's own */
};

static void unpack(void *self, size_t thread, size_t slot)
{
    struct unpress *u = self;
    struct slot *s = &u->slots[slot];
    zst_unpack_one(&u->unpackers[thread], buf_view(&s->packed), &s->plain, &s->fault);
}

struct unpress *unpress_new(int64_t threads, struct fault *f)
{
    struct unpress *u = calloc(1, sizeof *u);
    int done = u ? 0 : fault(f, STATUS_NO_MEMORY, "no memory to unpack");
    for (size_t i = 0; done == 0 && i < crew_size(threads); i++)
        done = zst_init(&u->unpackers[i], f);
    if (done == 0 && (u->crew = crew_new(threads, unpack, u, f)))
        return u;
    unpress_free(u);
    return NULL;
}

void unpress_free(struct unpress *u)
{
    if (!u)
        return;
    crew_free(u->crew);
    for (size_t i = 0; i < CREW_THREADS; i++)
        zst_clear(&u->unpackers[i]);
    for (size_t i = 0; i < CREW_SLOTS; i++) {
        buf_free(&u->slots[i].packed);
        buf_free(&u->slots[i].plain);
    }
    free(u);
}

bool unpress_full(const struct unpress *u)
{
    return crew_full(u->crew);
}

bool unpress_empty(const struct unpress *u)
{
    return crew_empty(u->crew);
}

struct buf *unpress_room(struct unpress *u)
{
    struct slot *s = &u->slots[crew_free_slot(u->crew)];
    buf_clear(&s->packed);
    buf_clear(&s->plain);
    s->fault = (struct fault){0};
    return &s->packed;
}

void unpress_put(struct unpress *u)
{
    crew_put(u->crew);
}

int unpress_take(struct unpress *u, struct span *plain, struct fault *f)
{
    struct slot *s = &u->slots[crew_take(u->crew)];
    *plain = buf_view(&s->plain);
    if (s->fault.status == STATUS_OK)
        return 0;
    *f = s->fault;
    return -1;
}
