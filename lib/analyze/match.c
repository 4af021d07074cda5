#include "lib/analyze/match.h"
#include <stdlib.h>
#include "lib/analyze/amount.h"
#include "lib/analyze/array.h"
#include "lib/analyze/aside.h"
#include "lib/analyze/day.h"

/* Parts of one cue stand at most so many words, or bytes, from its first: some speakers' sentences
 * have no end. */
enum { NEGATION_REACH = 4, ANSWER_REACH = 3, SHORT_WORDS = 6, NEAR_WORDS = 12, NEAR_BYTES = 80 };
/* What was said lately was said so many sentences ago; no tick of one call is so near to another's.
 */
enum { LATELY = 8, CALL_GAP = 2 * LATELY };

/* Where a part was found last, and last before the monologue of that place. */
struct match_part {
    uint32_t tick, earlier, word, nwords;
    bool negated;
};

/* The first word behind a "not" that does not negate: not only, no doubt. */
static bool is_figure(struct span word)
{
    return span_is(word, "only") || span_is(word, "doubt") || span_is(word, "matter") ||
           span_is(word, "problem") || span_is(word, "wonder");
}

/* A new thought begins: what stood before it does not negate it. */
static bool is_turn(struct span word)
{
    static const char *const turns[] = {"but",    "because", "so", "and",    "although",
                                        "though", "while",   "if", "unless", "until"};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (span_is(word, turns[i]))
            return true;
    return false;
}

static bool is_negated(const struct cue_book *b, const struct transcript *t,
                       const struct sentence *s, uint32_t word)
{
    const struct word_seen *w = t->words.at;
    for (uint32_t i = word, k = 0; i > s->word && k < NEGATION_REACH; i--, k++) {
        if (w[i].after_break)
            return false;
        const struct word_seen *before = &w[i - 1];
        if (before->flags & WORD_NEGATES)
            return !(i < word && is_figure(lexicon_text(b->lexicon, w[i].word)));
        if (is_turn(lexicon_text(b->lexicon, before->word)))
            return false;
    }
    return false;
}

static bool stands(const struct cue_book *b, const struct cue_sequence *q,
                   const struct word_seen *w, uint32_t at, uint32_t end)
{
    if (end - at < q->n)
        return false;
    for (uint32_t i = 0; i < q->n; i++) {
        const struct cue_word *c = &b->words[q->word + i];
        if ((c->exact ? w[at + i].word : w[at + i].stem) != c->number)
            return false;
    }
    return true;
}

/* Which "not" a match holds: one that the cue says itself, one among the words it skips. */
struct nots {
    bool said, skipped;
};

static bool any_not(const struct word_seen *w, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        if (w[from].flags & WORD_NEGATES)
            return true;
    return false;
}

/* Elements from e on, words from `at` on: the word after the last one, or 0. */
static uint32_t follow(const struct cue_book *b, const struct cue_element *e, uint32_t n,
                       const struct word_seen *w, uint32_t at, uint32_t end, struct nots *nots)
{
    if (n == 0)
        return at;
    for (uint32_t skip = e->skip_least; e->n == 0 && skip <= e->skip_most && at + skip <= end;
         skip++) {
        uint32_t to = follow(b, e + 1, n - 1, w, at + skip, end, nots);
        nots->skipped = nots->skipped || (to && any_not(w, at, at + skip));
        if (to)
            return to;
    }
    bool may =
        e->n > 0 && at < end && (cue_may_begin(e, w[at].stem) || cue_may_begin(e, w[at].word));
    for (uint32_t i = 0; may && i < e->n; i++) {
        const struct cue_sequence *q = &b->sequences[e->sequence + i];
        if (q->first != w[at].stem && q->first != w[at].word)
            continue;
        uint32_t to =
            stands(b, q, w, at, end) ? follow(b, e + 1, n - 1, w, at + q->n, end, nots) : 0;
        nots->said = nots->said || (to && any_not(w, at, at + q->n));
        if (to)
            return to;
    }
    return e->optional ? follow(b, e + 1, n - 1, w, at, end, nots) : 0;
}

static int touch(struct match *m, uint32_t cue, struct fault *f)
{
    if (m->cue_seen[cue] == m->tick)
        return 0;
    m->cue_seen[cue] = m->tick;
    if (array_room(&m->touched, &m->room_touched, m->ntouched + 1, sizeof *m->touched, f) != 0)
        return -1;
    m->touched[m->ntouched++] = cue;
    return 0;
}

static int try_part(struct match *m, const struct cue_book *b, const struct transcript *t,
                    const struct sentence *s, uint32_t number, uint32_t word, struct fault *f)
{
    const struct cue_part *p = &b->parts[number];
    struct match_part *found = &m->parts[number];
    bool again = found->tick == m->tick;
    if ((again && !found->negated) || (p->first && word != s->word) || (p->asks && !s->question))
        return 0;
    struct nots nots = {0};
    uint32_t to =
        follow(b, &b->elements[p->element], p->n, t->words.at, word, s->word + s->nwords, &nots);
    if (!to)
        return 0;
    bool negated = !nots.said && (nots.skipped || is_negated(b, t, s, word));
    if (again && negated)
        return 0;
    uint32_t begun =
        m->tick - ((uint32_t)(s - t->sentences) - t->monologues[s->monologue].sentence);
    uint32_t earlier = found->tick < begun ? found->tick : found->earlier;
    *found = (struct match_part){m->tick, earlier, word, to - word, negated};
    return touch(m, p->cue, f);
}

