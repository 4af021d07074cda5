#ifndef ANALYZE_CITATION_H
#define ANALYZE_CITATION_H

/* The sentences that a correction names, quoted from the transcript: S12, or S12-S13 for a run of
 * one monologue, several with commas; counted from 0 through the call, as in an answer's evidence.
 */

#include "lib/analyze/analysed.h"
#include "lib/analyze/correction.h"
#include "lib/analyze/transcript.h"
#include "lib/base/buf.h"

/* Add the array "evidence". value: the corrected one, JSON; where it has as many ids, or objects,
 * as there are citations, the n-th shows the n-th that the correction names. STATUS_CONFIG with the
 * correction's place when a sentence is not there, cannot be quoted, or was said by the side that
 * was not asked. */
int citation_write(struct buf *b, const struct corrections *c, const struct correction *k,
                   const struct analysed_question *q, struct span value, const struct transcript *t,
                   struct fault *f);

#endif
