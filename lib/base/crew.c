#include "lib/base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

/* The slots are a ring: `put` counts those put in, `begun` those that a thread has begun with,
 * `taken` those given back. */
struct crew {
    crew_work *work;
    void *self;
    size_t slots, put, begun, taken;
    bool done[CREW_SLOTS];
    pthread_t threads[CREW_THREADS - 1];
    size_t nthreads, named; /* named: threads that have taken their number; the caller has 0 */
    bool closing;
    pthread_mutex_t lock;
    pthread_cond_t more, ready;
};

size_t crew_size(int64_t threads)
{
    cpu_set_t set;
    if (threads <= 0)
        threads = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return threads < CREW_THREADS ? (size_t)threads : CREW_THREADS;
}

/* Does what is to be begun next; the lock is held, but not meanwhile. */
static void work_on(struct crew *c, size_t thread)
{
    size_t slot = c->begun++ % c->slots;
    pthread_mutex_unlock(&c->lock);
    c->work(c->self, thread, slot);
    pthread_mutex_lock(&c->lock);
    c->done[slot] = true;
    pthread_cond_signal(&c->ready);
}

static void *live(void *who)
{
    struct crew *c = who;
    pthread_mutex_lock(&c->lock);
    size_t thread = ++c->named;
    while (!c->closing)
        if (c->begun < c->put)
            work_on(c, thread);
        else
            pthread_cond_wait(&c->more, &c->lock);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

struct crew *crew_new(int64_t threads, crew_work *work, void *self, struct fault *f)
{
    struct crew *c = calloc(1, sizeof *c);
    size_t n = crew_size(threads);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for threads");
        return NULL;
    }
    c->work = work;
    c->self = self;
    c->slots = n > 1 ? 2 * n : 1; /* the others go on while the caller is at one */
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->more, NULL);
    pthread_cond_init(&c->ready, NULL);
    for (size_t i = 1; i < n; i++)
        if (pthread_create(&c->threads[c->nthreads], NULL, live, c) == 0)
            c->nthreads++;
    return c;
}

void crew_free(struct crew *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->closing = true;
    pthread_cond_broadcast(&c->more);
    pthread_mutex_unlock(&c->lock);
    for (size_t i = 0; i < c->nthreads; i++)
        pthread_join(c->threads[i], NULL);
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->more);
    pthread_cond_destroy(&c->ready);
    free(c);
}

bool crew_full(const struct crew *c)
{
    return c->put - c->taken == c->slots;
}

bool crew_empty(const struct crew *c)
{
    return c->put == c->taken;
}

size_t crew_free_slot(const struct crew *c)
{
    return c->put % c->slots;
}

void crew_put(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    c->done[crew_free_slot(c)] = false;
    c->put++;
    pthread_cond_signal(&c->more);
    pthread_mutex_unlock(&c->lock);
}

size_t crew_take(struct crew *c)
{
    size_t slot = c->taken % c->slots;
    pthread_mutex_lock(&c->lock);
    while (!c->done[slot])
        if (c->begun < c->put)
            work_on(c, 0);
        else
            pthread_cond_wait(&c->ready, &c->lock);
    pthread_mutex_unlock(&c->lock);
    c->taken++;
    return slot;
}