/* A part that the index does not lead to. */
static int seek_part(struct match *m, const struct cue_book *b, const struct transcript *t,
                     const struct sentence *s, uint32_t number, struct fault *f)
{
    const struct cue_element *first = &b->elements[b->parts[number].element];
    const struct word_seen *w = t->words.at;
    for (uint32_t i = s->word; i < s->word + s->nwords; i++)
        if ((cue_may_begin(first, w[i].stem) || cue_may_begin(first, w[i].word)) &&
            try_part(m, b, t, s, number, i, f) != 0)
            return -1;
    return 0;
}

static int read_sentence(struct match *m, const struct cue_book *b, const struct transcript *t,
                         const struct sentence *s, struct fault *f)
{
    for (uint32_t i = s->word; i < s->word + s->nwords; i++) {
        const uint32_t numbers[] = {t->words.at[i].stem, t->words.at[i].word};
        for (size_t k = 0; k < 2; k++) {
            uint32_t link = numbers[k] < b->nheads ? b->heads[numbers[k]] : 0;
            for (; link; link = b->starts[link].next)
                if (try_part(m, b, t, s, b->starts[link].part, i, f) != 0)
                    return -1;
        }
    }
    for (size_t i = 0; i < b->nreplies; i++)
        if (touch(m, b->replies[i], f) != 0)
            return -1;
    for (size_t k = 0; k < m->ntouched; k++) {
        const struct cue *c = &b->cues[m->touched[k]];
        for (uint32_t i = c->part; i < c->part + c->nparts; i++) {
            const struct cue_part *p = &b->parts[i];
            if (!p->later)
                continue;
            if (seek_part(m, b, t, s, i, f) != 0)
                return -1;
            if ((m->parts[i].tick == m->tick) != (p->place == CUE_HERE))
                break; /* the cue does not hold here */
        }
    }
    return 0;
}

/* Sentence `number` answers what was said at an earlier tick: its monologue's first sentences, the
 * last ones of another speaker before it. */
static bool answers(const struct match *m, const struct transcript *t, uint32_t number,
                    uint32_t tick)
{
    uint32_t back = m->tick - tick;
    if (back == 0 || back > number || back >= 2 * ANSWER_REACH)
        return false;
    const struct monologue *here = &t->monologues[t->sentences[number].monologue];
    const struct monologue *there = &t->monologues[t->sentences[number - back].monologue];
    if (here == there || (here->speaker == there->speaker && here->speaker != 0))
        return false;
    return number - here->sentence < ANSWER_REACH &&
           here->sentence - (number - back) <= ANSWER_REACH;
}

/* Which of the classes are there, in the sentence's text or a part of it. */
static unsigned classes_of(const struct sentence *s, struct span near, unsigned classes)
{
    unsigned found =
        (s->question ? CLASS_QUESTION : 0) | (s->nwords <= SHORT_WORDS ? CLASS_SHORT : 0);
    size_t at = 0;
    if (classes & (CLASS_AMOUNT | CLASS_PERCENT | CLASS_NUMBER)) {
        struct amount a;
        while (amount_next(near, &at, &a))
            found |= CLASS_NUMBER | (a.unit == UNIT_MONEY     ? CLASS_AMOUNT
                                     : a.unit == UNIT_PERCENT ? CLASS_PERCENT
                                                              : 0);
    }
    const struct day any = {.year = 2001, .month = 1, .day = 1};
    struct day d;
    at = 0;
    if ((classes & CLASS_DEADLINE) && day_next_due(near, &at, &any, &d))
        found |= CLASS_DEADLINE;
    at = 0;
    if ((classes & CLASS_DATE) && day_next(near, &at, &any, &d))
        found |= CLASS_DATE;
    return found;
}

/* What the sentence as a whole does not hold need not be sought near each cue. */
static bool sentence_may_hold(struct match *m, const struct sentence *s, unsigned classes)
{
    unsigned asked = classes & ~m->classes_asked;
    if (asked)
        m->classes |= classes_of(s, s->text, asked) & asked;
    m->classes_asked |= asked;
    return (m->classes & classes) == classes;
}

