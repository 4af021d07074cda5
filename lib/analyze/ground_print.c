#include "lib/analyze/ground_parts.h"

/* What is printed of a place: its words, with the punctuation that belongs to them. */

enum { EDGE_BYTES = 16, NOT_REACH = 4 };

static bool fits(const struct ground *g, size_t from, size_t to)
{
    const struct token *first = &g->said.at[from], *last = &g->said.at[to - 1];
    return last->end - first->at <= GROUND_BYTES &&
           last->sentence - first->sentence < GROUND_SENTENCES;
}

/* A "not" shortly before the place is printed too: a quote that begins behind it says the
 * opposite. */
static size_t with_not(const struct ground *g, const struct place *p)
{
    const struct token *said = g->said.at;
    size_t begin = p->from;
    for (size_t i = p->from; i > 0 && begin - i < NOT_REACH; i--) {
        if (said[i - 1].sentence != said[p->from].sentence || !fits(g, i - 1, p->to))
            break;
        if (ground_negates(g, i - 1))
            begin = i - 1;
    }
    while (begin > 0 && begin < p->from && (said[begin].flags & TOKEN_GLUED) &&
           fits(g, begin - 1, p->to))
        begin--;
    return begin;
}

/* From a byte of the sentence that the claim has before its first word, or the sentence's beginning
 * when only punctuation lies between. */
static uint32_t first_byte(const struct ground *g, const struct place *p)
{
    const struct token *first = &g->said.at[p->from];
    const char *text = g->t->text.at;
    uint32_t start = (uint32_t)(g->t->sentences[first->sentence].text.at - text), at = start;
    if (p->tier == TIER_EXACT) {
        at = first->at - g->claim.at[0].at;
        at = at > start ? at : start;
        if (!token_border((struct span){text + start, first->at - start}, at - start))
            at = first->at;
    } else if (p->from != g->sentences[first->sentence].token || first->at - start > EDGE_BYTES) {
        at = first->at;
    }
    while (at < first->at && ground_is_blank(text[at]))
        at++;
    return at;
}

static uint32_t last_byte(const struct ground *g, const struct place *p)
{
    const struct token *last = &g->said.at[p->to - 1];
    const struct sentence *s = &g->t->sentences[last->sentence];
    const char *text = g->t->text.at;
    uint32_t end = (uint32_t)((size_t)(s->text.at - text) + s->text.len), at = end;
    if (p->tier == TIER_EXACT) {
        at = g->said.at[p->from].at - g->claim.at[0].at + (uint32_t)g->text.len;
        at = at < end ? at : end;
        if (!token_border((struct span){text + last->end, end - last->end}, at - last->end))
            at = last->end;
    } else if (p->to != g->sentences[last->sentence + 1].token || end - last->end > EDGE_BYTES) {
        at = last->end;
    }
    while (at > last->end && ground_is_blank(text[at - 1]))
        at--;
    return at;
}

bool ground_print(const struct ground *g, struct place p, struct evidence *e)
{
    const struct token *said = g->said.at;
    bool cut = false;
    while (p.to > p.from && (!fits(g, p.from, p.to) || (cut && (said[p.to].flags & TOKEN_GLUED)))) {
        p.to--;
        cut = true;
    }
    if (p.to == p.from)
        return false;
    size_t begin = with_not(g, &p);
    uint32_t from = begin < p.from ? said[begin].at : first_byte(g, &p),
             to = cut ? said[p.to - 1].end : last_byte(g, &p);
    /* Words come first: there may be no room left for punctuation. */
    if (to - from > GROUND_BYTES)
        to = said[p.to - 1].end;
    if (to - from > GROUND_BYTES)
        from = said[begin].at;
    e->tier = p.tier;
    e->from = said[begin].sentence;
    e->to = said[p.to - 1].sentence;
    e->quote = (struct span){g->t->text.at + from, to - from};
    return true;
}
