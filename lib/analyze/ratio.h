#ifndef ANALYZE_RATIO_H
#define ANALYZE_RATIO_H

/* How many tokens a text is: by its bytes, until the model's server has told how many they were,
 * then by what was seen, which is kept for each model. What had to be asked once more is in it: its
 * tokens count, its bytes do not. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/fault.h"

struct ratio {
    double bytes, tokens;   /* of prompts */
    double answers, output; /* answers to single questions, and the tokens they took */
    bool learned;           /* at least one reply was counted */
};
int ratio_load(struct ratio *r, const char *model, struct fault *f);
/* Add what one run has seen to what is kept: CACHE/models.ndjson, under a lock. */
int ratio_save(const struct ratio *seen, const char *model, struct fault *f);
/* Tokens of a prompt so long, and of so many answers. */
int64_t ratio_input(const struct ratio *r, size_t bytes);
int64_t ratio_output(const struct ratio *r, size_t answers);

#endif
