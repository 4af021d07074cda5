#ifndef ANALYZE_PROMPT_H
#define ANALYZE_PROMPT_H

/* What a model is asked: a part of a call's transcript, and questions about it.
 *
 * The transcript is data. It stands between two lines that hold its own SHA-256, so nobody who
 * spoke in the call could have known them, and the same request is the same bytes again; a line a
 * sentence, each with its number in the call:
 *
 *     <<<transcript-0f3c...
 *     [S42 12:31 customer Jane Doe] We need it by March.
 *     transcript-0f3c...>>>
 *
 * The reply is one JSON object: "first", the number of the first sentence shown, and "seal", a word
 * from the prompt's end, tell whether the model saw the whole of it; then an object a question, q1
 * to qN. The schema keeps to what all vendors enforce: every member required, no others, null
 * instead of optional, no limits. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/analyze/answer.h"
#include "lib/analyze/transcript.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/state/digest.h"

enum { PROMPT_VERSION = 1, PROMPT_TURNS = 2 };

struct pseudonyms;

struct prompt {
    struct span system;
    struct buf lines;                /* the transcript as it is sent */
    struct buf user;                 /* all of the user's message */
    struct buf schema;               /* of the reply */
    struct span turns[PROMPT_TURNS]; /* after it: the model's reply, and what is said to that */
    size_t nturns;
    uint32_t first;           /* the first sentence shown */
    struct pseudonyms *hide;  /* what may not be sent; NULL: everything may */
    char digest[DIGEST_TEXT]; /* of the lines */
    char seal[12];
    struct buf text, hidden; /* working room */
};

/* One question of a prompt. */
struct prompt_question {
    const struct question *question;
    struct span failed; /* JSON array of quotes that were claimed before and not found; or absent */
};

/* The lines of sentences from..to (exclusive), with names and addresses hidden unless hide is NULL.
 */
int prompt_lines(struct prompt *p, const struct transcript *t, uint32_t from, uint32_t to,
                 struct pseudonyms *hide, struct fault *f);
/* The message and the schema, for n questions. */
int prompt_ask(struct prompt *p, const struct prompt_question *questions, size_t n,
               struct fault *f);
void prompt_clear(struct prompt *p);

size_t prompt_bytes(const struct prompt *p); /* what is sent, about: for an estimate of tokens */

#endif
