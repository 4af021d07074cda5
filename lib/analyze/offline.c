#include "lib/analyze/offline.h"
#include <stdlib.h>
#include "lib/analyze/quote.h"

bool offline_counts(const struct asking *q, const struct hit *h)
{
    return asked_side_fits(q->answer->question->side,
                           transcript_side(q->inquiry->transcript, h->sentence));
}

void offline_quote(struct asking *q, const struct hit *h, double weight)
{
    struct evidence e = {.choice = h->choice, .weight = weight};
    if (quote_make(&e, q->inquiry->transcript, h->sentence, h->word, h->nwords))
        quote_add(q->answer, q->inquiry->transcript, &e);
}

void offline_settle(struct answer *a, bool given, bool contested)
{
    double weight = 0;
    for (size_t i = 0; i < a->n; i++)
        weight += a->evidence[i].weight;
    if (a->n == 0) {
        a->status = ANSWER_NOT_DISCUSSED;
        a->confidence = CONFIDENCE_NONE;
    } else if (!given || a->n < (size_t)a->question->min_evidence) {
        a->status = ANSWER_UNCLEAR;
        a->confidence = CONFIDENCE_LOW;
    } else {
        a->status = ANSWER_GIVEN;
        a->confidence = contested     ? CONFIDENCE_LOW
                        : weight >= 2 ? CONFIDENCE_HIGH
                                      : CONFIDENCE_MEDIUM;
    }
}

static bool has_cues(const struct question *q)
{
    size_t n = q->cues.n + q->hints.n + q->denials.n;
    for (size_t i = 0; i < q->nchoices; i++)
        n += q->choices[i].cues.n + q->choices[i].hints.n;
    return n > 0 || q->like;
}

static int answer_one(struct asking *q, struct fault *f)
{
    if (!has_cues(q->answer->question))
        return offline_open(q, f);
    switch (q->answer->question->type) {
    case ANSWER_BOOL:
    case ANSWER_ENUM:
    case ANSWER_MULTI_ENUM: return offline_choice(q, f);
    case ANSWER_NUMBER:
    case ANSWER_DATE: return offline_value(q, f);
    default: return offline_text(q, f);
    }
}

static int ask(void *self, const struct inquiry *i, struct answers *answers, struct fault *f)
{
    struct offline *o = self;
    o->ranked = false;
    if (match_run(&o->match, i->book, i->transcript, f) != 0)
        return -1;
    const struct hit *hit = o->match.hits, *end = hit + o->match.n;
    for (size_t k = 0; k < answers->n; k++) {
        struct asking q = {.engine = o, .inquiry = i, .hits = hit, .answer = &answers->at[k]};
        while (hit < end && hit->question == k)
            hit++;
        q.n = (size_t)(hit - q.hits);
        if (answer_one(&q, f) != 0)
            return -1;
        /* Cues of another language prove no silence. */
        struct answer *a = q.answer;
        if (a->status == ANSWER_NOT_DISCUSSED && strcmp(a->set->language, i->language) != 0)
            a->status = ANSWER_UNCLEAR;
    }
    return 0;
}

static void release(void *self)
{
    struct offline *o = self;
    match_clear(&o->match);
    rank_clear(&o->rank);
    free(o);
}

int engine_offline(struct engine *e, struct fault *f)
{
    struct offline *o = calloc(1, sizeof *o);
    if (!o)
        return fault(f, STATUS_NO_MEMORY, "no memory for the offline engine");
    *e = (struct engine){.name = "offline", .ask = ask, .free = release, .self = o};
    return 0;
}
