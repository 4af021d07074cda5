#ifndef ANALYZE_HOSTED_CALL_H
#define ANALYZE_HOSTED_CALL_H

/* The hosted engine's parts, for hosted*.c only: one thread's engine, and what it does with one
 * part of a call. */

#include "lib/analyze/hosted.h"
#include "lib/analyze/prompt.h"
#include "lib/analyze/prove.h"
#include "lib/analyze/reply.h"

/* How a group of questions ended. */
enum asked_how {
    ASKED_DONE,    /* each question's reply is in the entry */
    ASKED_SPLIT,   /* the part is too long for the model */
    ASKED_WAITS,   /* its request waits for a batch */
    ASKED_PLANNED, /* nothing was asked */
};

struct hosted_engine {
    struct hosted *h;
    struct exchange exchange;
    struct prompt prompt;
    struct reply reply;
    struct prove prove;
    struct pseudonyms hide;
    struct cache_entry entry; /* of the part */
    struct answers part;
    struct buf body, text, failed, line;
    size_t asked;    /* questions of the request */
    double promised; /* of the purse, for the request on its way */
    bool *counted;   /* the call counts among those that were asked */
    bool second;     /* what is asked was asked before: no plan has it */
};

/* Ask n questions about the part whose lines are in e->prompt; what is said is put into e->entry
 * under the prefix and the question's hash: {"said":OBJECT,"spend":[...]} or
 * {"status":"refused"|"error","reason":WORD,"spend":[...]}. -1: a fault, STATUS_CEILING among them.
 */
int hosted_ask(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
               const char *prefix, enum asked_how *how, struct fault *f);

/* One request: what came, or what was kept of the same request. c->text is a JSON string in
 * e->text. */
int hosted_request(struct hosted_engine *e, const struct model *m, struct completion *c,
                   struct spend *spend, enum asked_how *how, struct fault *f);
/* Keep a reply that does not end the matter, so that it is not paid for again. */
int hosted_keep(struct hosted_engine *e, const struct completion *c, struct fault *f);

#endif
