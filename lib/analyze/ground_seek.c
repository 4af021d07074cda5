#include "lib/analyze/ground_parts.h"

/* Runs of tokens, by the algorithm of Knuth, Morris and Pratt (SIAM Journal on Computing 6, 1977):
 * one pass whatever the text and the claim are. */

enum { TRIES = 16 }; /* places of the first fragment that are tried in one monologue */

/* failure[i]: of the part of the claim that ends with token i, the longest proper end that is its
 * beginning too. */
static void prepare(struct ground *g, size_t from, size_t to)
{
    uint16_t *failure = g->failure + from;
    const struct token *q = g->claim.at + from;
    failure[0] = 0;
    for (size_t i = 1, k = 0; i < to - from; i++) {
        while (k > 0 && q[i].word != q[k].word)
            k = failure[k - 1];
        k += q[i].word == q[k].word;
        failure[i] = (uint16_t)k;
    }
}

/* How far a search is: at token `at` with `matched` tokens of the part before it. */
struct search {
    size_t at, matched;
};

/* The first token of the next run that is the part; SIZE_MAX when there is none before `end`. */
static size_t next(const struct ground *g, size_t from, size_t to, struct search *s, size_t end)
{
    const struct token *q = g->claim.at + from;
    const uint16_t *failure = g->failure + from;
    size_t n = to - from;
    while (s->at < end) {
        uint32_t word = g->said.at[s->at++].word;
        while (s->matched > 0 && word != q[s->matched].word)
            s->matched = failure[s->matched - 1];
        s->matched += word == q[s->matched].word;
        if (s->matched == n) {
            s->matched = failure[n - 1];
            return s->at - n;
        }
    }
    return SIZE_MAX;
}

/* Byte for byte, with what stands before the first token and behind the last one. */
static bool is_exact(const struct ground *g, const struct monologue *m, size_t from, size_t to)
{
    struct span run = transcript_run(g->t, m->sentence, m->sentence + m->nsentences - 1);
    const char *at = g->t->text.at + g->said.at[from].at;
    size_t before = (size_t)(at - run.at), lead = g->claim.at[0].at;
    bool whole = !(g->said.at[from].flags & TOKEN_GLUED) &&
                 (to == ground_end(g, m) || !(g->said.at[to].flags & TOKEN_GLUED));
    return whole && before >= lead && run.len - (before - lead) >= g->text.len &&
           memcmp(at - lead, g->text.at, g->text.len) == 0;
}

void ground_seek_run(struct ground *g)
{
    size_t n = g->claim.n;
    uint32_t nots = tokens_nots(&g->claim, 0, n);
    prepare(g, 0, n);
    for (size_t i = 0; i < g->t->nmonologues; i++) {
        const struct monologue *m = &g->t->monologues[i];
        struct search s = {ground_first(g, m), 0};
        for (size_t at; (at = next(g, 0, n, &s, ground_end(g, m))) != SIZE_MAX;) {
            enum tier tier = is_exact(g, m, at, at + n) ? TIER_EXACT : TIER_NORMALIZED;
            ground_consider(g, (struct place){.from = at, .to = at + n, .tier = tier}, nots);
        }
    }
}

/* An ellipsis that hides a "not" of a sentence it stands in turns it round. Tokens from..to of the
 * call are left out. */
static bool hides_not(const struct ground *g, size_t from, size_t to)
{
    size_t tail = g->sentences[g->said.at[from - 1].sentence + 1].token,
           head = g->sentences[g->said.at[to].sentence].token;
    if (tail >= to || head <= from)
        return tokens_nots(&g->said, from, to) > 0;
    return tokens_nots(&g->said, from, tail) > 0 || tokens_nots(&g->said, head, to) > 0;
}

/* The fragments in order, from where *s is on: false when they are not all there. All that lies
 * between the first and the last is to be printed if it may be, else the longest one; nothing (an
 * empty place) when an ellipsis hides a negation. */
static bool next_fragments(const struct ground *g, struct search *s, size_t end, struct place *p)
{
    struct search rest = *s;
    size_t longest = 0, start = 0, last = 0;
    bool hidden = false;
    for (size_t i = 0; i < g->nfragments; i++) {
        const struct fragment *part = &g->fragments[i];
        size_t at = next(g, part->from, part->to, &rest, end);
        if (at == SIZE_MAX)
            return false;
        if (i == 0) {
            *s = rest;
            start = at;
        } else {
            hidden = hidden || hides_not(g, last, at);
        }
        last = at + part->to - part->from;
        rest = (struct search){last, 0};
        if (part->letters > longest) {
            longest = part->letters;
            p->from = at;
            p->to = last;
        }
    }
    const struct token *first = &g->said.at[start], *final = &g->said.at[last - 1];
    if (hidden) {
        p->from = p->to;
    } else if (final->end - first->at <= GROUND_BYTES &&
               final->sentence - first->sentence < GROUND_SENTENCES) {
        p->from = start;
        p->to = last;
    }
    p->score = -(int64_t)(last - start);
    return true;
}

void ground_seek_fragments(struct ground *g)
{
    if (g->nfragments < 2)
        return;
    for (size_t i = 0; i < g->nfragments; i++)
        prepare(g, g->fragments[i].from, g->fragments[i].to);
    for (size_t i = 0; i < g->t->nmonologues; i++) {
        const struct monologue *m = &g->t->monologues[i];
        struct search s = {ground_first(g, m), 0};
        struct place p = {.tier = TIER_STITCHED};
        for (int k = 0; k < TRIES && next_fragments(g, &s, ground_end(g, m), &p); k++)
            if (p.from < p.to)
                ground_consider(g, p, tokens_nots(&g->said, p.from, p.to));
    }
}
