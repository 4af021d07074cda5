#ifndef ANALYZE_BATCH_VENDOR_H
#define ANALYZE_BATCH_VENDOR_H

/* How each vendor takes batches and gives back what came of them: a row of functions each, for
 * batch.c and batch_harvest.c.
 *
 * openai: a file of lines, then POST /batches (platform.openai.com/docs/guides/batch: at most
 * 50,000 requests and 200 MB); anthropic: POST /v1/messages/batches
 * (platform.claude.com/docs/en/build-with-claude/batch-processing: 100,000 and 256 MB). Both: done
 * within 24 hours, results in any order, half the price. We send smaller ones, so that what comes
 * back fits as well. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/exchange.h"
#include "lib/analyze/pending.h"
#include "lib/analyze/provider.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

/* Where a batch is. */
struct batch_state {
    bool ended;
    int64_t done;         /* requests, of all */
    char why[80];         /* it failed as a whole: the vendor's word; "" */
    char results[2][256]; /* paths of the files with what came of it; "": none */
};

/* Whether a batch whose sending was not seen to its end has come there. */
enum batch_found {
    BATCH_ABSENT,
    BATCH_FOUND,   /* and has its name now */
    BATCH_UNCLEAR, /* one that may be it is not done */
};

struct batch_vendor {
    const char *engine;
    const char *path;        /* of batches */
    const char *list, *next; /* a page of them, newest first, and the page after one's id */
    /* What is sent, in order: what stands before the requests, each of them, what stands behind. */
    void (*head)(struct buf *b, const char *token);
    void (*request)(struct buf *b, size_t place, const char *id, struct span body);
    void (*foot)(struct buf *b, const char *token);
    /* Send it; the batch has a name then. -1: *absent tells that there is no batch for sure. */
    int (*send)(struct exchange *x, struct pending *p, struct span whole, bool *absent,
                struct fault *f);
    /* Whether one of the list is it; BATCH_UNCLEAR: its results would tell. */
    enum batch_found (*is)(struct span listed, const struct pending *p);
    int (*state)(struct batch_state *s, const struct pending *p, struct span body, struct fault *f);
    /* Of a line of results the body of a good answer; SPAN_NONE: there is none. */
    struct span (*answer)(struct span line);
};

extern const struct batch_vendor batch_openai, batch_anthropic;
const struct batch_vendor *batch_vendor_find(const char *engine);

/* Ask for something, or send it where body is not SPAN_NONE: 0 when a JSON object came (any body,
 * where raw); else a fault for what the server said of it. `what` is what is asked for. */
int batch_ask(struct exchange *x, const struct batch_vendor *v, const char *path, struct span body,
              const char *type, bool raw, const char *what, struct fault *f);

#endif
