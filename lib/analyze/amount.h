#ifndef ANALYZE_AMOUNT_H
#define ANALYZE_AMOUNT_H

/* Amounts as people say them and as transcripts write them: "$48,000", "48k", "1.2 million", "fifty
 * thousand dollars", "ten percent", "two hundred seats". English. Dates, times of day, years and
 * ordinals are none. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/analyze/question.h"
#include "lib/base/span.h"

struct amount {
    double value;
    int unit;       /* enum unit: money, percent or count */
    bool scaled;    /* "thousand" or "k" or a separator: large without a currency */
    size_t at, len; /* in the text */
};

/* The next amount in the text from byte *at on, which moves behind it; false when there is none. Of
 * a range ("40 to 50 thousand") both ends come, one after the other, in the same unit. */
bool amount_next(struct span text, size_t *at, struct amount *a);

/* Whether the number is said there: as an amount, or, in whatever language, in figures. */
bool amount_is_said(struct span text, double value);

#endif
