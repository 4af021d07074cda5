#include "lib/pack/press.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <zstd.h>
#include "lib/base/buf.h"

enum { THREADS_MOST = 16, SLOTS_MOST = THREADS_MOST + 1 };

struct slot {
    struct buf plain, packed;
    size_t result; /* libzstd's: a length or an error */
    bool ready;
};

/* The slots are a ring: `put` counts those put in, `begun` those that a thread has begun with,
 * `taken` those given back. Only the caller's thread puts and takes. */
struct press {
    struct slot slots[SLOTS_MOST];
    size_t nslots, put, begun, taken;
    ZSTD_CCtx *contexts[THREADS_MOST];
    pthread_t threads[THREADS_MOST];
    int nthreads, started; /* started: threads that have taken a context */
    bool closing;
    pthread_mutex_t lock;
    pthread_cond_t work, ready;
};

static int cores(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

static void squeeze(ZSTD_CCtx *context, struct slot *s)
{
    s->result = ZSTD_compress2(context, s->packed.at, s->packed.cap, s->plain.at, s->plain.len);
}

static void *work(void *who)
{
    struct press *p = who;
    pthread_mutex_lock(&p->lock);
    ZSTD_CCtx *context = p->contexts[p->started++];
    for (;;) {
        while (p->begun == p->put && !p->closing)
            pthread_cond_wait(&p->work, &p->lock);
        if (p->closing)
            break;
        struct slot *s = &p->slots[p->begun++ % p->nslots];
        pthread_mutex_unlock(&p->lock);
        squeeze(context, s);
        pthread_mutex_lock(&p->lock);
        s->ready = true;
        pthread_cond_signal(&p->ready);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct press *press_new(int level, int threads, struct fault *f)
{
    struct press *p = calloc(1, sizeof *p);
    int n = threads > 0 ? threads : cores();
    if (n > THREADS_MOST)
        n = THREADS_MOST;
    for (int i = 0; p && i < n; i++) {
        p->contexts[i] = ZSTD_createCCtx();
        if (!p->contexts[i]) {
            for (; i > 0; i--)
                ZSTD_freeCCtx(p->contexts[i - 1]);
            free(p);
            p = NULL;
            break;
        }
        ZSTD_CCtx_setParameter(p->contexts[i], ZSTD_c_compressionLevel, level);
        ZSTD_CCtx_setParameter(p->contexts[i], ZSTD_c_checksumFlag, 1);
    }
    if (!p) {
        fault(f, STATUS_NO_MEMORY, "no memory for the compressor");
        return NULL;
    }
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->ready, NULL);
    for (int i = 0; n > 1 && i < n; i++)
        if (pthread_create(&p->threads[p->nthreads], NULL, work, p) == 0)
            p->nthreads++;
    p->nslots = (size_t)p->nthreads + 1;
    return p;
}

void press_free(struct press *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->nthreads; i++)
        pthread_join(p->threads[i], NULL);
    for (int i = 0; i < THREADS_MOST; i++)
        ZSTD_freeCCtx(p->contexts[i]);
    for (size_t i = 0; i < SLOTS_MOST; i++) {
        buf_free(&p->slots[i].plain);
        buf_free(&p->slots[i].packed);
    }
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->ready);
    free(p);
}

bool press_full(const struct press *p)
{
    return p->put - p->taken == p->nslots;
}

bool press_empty(const struct press *p)
{
    return p->put == p->taken;
}

int press_put(struct press *p, struct span plain, struct fault *f)
{
    struct slot *s = &p->slots[p->put % p->nslots];
    buf_clear(&s->plain);
    buf_clear(&s->packed);
    buf_span(&s->plain, plain);
    buf_room(&s->packed, ZSTD_compressBound(plain.len));
    if (buf_check(&s->plain, "the frame at hand", f) != 0 ||
        buf_check(&s->packed, "the frame at hand", f) != 0)
        return -1;
    s->ready = p->nthreads == 0;
    if (s->ready)
        squeeze(p->contexts[0], s);
    pthread_mutex_lock(&p->lock);
    p->put++;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
    return 0;
}

int press_take(struct press *p, struct span *packed, struct fault *f)
{
    struct slot *s = &p->slots[p->taken % p->nslots];
    pthread_mutex_lock(&p->lock);
    while (!s->ready)
        pthread_cond_wait(&p->ready, &p->lock);
    p->taken++;
    pthread_mutex_unlock(&p->lock);
    if (ZSTD_isError(s->result))
        return fault(f, STATUS_BUG, "cannot compress: %s", ZSTD_getErrorName(s->result));
    *packed = (struct span){s->packed.at, s->result};
    return 0;
}
