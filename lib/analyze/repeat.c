#include "lib/analyze/repeat.h"
#include <stdlib.h>

struct repeat_engine {
    struct engine inner;
    int times;
    struct answers rounds[REPEATS_AT_MOST];
};

/* Texts and lists agree when both are there: their words differ from day to day. */
static bool agree(const struct answer *a, const struct answer *b)
{
    const struct value *x = &a->value, *y = &b->value;
    if (a->status != b->status)
        return false;
    if (a->status != ANSWER_GIVEN)
        return true;
    switch (a->question->type) {
    case ANSWER_BOOL: return x->truth == y->truth;
    case ANSWER_ENUM: return x->choice == y->choice;
    case ANSWER_MULTI_ENUM: return memcmp(x->chosen, y->chosen, sizeof x->chosen) == 0;
    case ANSWER_NUMBER: return x->number == y->number;
    case ANSWER_DATE: return day_number(&x->day) == day_number(&y->day);
    case ANSWER_LIST: return a->nitems == b->nitems;
    default: return true;
    }
}

/* The answer of the round with which most agree, the earliest of them. */
static void settle(const struct repeat_engine *e, size_t k, struct answer *to)
{
    int best = 0, most = 0;
    struct spend spend = {0};
    for (int r = 0; r < e->times; r++) {
        int n = 0;
        for (int other = 0; other < e->times; other++)
            n += agree(&e->rounds[r].at[k], &e->rounds[other].at[k]);
        if (n > most) {
            most = n;
            best = r;
        }
        spend_add(&spend, &e->rounds[r].at[k].spend);
    }
    *to = e->rounds[best].at[k];
    to->spend = spend;
    to->stability = (double)most / e->times;
}

static int ask(void *self, const struct inquiry *i, struct answers *answers, struct fault *f)
{
    struct repeat_engine *e = self;
    struct inquiry again = *i;
    bool waits = false;
    for (again.round = 0; again.round < e->times; again.round++) {
        struct answers *of = &e->rounds[again.round];
        answers_begin(of);
        if (e->inner.ask(e->inner.self, &again, of, f) == 0)
            continue;
        if (f->status != STATUS_TRY_LATER)
            return -1;
        waits = true; /* each round's requests are planned, or handed to a batch */
    }
    if (waits)
        return -1;
    for (size_t k = 0; k < answers->n; k++)
        settle(e, k, &answers->at[k]);
    return 0;
}

static void release(void *self)
{
    struct repeat_engine *e = self;
    if (e->inner.free)
        e->inner.free(e->inner.self);
    for (int r = 0; r < e->times; r++)
        answers_clear(&e->rounds[r]);
    free(e);
}

int engine_repeat(struct engine *e, struct engine inner, int times, const struct question_set *sets,
                  size_t n, struct fault *f)
{
    struct repeat_engine *x = calloc(1, sizeof *x);
    if (!x) {
        inner.free(inner.self);
        return fault(f, STATUS_NO_MEMORY, "no memory for the repeats");
    }
    x->inner = inner;
    x->times = times;
    for (int r = 0; r < times; r++)
        if (answers_make(&x->rounds[r], sets, n, f) != 0) {
            release(x);
            return -1;
        }
    *e = (struct engine){
        .name = inner.name, .model = inner.model, .ask = ask, .free = release, .self = x};
    return 0;
}
