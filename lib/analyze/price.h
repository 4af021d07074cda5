#ifndef ANALYZE_PRICE_H
#define ANALYZE_PRICE_H

/* What tokens cost.
 *
 * Prices are a table that people keep (prices.tsv): model, valid from (YYYY-MM-DD), and the price
 * of a million tokens of input, of input that the vendor had in its cache, and of output, with the
 * currency; a model's name may end with *. The row that names the model most closely counts, of
 * several the one that came into force last. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/answer.h"
#include "lib/base/fault.h"

struct price {
    bool known;
    double input, cached, output; /* a million tokens */
    char currency[8];
};

/* The price of a model on a day ("YYYY-MM-DD"). path NULL: prices.tsv in the configuration
 * directory, pipelines/ below the working directory, or the installed data; where none of them is,
 * no price is known. STATUS_CONFIG names path:line. */
int price_find(struct price *p, const char *path, const char *model, const char *day,
               struct fault *f);
double price_of(const struct price *p, const struct spend *s); /* NAN when it is not known */

#endif
