#include "lib/analyze/offline.h"
#include <stdlib.h>
#include "lib/analyze/quote.h"

bool offline_counts(const struct asking *q, const struct hit *h)
{
    return !h->apart && asked_side_fits(q->answer->question->side,
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

static int answer_one(struct asking *q, struct fault *f)
{
    if (!question_has_cues(q->answer->question))
        return offline_open(q, f);
    switch (q->answer->question->type) {
    case ANSWER_BOOL:
    case ANSWER_ENUM:
    case ANSWER_MULTI_ENUM: return offline_choice(q, f);
    case ANSWER_NUMBER:
    case ANSWER_DATE: return offline_value(q, f);
    case ANSWER_LIST: return offline_list(q, f);
    default: return offline_text(q, f);
    }
}

struct hit *offline_hits(const struct match *m, uint32_t number, size_t *n)
{
    size_t low = 0, high = m->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (m->hits[middle].question < number)
            low = middle + 1;
        else
            high = middle;
    }
    for (*n = 0; low + *n < m->n && m->hits[low + *n].question == number;)
        ++*n;
    return m->n ? m->hits + low : NULL;
}

/* A reaction to a price stands near talk of a price: at most so many sentences after it, or before.
 */
enum { AFTER = 8, BEFORE = 2 };

static void part_from(struct hit *hits, size_t n, const struct hit *near, size_t nnear)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        while (k < nnear &&
               (near[k].role != CUE_SAYS || near[k].sentence + AFTER < hits[i].sentence))
            k++;
        hits[i].apart = k == nnear || near[k].sentence > hits[i].sentence + BEFORE;
    }
}

/* The hits of each question that must be near to another's. */
static void part_hits(struct match *m, const struct answers *answers)
{
    for (size_t k = 0; k < answers->n; k++) {
        const struct question *q = answers->at[k].question;
        if (!q->near)
            continue;
        uint32_t near = (uint32_t)((size_t)(q->near - answers->at[k].set->questions) + k -
                                   (size_t)(q - answers->at[k].set->questions));
        size_t n, nnear;
        struct hit *hits = offline_hits(m, (uint32_t)k, &n),
                   *others = offline_hits(m, near, &nnear);
        part_from(hits, n, others, nnear);
    }
}

static int ask(void *self, const struct inquiry *i, struct answers *answers, struct fault *f)
{
    struct offline *o = self;
    o->ranked = false;
    if (match_run(&o->match, i->book, i->transcript, f) != 0)
        return -1;
    part_hits(&o->match, answers);
    uint32_t fields = (uint32_t)answers->n;
    for (size_t k = 0; k < answers->n; k++) {
        struct asking q = {.engine = o, .inquiry = i, .answer = &answers->at[k]};
        q.number = (uint32_t)k;
        q.fields = fields;
        q.hits = offline_hits(&o->match, q.number, &q.n);
        fields += (uint32_t)q.answer->question->nfields;
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
    free(o->places);
    free(o->objects);
    free(o->near);
    free(o->merged);
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
