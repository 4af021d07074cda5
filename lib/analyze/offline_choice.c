#include "lib/analyze/offline.h"

/* More cues in a sentence make it surer, but one sentence is one witness. */
static const double another_cue = .25, a_hint = .25, a_negation = .7;

/* The hits of one sentence that say the same thing are one vote: *h moves to the last of them. */
static double vote(const struct asking *q, size_t *i)
{
    const struct hit *first = &q->hits[*i];
    double weight = first->role == CUE_HINTS ? a_hint : 1;
    for (; *i + 1 < q->n; (*i)++) {
        const struct hit *h = &q->hits[*i + 1];
        if (h->sentence != first->sentence || h->choice != first->choice ||
            h->role != first->role || h->negated != first->negated)
            break;
        weight += first->role == CUE_HINTS ? a_hint : another_cue;
    }
    return first->negated ? weight * a_negation : weight;
}

static bool says_yes(const struct hit *h)
{
    return h->role == CUE_SAYS && !h->negated;
}

static bool says_no(const struct hit *h)
{
    return (h->role == CUE_DENIES && !h->negated) || (h->role == CUE_SAYS && h->negated);
}

static int answer_bool(struct asking *q)
{
    double yes = 0, no = 0;
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        double weight = vote(q, &i);
        if (!offline_counts(q, h))
            continue;
        yes += says_yes(h) ? weight : 0;
        no += says_no(h) ? weight : 0;
    }
    struct answer *a = q->answer;
    a->value.truth = yes > 0 && yes >= no;
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        double weight = vote(q, &i);
        bool shows = yes + no == 0    ? h->role == CUE_HINTS && !h->negated
                     : a->value.truth ? says_yes(h)
                                      : says_no(h);
        if (shows && offline_counts(q, h))
            offline_quote(q, h, weight);
    }
    offline_settle(a, yes + no > 0, yes > 0 && no > 0);
    return 0;
}

/* What speaks for each value, and where it was said first and last. */
struct tally {
    double weight;
    uint32_t first, last;
};

static int pick(const struct question *q, const struct tally *t, bool *contested)
{
    int best = NO_CHOICE;
    for (int i = 0; i < (int)q->nchoices; i++) {
        if (t[i].weight == 0)
            continue;
        bool better = best == NO_CHOICE;
        if (!better)
            switch (q->pick) {
            case PICK_MOST:
                *contested = *contested || t[i].weight == t[best].weight;
                better = t[i].weight > t[best].weight ||
                         (t[i].weight == t[best].weight && t[i].last > t[best].last);
                break;
            case PICK_FIRST: better = t[i].first < t[best].first; break;
            case PICK_LAST: better = t[i].last > t[best].last; break;
            default: break;
            }
        if (better)
            best = i;
    }
    return best;
}

static void count_choices(struct asking *q, enum cue_role role, struct tally *t)
{
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        double weight = vote(q, &i);
        if (h->role != role || h->negated || h->choice == NO_CHOICE || !offline_counts(q, h))
            continue;
        struct tally *of = &t[h->choice];
        if (of->weight == 0)
            of->first = h->sentence;
        of->last = h->sentence;
        of->weight += weight;
    }
}

static int answer_enum(struct asking *q)
{
    struct answer *a = q->answer;
    const struct question *asked = a->question;
    bool contested = false, all = asked->type == ANSWER_MULTI_ENUM;
    enum cue_role role = CUE_SAYS;
    struct tally tally[256] = {0};
    count_choices(q, role, tally);
    a->value.choice = pick(asked, tally, &contested);
    bool given = a->value.choice != NO_CHOICE;
    if (!given) {
        role = CUE_HINTS;
        count_choices(q, role, tally);
        a->value.choice = pick(asked, tally, &contested);
    }
    /* Of each value that was found its best quote first, so that none is without one. */
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        double weight = vote(q, &i);
        if (h->role != role || h->negated || h->choice == NO_CHOICE || !offline_counts(q, h))
            continue;
        if (!all && h->choice != a->value.choice)
            continue;
        offline_quote(q, h, weight);
    }
    for (size_t i = 0; i < a->n && all; i++)
        value_choose(&a->value, a->evidence[i].choice);
    offline_settle(a, given, contested && !all);
    return 0;
}

int offline_choice(struct asking *q, struct fault *f)
{
    (void)f;
    return q->answer->question->type == ANSWER_BOOL ? answer_bool(q) : answer_enum(q);
}
