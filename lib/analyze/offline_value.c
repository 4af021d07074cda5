#include "lib/analyze/amount.h"
#include "lib/analyze/day.h"
#include "lib/analyze/offline.h"
#include "lib/json/json.h"

/* How near the cue must be: in the sentence, in the one before it in the same monologue, or in the
 * last sentences of the speaker before. */
static const double same = 1, answer = .8, neighbour = .5;
enum { ANSWER_REACH = 3 };

static double nearness(const struct transcript *t, uint32_t sentence, const struct hit *h, int type)
{
    const struct sentence *s = &t->sentences[sentence], *cue = &t->sentences[h->sentence];
    if (h->sentence == sentence)
        return same;
    if (cue->monologue == s->monologue)
        return type == ANSWER_NUMBER && (h->sentence + 1 == sentence || sentence + 1 == h->sentence)
                   ? neighbour
                   : 0;
    uint32_t first = t->monologues[s->monologue].sentence;
    bool answers = cue->question && h->sentence < first && first - h->sentence <= ANSWER_REACH &&
                   sentence - first < ANSWER_REACH;
    return answers ? answer : 0;
}

/* A value found in a sentence. */
struct found {
    double number;
    struct day day;
    size_t at; /* byte in the sentence */
};

bool offline_fits(const struct question *asked, const struct amount *a, bool near)
{
    return asked->unit == UNIT_ANY || asked->unit == a->unit ||
           (asked->unit == UNIT_MONEY && a->unit == UNIT_COUNT && near && a->value >= 1000);
}

static bool next_value(const struct asking *q, struct span text, size_t *at,
                       const struct day *today, bool near, struct found *v)
{
    const struct question *asked = q->answer->question;
    if (asked->type == ANSWER_DATE) {
        if (!day_next(text, at, today, &v->day))
            return false;
        v->at = *at;
        return true;
    }
    struct amount a;
    while (amount_next(text, at, &a)) {
        if (!offline_fits(asked, &a, near))
            continue;
        *v = (struct found){.number = a.value, .at = a.at};
        return true;
    }
    return false;
}

static size_t distance(const struct transcript *t, const struct found *v, const struct hit *h,
                       uint32_t sentence)
{
    if (h->sentence != sentence || h->nwords == 0)
        return v->at;
    size_t cue = t->words.at[h->word].at;
    return cue > v->at ? cue - v->at : v->at - cue;
}

/* The values of one sentence for one hit: the one nearest to the cue. */
static bool nearest(const struct asking *q, uint32_t sentence, const struct hit *h,
                    const struct day *today, struct found *best)
{
    const struct transcript *t = q->inquiry->transcript;
    size_t at = 0, least = SIZE_MAX;
    struct found v;
    while (next_value(q, t->sentences[sentence].text, &at, today, h->sentence == sentence, &v)) {
        size_t far = distance(t, &v, h, sentence);
        if (far < least) {
            least = far;
            *best = v;
        }
    }
    return least != SIZE_MAX;
}

/* The best value near a hit, if any. */
static double value_near(const struct asking *q, const struct hit *h, const struct day *today,
                         uint32_t *where, struct found *v)
{
    const struct transcript *t = q->inquiry->transcript;
    double best = 0;
    uint32_t from = h->sentence > 0 ? h->sentence - 1 : 0, to = h->sentence + 2 * ANSWER_REACH;
    for (uint32_t s = from; s <= to && s < t->nsentences; s++) {
        double near = nearness(t, s, h, q->answer->question->type);
        struct found found = {0};
        if (near > best && t->sentences[s].quotable &&
            asked_side_fits(q->answer->question->side, transcript_side(t, s)) &&
            nearest(q, s, h, today, &found)) {
            best = near;
            *where = s;
            *v = found;
        }
    }
    return best;
}

uint32_t offline_word(const struct transcript *t, uint32_t sentence, size_t at)
{
    const struct sentence *s = &t->sentences[sentence];
    uint32_t word = s->word;
    while (word + 1 < s->word + s->nwords && t->words.at[word + 1].at <= at)
        word++;
    return word;
}

/* The day on which the call was, where it was. */
static bool call_day(const struct call *c, struct day *d)
{
    const struct span times[] = {c->started, c->scheduled};
    for (size_t i = 0; i < 2; i++)
        if (json_kind(times[i]) == JSON_STRING &&
            day_of((struct span){times[i].at + 1, times[i].len - 2}, d))
            return true;
    return false;
}

int offline_value(struct asking *q, struct fault *f)
{
    (void)f;
    struct answer *a = q->answer;
    struct day today = {1970, 1, 1};
    bool knows_today = call_day(q->inquiry->transcript->call, &today), given = false;
    double best = 0;
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        uint32_t where = 0;
        struct found v = {0};
        double weight =
            h->negated || h->role == CUE_DENIES ? 0 : value_near(q, h, &today, &where, &v);
        weight *= h->role == CUE_HINTS ? .5 : 1;
        if (weight == 0)
            continue;
        struct hit quoted = {.sentence = where, .choice = NO_CHOICE};
        quoted.nwords = q->inquiry->transcript->sentences[where].nwords > 0;
        quoted.word = offline_word(q->inquiry->transcript, where, v.at);
        offline_quote(q, &quoted, weight);
        bool better = a->question->pick == PICK_LAST ? weight >= best : weight > best;
        if (!better)
            continue;
        best = weight;
        given = h->role == CUE_SAYS;
        a->value.number = v.number;
        a->value.day = v.day;
    }
    offline_settle(a, given && (a->question->type != ANSWER_DATE || knows_today), false);
    return 0;
}
