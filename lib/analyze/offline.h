#ifndef ANALYZE_OFFLINE_H
#define ANALYZE_OFFLINE_H

/* The offline engine's parts: each answers one kind of question from the cues found for it. */

#include "lib/analyze/engine.h"
#include "lib/analyze/match.h"

struct offline {
    struct match match;
    struct rank rank;
    bool ranked; /* rank_call was done on this call */
};

/* The hits of one question. */
struct asking {
    struct offline *engine;
    const struct inquiry *inquiry;
    const struct hit *hits;
    size_t n;
    struct answer *answer;
};

int offline_choice(struct asking *q, struct fault *f); /* bool, enum, multi_enum */
int offline_value(struct asking *q, struct fault *f);  /* number, date */
int offline_text(struct asking *q, struct fault *f);   /* short, para */
int offline_open(struct asking *q, struct fault *f);   /* any question that has no cues */

/* The hit counts: said by the side that is asked. */
bool offline_counts(const struct asking *q, const struct hit *h);
/* Add the quote at a hit to the answer. */
void offline_quote(struct asking *q, const struct hit *h, double weight);
/* Set status and confidence from the evidence that is in the answer. */
void offline_settle(struct answer *a, bool given, bool contested);

#endif
