#ifndef ANALYZE_OVERRIDE_H
#define ANALYZE_OVERRIDE_H

/* Corrections applied to analysed calls. A corrected answer has the new status and value, and says
 * under `override` by whom, when, why, and what it was (schemas/correction.json).
 *
 * What it was is kept from the first correction on, so that applying a file twice changes nothing.
 * Evidence stays only where it still fits: all of it where the person confirms what was answered;
 * of several ids the quotes of those that stay; else none, or the sentences that the correction
 * names, quoted from the transcript. With the value go the model's note and reason. */

#include <stdint.h>
#include "lib/analyze/analysed.h"
#include "lib/analyze/correction.h"
#include "lib/analyze/lexicon.h"
#include "lib/analyze/transcript.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/json/call.h"

struct overrides {
    struct corrections file;
    enum {
        OVERRIDE_AWAY,
        OVERRIDE_UNASKED,
        OVERRIDE_DONE
    } *
        fate;               /* of each: its call did not
    come by; came, but was not asked that set */
    int64_t answers, calls; /* that were corrected */
    /* of one call: */
    struct call call;
    struct transcript transcript;
    bool heard; /* the transcript was read */
    struct lexicon *lexicon;
    struct buf value, evidence, analysis;
};

int overrides_make(struct overrides *o, const char *path, struct fault *f);
void overrides_clear(struct overrides *o);

/* Add the record to *out, its answers corrected; without a correction its bytes. STATUS_BAD_RECORD
 * when it is not analysed; STATUS_CONFIG with the place of a correction that does not fit it. */
int overrides_apply(struct overrides *o, struct span record, struct buf *out, struct fault *f);

/* At the end: a line for each correction that was not applied. Those whose call came by without
 * that set having been asked; and, if all are wanted, those whose call did not come by. */
void overrides_left(const struct overrides *o, bool all, const struct listener *l);

#endif
