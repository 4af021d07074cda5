#ifndef ANALYZE_BATCH_H
#define ANALYZE_BATCH_H

/* Requests that go to a vendor in batches, at half the price and answered within a day: gathered in
 * one run, handed over, and what came of them put into the cache by a later run.
 *
 * A batch is put down (pending.h) before it is sent. A run that ended between sending and hearing
 * of it leaves one without the vendor's name; the next run looks for it among the vendor's: by our
 * token (openai), or by its number of requests and then by its results (anthropic). So requests are
 * not paid for twice, unless the vendor makes a batch only after it was looked for. */

#include <pthread.h>
#include <stdint.h>
#include "lib/analyze/batch_vendor.h"
#include "lib/analyze/hosted.h"
#include "lib/analyze/pending.h"
#include "lib/analyze/request_ids.h"
#include "lib/base/fault.h"

struct batches;

/* What one model's requests are gathered in. */
struct batch {
    struct batches *of;
    struct hosted *h;
    char token[PENDING_TOKEN];
    int fd;          /* a nameless file with what is to be sent; -1: nothing yet */
    size_t bytes, n; /* in it */
    struct buf ids, line;
};

enum { BATCH_MODELS = 2 };

struct batches {
    const struct batch_vendor *vendor;
    const char *url;
    int64_t most; /* requests in one */
    struct pendings open;
    struct exchange exchange;
    struct request_ids waiting; /* in an open batch, or gathered */
    pthread_mutex_t mutex;      /* of everything here */
    struct batch at[BATCH_MODELS];
    size_t models;
    const struct listener *listener;
    /* what has come of it: */
    int64_t sent, sent_batches;            /* handed over by this run */
    int64_t left, left_done, left_batches; /* waiting since earlier ones */
};

/* For the requests of these models, which are of one server. Waits while another run works with
 * batches. Shut it in any case; zero at first. */
int batches_open(struct batches *b, struct hosted *const *h, size_t models, int64_t most,
                 const struct listener *l, struct fault *f);
void batches_shut(struct batches *b);

/* Ask for each open batch of these models: what has ended goes into the cache, by request, as
 * "batched"; b->left... tell of those that have not. STATUS_REFUSED where a batch is not there. */
int batches_harvest(struct batches *b, struct fault *f);

/* From here on the models' requests are gathered, and sent as batches fill up. */
void batches_gather(struct batches *b);
/* Send the rest. */
int batches_send(struct batches *b, struct fault *f);

#endif
