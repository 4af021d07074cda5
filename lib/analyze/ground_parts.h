#ifndef ANALYZE_GROUND_PARTS_H
#define ANALYZE_GROUND_PARTS_H

/* What the files of ground share. */

#include <stdbool.h>
#include "lib/analyze/ground.h"
#include "lib/analyze/token.h"
#include "lib/base/buf.h"

/* The tokens of a sentence; one more at the end. */
struct ground_sentence {
    uint32_t token;
    uint32_t damaged; /* sentences before it that cannot be quoted */
};

/* Tokens from..to (exclusive) of one monologue where a claim may stand. */
struct place {
    size_t from, to;
    enum tier tier;
    int zone;      /* 0: cited, 1: around it, 2: same speaker, 3: elsewhere */
    int64_t score; /* within a zone the greater wins, then the nearer, then the first */
    size_t distance;
};

struct fragment {
    size_t from, to; /* tokens of the claim */
    size_t letters;
};

/* See ground_fuzzy.c. Places in the claim count from 1; `before` has the one with the same word. */
struct claimed {
    uint32_t tick; /* the last claim that has the word */
    uint16_t last; /* where it has it last */
};
struct alignment {
    int64_t score;
    uint32_t start, end; /* tokens of the call */
    uint16_t matched, kept;
    bool head, tail; /* has the claim's first token, its last one */
};

struct ground {
    struct token_reader reader;
    const struct transcript *t;
    struct tokens said;                /* the call's */
    struct ground_sentence *sentences; /* nsentences + 1 */
    size_t room_sentences;
    struct tokens names; /* of the call's parties */
    struct buf text;     /* the claim without labels, trimmed */
    struct tokens claim, label;
    struct fragment *fragments;
    size_t nfragments, room_fragments;
    uint16_t failure[GROUND_TOKENS]; /* see ground_seek.c */
    struct claimed *words;           /* per word of the lexicon */
    size_t room_words;
    uint16_t before[GROUND_TOKENS + 1];
    uint32_t tick;
    struct alignment row[GROUND_TOKENS + 1];

    /* of the claim that is sought */
    uint32_t cited_from, cited_to; /* CLAIM_NOWHERE: unknown */
    int asked_side;
    struct place best;
    bool found, wrong_side, unquotable;
};

/* The claim's text, tokens and fragments; *why is GROUND_FOUND when it can be sought. */
int ground_read_claim(struct ground *g, struct span quote, enum ground_refusal *why,
                      struct fault *f);
int ground_read_names(struct ground *g, struct fault *f);

/* Each place where the claim stands is put to ground_consider: where all of it does, its fragments
 * in order (if it has several), most of it. */
void ground_seek_run(struct ground *g);
void ground_seek_fragments(struct ground *g);
void ground_seek_fuzzy(struct ground *g);

/* Keep a place if it may be quoted and is better than the best one. `nots`: negations it has to
 * have. */
void ground_consider(struct ground *g, struct place p, uint32_t nots);

/* The place as a quote; false when it has no word that is short enough to be printed. */
bool ground_print(const struct ground *g, struct place p, struct evidence *e);

/* Negates what comes after it; the "non" of "non-refundable" does not. */
static inline bool ground_negates(const struct ground *g, size_t i)
{
    const struct token *t = &g->said.at[i];
    return (t->flags & TOKEN_NOT) && !(i + 1 < g->said.n && (t[1].flags & TOKEN_GLUED));
}

static inline bool ground_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
static inline size_t ground_first(const struct ground *g, const struct monologue *m)
{
    return g->sentences[m->sentence].token;
}
static inline size_t ground_end(const struct ground *g, const struct monologue *m)
{
    return g->sentences[m->sentence + m->nsentences].token;
}

#endif
