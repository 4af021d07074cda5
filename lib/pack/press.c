#include "lib/pack/press.h"

#include <stdlib.h>
#include <zstd.h>
#include "lib/base/buf.h"
#include "lib/base/crew.h"

struct slot {
    struct buf plain, packed;
    size_t result; /* libzstd's: a length or an error */
};

struct press {
    struct crew *crew;
    struct slot slots[CREW_SLOTS];
    ZSTD_CCtx *contexts[CREW_THREADS]; /* a thread's own */
};

static void squeeze(void *self, size_t thread, size_t slot)
{
    struct press *p = self;
    struct slot *s = &p->slots[slot];
    s->result =
        ZSTD_compress2(p->contexts[thread], s->packed.at, s->packed.cap, s->plain.at, s->plain.len);
}

struct press *press_new(int level, int64_t threads, struct fault *f)
{
    struct press *p = calloc(1, sizeof *p);
    bool there = p != NULL;
    for (size_t i = 0; there && i < crew_size(threads); i++) {
        ZSTD_CCtx *context = p->contexts[i] = ZSTD_createCCtx();
        there = context &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)) &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1));
    }
    if (!there)
        fault(f, STATUS_NO_MEMORY, "no memory for the compressor");
    else if ((p->crew = crew_new(threads, squeeze, p, f)))
        return p;
    press_free(p);
    return NULL;
}

void press_free(struct press *p)
{
    if (!p)
        return;
    crew_free(p->crew);
    for (size_t i = 0; i < CREW_THREADS; i++)
        ZSTD_freeCCtx(p->contexts[i]);
    for (size_t i = 0; i < CREW_SLOTS; i++) {
        buf_free(&p->slots[i].plain);
        buf_free(&p->slots[i].packed);
    }
    free(p);
}

bool press_full(const struct press *p)
{
    return crew_full(p->crew);
}

bool press_empty(const struct press *p)
{
    return crew_empty(p->crew);
}

int press_put(struct press *p, struct span plain, struct fault *f)
{
    struct slot *s = &p->slots[crew_free_slot(p->crew)];
    buf_clear(&s->plain);
    buf_clear(&s->packed);
    buf_span(&s->plain, plain);
    buf_room(&s->packed, ZSTD_compressBound(plain.len));
    if (buf_check(&s->plain, "the frame at hand", f) != 0 ||
        buf_check(&s->packed, "the frame at hand", f) != 0)
        return -1;
    crew_put(p->crew);
    return 0;
}

int press_take(struct press *p, struct span *packed, struct fault *f)
{
    struct slot *s = &p->slots[crew_take(p->crew)];
    if (ZSTD_isError(s->result))
        return fault(f, STATUS_BUG, "cannot compress: %s", ZSTD_getErrorName(s->result));
    *packed = (struct span){s->packed.at, s->result};
    return 0;
}
