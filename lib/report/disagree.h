#ifndef REPORT_DISAGREE_H
#define REPORT_DISAGREE_H

/* Where two sources differ: why a deal ended by the CRM and by what was said (callmine.deal.reason
 * beside the question called primary_driver), a thing that only our side said where the customer
 * was to be heard too, and questions to which repeats gave different answers. */

#include "lib/report/rollup.h"

/* A reason as the CRM has it, on the calls that were asked. `agree`: the answer is a value that the
 * reason names, by its id or label (all words of the one in the other, without case); `differ`:
 * it is another; `open`: no answer, or a reason that names no value. */
struct disagree_reason {
    struct span reason;
    int64_t calls, agree, differ, open;
    int64_t *values; /* calls, by the question's value */
};

/* An answer that anybody's words can give: on how many calls a quote of it is the customer's, and
 * on how many all are ours. */
struct disagree_voice {
    size_t question, value;
    int64_t calls, customer, ours;
};

enum { DISAGREE_VOICES = 12, DISAGREE_REASONS = 12 };

struct disagreement {
    bool has_driver;
    size_t driver;                   /* the question */
    struct disagree_reason *reasons; /* most calls first */
    size_t nreasons;                 /* at most DISAGREE_REASONS; the rest is in the sums */
    int64_t calls, agree, differ, open;
    struct disagree_voice voices[DISAGREE_VOICES]; /* most calls with our words alone first */
    size_t nvoices;
    size_t unstable; /* questions whose repeats agree on less than DISAGREE_STABLE */
};

#define DISAGREE_STABLE 0.8

/* Into u->disagreement. */
int disagree_find(struct rollup *u, struct fault *f);
bool disagree_any(const struct rollup *u);
bool disagree_unstable(const struct rollup *u, size_t question);
/* The value that most of a reason's calls gave; false: none gave any. */
bool disagree_leader(const struct rollup *u, const struct disagree_reason *reason, size_t *value);

struct json_writer;
void json_part_disagreement(struct json_writer *w, const struct rollup *u);

#endif
