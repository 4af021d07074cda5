#ifndef ANALYZE_METRICS_H
#define ANALYZE_METRICS_H

/* Figures of a call, computed from who spoke when. Sentences without times count for no time. */

#include <stdint.h>
#include "lib/analyze/transcript.h"
#include "lib/json/json.h"

struct metrics {
    int64_t sentences, monologues, words, speakers;
    int64_t rep_ms, customer_ms;       /* speaking time of each side */
    int64_t longest_monologue_ms;      /* neighbouring monologues of one speaker are one */
    int64_t longest_customer_story_ms; /* the same, of the customer's side */
    int64_t questions[3];              /* by enum side */
    int64_t switches, talk_ms;         /* changes of speaker; from the first word to the last */
};

void metrics_compute(struct metrics *m, const struct transcript *t);
void metrics_write(struct json_writer *w, const struct metrics *m); /* the member "metrics" */

#endif
