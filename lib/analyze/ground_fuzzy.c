#include "lib/analyze/ground_parts.h"

/* Most of a claim's words in order, close together: a local alignment (Smith and Waterman, Journal
 * of Molecular Biology 147, 1981). A token that fits earns GAIN, twice that if it is a number or a
 * negation; each token of the call costs 1; tokens of the claim may be missing for nothing. So the
 * best alignment takes a token that stands up to GAIN tokens apart along. Coverage and density
 * decide afterwards. */

enum { GAIN = 6, FEW = 3, NEAR = 4 };

static bool is_kept(const struct token *t)
{
    return t->flags & (TOKEN_FIRM | TOKEN_NOT);
}

/* row[i]: the best alignment of the first i tokens of the claim that ends at or before token `at`
 * of the call. Scores count from the call's beginning: each is higher by `at` than it is, so that
 * a token which the claim does not have changes none of them. They grow with i. */
static void align(struct ground *g, uint32_t at)
{
    struct alignment *row = g->row;
    for (size_t i = g->words[g->said.at[at].word].last; i > 0; i = g->before[i]) {
        struct alignment a = row[i - 1];
        if (a.score < (int64_t)at)
            a = (struct alignment){.score = at, .start = at};
        bool kept = is_kept(&g->claim.at[i - 1]);
        a.score += kept ? 2 * GAIN : GAIN;
        a.matched++;
        a.kept = (uint16_t)(a.kept + kept);
        a.end = at + 1;
        a.head = a.head || i == 1;
        a.tail = i == g->claim.n;
        for (size_t k = i; k <= g->claim.n && row[k].score < a.score; k++)
            row[k] = a;
    }
}

static bool is_claimed(const struct ground *g, size_t at)
{
    return g->words[g->said.at[at].word].tick == g->tick;
}

/* Whether at least `need` of the tokens are words of the claim. */
static bool has_enough(const struct ground *g, size_t from, size_t end, size_t need)
{
    size_t n = 0;
    for (size_t at = from; at < end && n < need; at++)
        n += is_claimed(g, at);
    return n >= need;
}

/* Where the claim goes on and the place does not, a "not" may be why: "they will" is no evidence of
 * "they will accept" in "they will never accept". */
static bool stops_at_not(const struct ground *g, const struct alignment *a)
{
    const struct token *said = g->said.at;
    for (size_t i = a->start, k = 0; !a->head && k < NEAR && i > 0; i--, k++)
        if (said[i - 1].sentence == said[a->start].sentence && ground_negates(g, i - 1))
            return true;
    for (size_t i = a->end, k = 0; !a->tail && k < NEAR && i < g->said.n; i++, k++)
        if (said[i].sentence == said[a->end - 1].sentence && ground_negates(g, i))
            return true;
    return false;
}

static void seek(struct ground *g, size_t from, size_t end, uint32_t kept, uint32_t nots)
{
    size_t n = g->claim.n;
    for (size_t i = 0; i <= n; i++)
        g->row[i] = (struct alignment){.score = -1};
    for (size_t at = from; at < end; at++) {
        if (!is_claimed(g, at))
            continue;
        align(g, (uint32_t)at);
        const struct alignment *a = &g->row[n];
        if (a->end == at + 1 && a->matched >= FEW && 4 * (size_t)a->matched >= 3 * n &&
            a->end - a->start <= 3 * (uint32_t)a->matched && a->kept == kept && !stops_at_not(g, a))
            ground_consider(g,
                            (struct place){.from = a->start,
                                           .to = a->end,
                                           .tier = TIER_FUZZY,
                                           .score = a->score - (int64_t)a->end},
                            nots);
    }
}

void ground_seek_fuzzy(struct ground *g)
{
    size_t n = g->claim.n, need = n - n / 4;
    uint32_t kept = 0;
    g->tick++;
    for (size_t i = 1; i <= n; i++) {
        struct claimed *word = &g->words[g->claim.at[i - 1].word];
        g->before[i] = word->tick == g->tick ? word->last : 0;
        *word = (struct claimed){g->tick, (uint16_t)i};
        kept += is_kept(&g->claim.at[i - 1]);
    }
    for (size_t k = 0; k < g->t->nmonologues; k++) {
        const struct monologue *m = &g->t->monologues[k];
        size_t from = ground_first(g, m), end = ground_end(g, m);
        if (has_enough(g, from, end, need))
            seek(g, from, end, kept, tokens_nots(&g->claim, 0, n));
    }
}
