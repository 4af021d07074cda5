#ifndef ANALYZE_HOSTED_H
#define ANALYZE_HOSTED_H

/* The engine that asks a model over its server: many questions of one call in a request, never two
 * calls in one. What was answered before, about the same words by the same model, is taken from the
 * cache; what is asked is written there before anything is made of it.
 *
 * A call too long for the model is asked in parts, cut between monologues, with some of them in
 * both. What a part is does not depend on what was learned, so the same call makes the same
 * requests again. */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/engine.h"
#include "lib/analyze/exchange.h"
#include "lib/analyze/price.h"
#include "lib/analyze/provider.h"
#include "lib/analyze/ratio.h"
#include "lib/base/option.h"
#include "lib/state/cache.h"

/* What all engines of a run may spend together, and what they have spent. */
struct purse {
    double max_cost;       /* below 0: none */
    int64_t max_calls;     /* below 0: none */
    pthread_mutex_t mutex; /* of what follows, and of what a hosted has seen and planned */
    int64_t requests, calls, answers; /* that were paid for in this run */
    struct spend spend;
    double promised;         /* what the requests on their way will cost, by guess */
    int64_t good;            /* requests that were answered */
    int strikes;             /* calls in a row that the server could not answer */
    int64_t audited, missed; /* of a gate's "not discussed" */
};

/* A model and how it is asked: one for all threads. */
struct hosted {
    struct model model;
    struct endpoint endpoint;
    struct http_field key_header;
    struct buf key; /* secret */
    struct cache *cache;
    int64_t context; /* tokens that one request may take, with its answer */
    struct price price;
    struct ratio known;        /* of the model, from earlier runs: only the plan goes by it */
    bool ask_failed;           /* ask again what failed or was refused before */
    struct span pseudonym_key; /* absent: nothing is hidden */
    struct purse *purse;
    /* Not NULL: a request is not sent but handed over, to be sent by a vendor's batch; what that
     * brings is found in the cache under the request's id, as "batched". What already waits for its
     * batch is not handed over. */
    int (*defer)(void *who, const char *id, struct span body, struct fault *f);
    bool (*waits)(void *who, const char *id);
    void *who;
    struct ratio seen;
    /* Not NULL: nothing is asked, only reckoned, a row for each question. */
    struct planned {
        int64_t calls, input, output;
    } * planned;
};

/* STATUS_CEILING: the call is left, since a ceiling was reached; STATUS_TRY_LATER "waits for its
 * batch" likewise (batch). */
int engine_hosted(struct engine *e, struct hosted *h, const struct question_set *sets, size_t n,
                  struct fault *f);

#endif
