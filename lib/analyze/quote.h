#ifndef ANALYZE_QUOTE_H
#define ANALYZE_QUOTE_H

/* Quotes: a run of sentences of one monologue, or a part of one, as the transcript has it. At most
 * three sentences and about 400 bytes; a longer sentence is cut at word borders around the place
 * that matters. A very short one takes its neighbour along. */

#include <stdint.h>
#include "lib/analyze/answer.h"
#include "lib/analyze/transcript.h"
#include "lib/base/buf.h"

/* The quote around words word..word+nwords of a sentence (nwords 0: around its beginning). False
 * when the sentence cannot be quoted. */
bool quote_make(struct evidence *e, const struct transcript *t, uint32_t sentence, uint32_t word,
                uint32_t nwords);

/* The quote of these sentences as they stand, from <= to. False when they are not of one monologue,
 * or more than a quote may hold, or cannot be quoted. */
bool quote_run(struct evidence *e, const struct transcript *t, uint32_t from, uint32_t to);

/* Put a quote into the answer, by weight, then by place; one that overlaps another for the same
 * choice joins it. The lightest falls out when there are more than the question takes. */
void quote_add(struct answer *a, const struct transcript *t, const struct evidence *e);

/* The address that opens Gong at the quote: false (and nothing added) when the call has none. */
bool quote_link(struct buf *b, const struct transcript *t, const struct evidence *e);

/* At most `words` words of the quote, cut at a word's end. */
struct span quote_head(struct span quote, size_t words);

#endif
