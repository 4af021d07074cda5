#include "lib/analyze/gate.h"
#include <stdlib.h>
#include "lib/state/digest.h"

struct gate_engine {
    struct engine cheap, strong;
    struct gate *gate;
    struct answers first; /* the cheap one's */
    bool *skip;
};

/* A number between 0 and 1 that is the call's and the question's own. */
static double lot(struct span call, const struct question *q)
{
    struct digest d;
    char text[DIGEST_TEXT];
    digest_begin(&d);
    digest_add(&d, call.at, call.len);
    digest_add(&d, q->sha256, strlen(q->sha256));
    digest_end(&d, text);
    text[13] = '\0';
    return (double)strtoull(text, NULL, 16) / (double)((uint64_t)1 << 52);
}

static void count(struct gate *g, bool missed)
{
    pthread_mutex_lock(&g->purse->mutex);
    g->purse->audited++;
    g->purse->missed += missed;
    pthread_mutex_unlock(&g->purse->mutex);
}

static int ask(void *self, const struct inquiry *i, struct answers *answers, struct fault *f)
{
    struct gate_engine *e = self;
    struct inquiry second = *i;
    answers_begin(&e->first);
    bool open = e->cheap.ask(e->cheap.self, i, &e->first, f) != 0;
    if (open && !(e->gate->planned && f->status == STATUS_TRY_LATER))
        return -1;
    if (open)
        *f = (struct fault){0};
    for (size_t k = 0; k < answers->n; k++) {
        bool silent = !open && e->first.at[k].status == ANSWER_NOT_DISCUSSED;
        bool audited =
            silent && lot(i->transcript->call->id, answers->at[k].question) < e->gate->audit;
        e->skip[k] = (silent && !audited) || (i->skip && i->skip[k]);
        answers->at[k].gate = audited ? "audited" : silent ? "no" : "yes";
    }
    second.skip = e->skip;
    if (e->strong.ask(e->strong.self, &second, answers, f) != 0)
        return -1;
    for (size_t k = 0; k < answers->n; k++) {
        struct answer *a = &answers->at[k];
        bool audited = e->first.at[k].status == ANSWER_NOT_DISCUSSED && !e->skip[k];
        a->gate = audited ? "audited" : e->skip[k] ? "no" : "yes";
        spend_add(&a->spend, &e->first.at[k].spend);
        if (audited)
            count(e->gate, a->status == ANSWER_GIVEN || a->status == ANSWER_UNCLEAR);
    }
    return 0;
}

static void release(void *self)
{
    struct gate_engine *e = self;
    if (e->cheap.free)
        e->cheap.free(e->cheap.self);
    if (e->strong.free)
        e->strong.free(e->strong.self);
    answers_clear(&e->first);
    free(e->skip);
    free(e);
}

int engine_gate(struct engine *e, struct engine cheap, struct engine strong, struct gate *g,
                const struct question_set *sets, size_t n, struct fault *f)
{
    struct gate_engine *x = calloc(1, sizeof *x);
    if (x)
        *x = (struct gate_engine){.cheap = cheap, .strong = strong, .gate = g};
    if (!x || answers_make(&x->first, sets, n, f) != 0 ||
        !(x->skip = calloc(x->first.n + 1, sizeof *x->skip))) {
        if (x)
            release(x);
        else
            cheap.free(cheap.self), strong.free(strong.self);
        return fault(f, STATUS_NO_MEMORY, "no memory for the gate");
    }
    *e = (struct engine){
        .name = strong.name, .model = strong.model, .ask = ask, .free = release, .self = x};
    return 0;
}