/* Words have their places, classes the text around the first part. */
static bool is_near(struct match *m, const struct transcript *t, const struct sentence *s,
                    const struct cue_part *p, const struct match_part *found, const struct hit *hit)
{
    if (p->n > 0) {
        uint32_t end = hit->word + hit->nwords, to = found->word + found->nwords;
        return found->word <= end + NEAR_WORDS && hit->word <= to + NEAR_WORDS;
    }
    if (!sentence_may_hold(m, s, p->classes))
        return false;
    size_t from = 0, to = s->text.len;
    if (hit->nwords > 0) {
        const struct word_seen *first = &t->words.at[hit->word], *last = first + hit->nwords - 1;
        from = first->at > NEAR_BYTES ? first->at - NEAR_BYTES : 0;
        to = last->at + last->len + NEAR_BYTES < to ? last->at + last->len + NEAR_BYTES : to;
    }
    struct span near = {s->text.at + from, to - from};
    return (classes_of(s, near, p->classes) & p->classes) == p->classes;
}

static bool holds(struct match *m, const struct cue_book *b, const struct transcript *t,
                  uint32_t number, const struct cue *c, struct hit *hit)
{
    /* The cheap tests first: which words stand here, what was said before. */
    for (uint32_t i = c->part; i < c->part + c->nparts; i++) {
        const struct cue_part *p = &b->parts[i];
        const struct match_part *found = &m->parts[i];
        bool here = found->tick == m->tick;
        bool fits = p->place == CUE_BEFORE ? answers(m, t, number, found->tick) ||
                                                 answers(m, t, number, found->earlier)
                    : p->place == CUE_LATELY ? m->tick - found->tick <= LATELY
                                             : p->n == 0 || here == (p->place == CUE_HERE);
        if (!fits)
            return false;
        if (p->place != CUE_HERE || p->n == 0)
            continue;
        hit->negated = hit->negated || (found->negated && !c->keep);
        if (hit->nwords == 0) {
            hit->word = found->word;
            hit->nwords = found->nwords;
        }
    }
    for (uint32_t i = c->part; i < c->part + c->nparts; i++) {
        const struct cue_part *p = &b->parts[i];
        bool near =
            p->place == CUE_BEFORE || p->place == CUE_LATELY ||
            (p->place == CUE_NOT_HERE && p->n > 0) ||
            is_near(m, t, &t->sentences[number], p, &m->parts[i], hit) == (p->place == CUE_HERE);
        if (!near)
            return false;
    }
    return true;
}

/* The last third of a call that has parts at all. */
static bool is_late(const struct transcript *t, uint32_t sentence)
{
    enum { LEAST = 30 };
    return t->nsentences < LEAST || sentence >= t->nsentences / 3 * 2;
}

static int by_question(const void *left, const void *right)
{
    const struct hit *x = left, *y = right;
    if (x->question != y->question)
        return x->question < y->question ? -1 : 1;
    if (x->sentence != y->sentence)
        return x->sentence < y->sentence ? -1 : 1;
    return x->cue < y->cue ? -1 : x->cue > y->cue;
}

int match_run(struct match *m, const struct cue_book *b, const struct transcript *t,
              struct fault *f)
{
    size_t had_parts = m->room_parts, had_cues = m->room_cues;
    if (array_room(&m->parts, &m->room_parts, b->nparts, sizeof *m->parts, f) != 0 ||
        array_room(&m->cue_seen, &m->room_cues, b->ncues, sizeof *m->cue_seen, f) != 0)
        return -1;
    /* A tick never returns; before it could, and at first, everything is forgotten. A gap lies
     * between two calls, so nothing said in one is near anything said in the next. */
    if (had_parts < m->room_parts || had_cues < m->room_cues ||
        m->tick > UINT32_MAX - t->nsentences - 2 * CALL_GAP) {
        memset(m->parts, 0, m->room_parts * sizeof *m->parts);
        memset(m->cue_seen, 0, m->room_cues * sizeof *m->cue_seen);
        m->tick = 0;
    }
    m->tick += CALL_GAP;
    m->n = 0;
    for (uint32_t i = 0; i < t->nsentences; i++) {
        m->tick++;
        m->ntouched = 0;
        m->classes_asked = m->classes = 0;
        if (read_sentence(m, b, t, &t->sentences[i], f) != 0 ||
            array_room(&m->hits, &m->room, m->n + m->ntouched, sizeof *m->hits, f) != 0)
            return -1;
        bool aside = m->ntouched > 0 && aside_is(t, i, b->lexicon), late = is_late(t, i);
        for (size_t k = 0; k < m->ntouched; k++) {
            const struct cue *c = &b->cues[m->touched[k]];
            struct hit hit = {.question = c->question,
                              .sentence = i,
                              .cue = m->touched[k],
                              .choice = (int16_t)c->choice,
                              .role = (uint8_t)c->role};
            bool looked = c->where == WHERE_ALL || (!aside && (late || c->where != WHERE_LATE));
            if (looked && holds(m, b, t, i, c, &hit))
                m->hits[m->n++] = hit;
        }
    }
    if (m->n)
        qsort(m->hits, m->n, sizeof *m->hits, by_question);
    return 0;
}

void match_clear(struct match *m)
{
    free(m->hits);
    free(m->parts);
    free(m->cue_seen);
    free(m->touched);
    *m = (struct match){0};
}
