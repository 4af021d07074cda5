#include "lib/analyze/ground.h"
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/analyze/ground_parts.h"

enum { AROUND = 3, GLUE = 8 };

static const char *const refusals[] = {
    [GROUND_FOUND] = "found",           [GROUND_TOO_SHORT] = "too_short",
    [GROUND_TOO_LONG] = "too_long",     [GROUND_NOT_SAID] = "not_said",
    [GROUND_WRONG_SIDE] = "wrong_side", [GROUND_UNQUOTABLE] = "unquotable",
};

const char *ground_refusal_name(enum ground_refusal why)
{
    return refusals[why];
}

struct ground *ground_new(struct fault *f)
{
    struct ground *g = calloc(1, sizeof *g);
    if (!g) {
        fault(f, STATUS_NO_MEMORY, "no memory for the quotes");
        return NULL;
    }
    if (token_reader_make(&g->reader, f) != 0) {
        ground_free(g);
        return NULL;
    }
    return g;
}

void ground_free(struct ground *g)
{
    if (!g)
        return;
    token_reader_clear(&g->reader);
    tokens_clear(&g->said);
    tokens_clear(&g->names);
    tokens_clear(&g->claim);
    tokens_clear(&g->label);
    buf_free(&g->text);
    free(g->sentences);
    free(g->fragments);
    free(g->words);
    free(g);
}

int ground_call(struct ground *g, const struct transcript *t, struct fault *f)
{
    g->t = t;
    g->said.n = 0;
    lexicon_forget(g->reader.lexicon);
    if (array_room(&g->sentences, &g->room_sentences, t->nsentences + 1, sizeof *g->sentences, f) !=
            0 ||
        ground_read_names(g, f) != 0)
        return -1;
    uint32_t damaged = 0;
    for (uint32_t i = 0; i < t->nsentences; i++) {
        const struct sentence *s = &t->sentences[i];
        g->sentences[i] = (struct ground_sentence){(uint32_t)g->said.n, damaged};
        damaged += s->text.len > 0 && !s->quotable;
        if (s->text.len > 0 && tokens_read(&g->said, &g->reader, s->text,
                                           (uint32_t)(s->text.at - t->text.at), i, f) != 0)
            return -1;
    }
    g->sentences[t->nsentences] = (struct ground_sentence){(uint32_t)g->said.n, damaged};
    return 0;
}

/* How near sentences from..to are to what the claim cites. */
static void place_zone(const struct ground *g, struct place *p, uint32_t from, uint32_t to)
{
    const struct transcript *t = g->t;
    p->zone = 3;
    p->distance = from;
    if (g->cited_from == CLAIM_NOWHERE)
        return;
    const struct monologue *here = &t->monologues[t->sentences[from].monologue],
                           *there = &t->monologues[t->sentences[g->cited_from].monologue];
    p->distance = from > g->cited_from ? from - g->cited_from : g->cited_from - from;
    if (from >= g->cited_from && to <= g->cited_to)
        p->zone = 0;
    else if (from + AROUND >= g->cited_from && to <= (uint64_t)g->cited_to + AROUND)
        p->zone = 1;
    else if (here == there || (here->speaker == there->speaker && here->speaker != 0))
        p->zone = 2;
}

/* Nobody is asked to copy capitals and commas: who said it counts for more than in which type. */
static bool is_better(const struct place *x, const struct place *y)
{
    if (x->zone != y->zone)
        return x->zone < y->zone;
    if (x->tier != y->tier)
        return x->tier < y->tier;
    if (x->score != y->score)
        return x->score > y->score;
    return x->distance < y->distance;
}

void ground_consider(struct ground *g, struct place p, uint32_t nots)
{
    const struct token *said = g->said.at;
    const struct monologue *m = &g->t->monologues[g->t->sentences[said[p.from].sentence].monologue];
    size_t first = ground_first(g, m), end = ground_end(g, m);
    /* A part of "non-refundable" or "$500" is no quote: it is taken whole. */
    for (int i = 0; i < GLUE && p.from > first && (said[p.from].flags & TOKEN_GLUED); i++)
        p.from--;
    for (int i = 0; i < GLUE && p.to < end && (said[p.to].flags & TOKEN_GLUED); i++)
        p.to++;
    if (tokens_nots(&g->said, p.from, p.to) != nots)
        return;
    uint32_t from = said[p.from].sentence, to = said[p.to - 1].sentence;
    if (!asked_side_fits(g->asked_side, m->side)) {
        g->wrong_side = true;
        return;
    }
    if (g->sentences[to + 1].damaged > g->sentences[from].damaged) {
        g->unquotable = true;
        return;
    }
    place_zone(g, &p, from, to);
    if (!g->found || is_better(&p, &g->best))
        g->best = p;
    g->found = true;
}

static void cite(struct ground *g, const struct claim *c)
{
    g->cited_from = g->cited_to = CLAIM_NOWHERE;
    if (c->from >= g->t->nsentences)
        return;
    g->cited_from = g->cited_to = c->from;
    if (c->to < g->t->nsentences && c->to > c->from)
        g->cited_to = c->to - c->from < GROUND_SENTENCES ? c->to : c->from + GROUND_SENTENCES - 1;
}

static int words_room(struct ground *g, struct fault *f)
{
    size_t had = g->room_words, need = lexicon_size(g->reader.lexicon);
    if (array_room(&g->words, &g->room_words, need, sizeof *g->words, f) != 0)
        return -1;
    if (g->room_words > had)
        memset(g->words + had, 0, (g->room_words - had) * sizeof *g->words);
    return 0;
}

int ground_find(struct ground *g, const struct claim *c, int asked_side, struct evidence *e,
                enum ground_refusal *why, struct fault *f)
{
    e->tier = TIER_UNVERIFIED;
    g->found = g->wrong_side = g->unquotable = false;
    g->asked_side = asked_side;
    cite(g, c);
    if (ground_read_claim(g, c->quote, why, f) != 0 || words_room(g, f) != 0)
        return -1;
    if (*why != GROUND_FOUND)
        return 0;
    ground_seek_run(g);
    if (!g->found)
        ground_seek_fragments(g);
    if (!g->found)
        ground_seek_fuzzy(g);
    if (g->found && ground_print(g, g->best, e))
        return 0;
    *why = g->found || g->unquotable ? GROUND_UNQUOTABLE
           : g->wrong_side           ? GROUND_WRONG_SIDE
                                     : GROUND_NOT_SAID;
    return 0;
}
