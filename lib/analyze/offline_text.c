#include "lib/analyze/offline.h"
#include "lib/analyze/quote.h"

enum { SHORT_WORDS = 20, PARA_WORDS = 120, LEAST_WORDS = 4 };

/* The best quote is the answer, in the speaker's words. */
static void settle_text(struct answer *a, bool given)
{
    offline_settle(a, given, false);
    if (a->n)
        a->value.text = quote_head(a->evidence[0].quote,
                                   a->question->type == ANSWER_SHORT ? SHORT_WORDS : PARA_WORDS);
}

int offline_text(struct asking *q, struct fault *f)
{
    (void)f;
    bool given = false;
    for (size_t i = 0; i < q->n; i++)
        given = given || (q->hits[i].role == CUE_SAYS && !q->hits[i].negated &&
                          offline_counts(q, &q->hits[i]));
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        if (h->negated || h->role != (given ? CUE_SAYS : CUE_HINTS) || !offline_counts(q, h))
            continue;
        /* A sentence that says something by itself is the better quote. */
        bool full = q->inquiry->transcript->sentences[h->sentence].nwords >= LEAST_WORDS;
        offline_quote(q, h, full ? 1 : .5);
    }
    settle_text(q->answer, given);
    return 0;
}

/* A question without cues is answered by nobody offline; what speaks about it is shown as unclear.
 * At least half of the question's weight must stand in one monologue or next to it. */
int offline_open(struct asking *q, struct fault *f)
{
    struct offline *o = q->engine;
    const struct transcript *t = q->inquiry->transcript;
    if (!o->ranked && rank_call(&o->rank, t, q->inquiry->book->lexicon, f) != 0)
        return -1;
    o->ranked = true;
    if (rank_question(&o->rank, span_of(q->answer->question->text), f) != 0)
        return -1;
    for (size_t i = 0; i < o->rank.n && q->answer->n < (size_t)q->answer->question->max_items;
         i++) {
        const struct monologue *m = &t->monologues[o->rank.order[i]];
        if (!asked_side_fits(q->answer->question->side, m->side) ||
            rank_share(&o->rank, o->rank.order[i]) < .5)
            continue;
        uint32_t sentence = rank_sentence(&o->rank, o->rank.order[i]);
        struct hit h = {.sentence = sentence, .choice = NO_CHOICE};
        if (m->nsentences > 0)
            offline_quote(q, &h, .5);
    }
    settle_text(q->answer, false);
    return 0;
}
