#ifndef ANALYZE_REPLY_H
#define ANALYZE_REPLY_H

/* What a model wrote, taken for an answer only if it is exactly what was asked for. A fence of
 * Markdown and a block of <think> around it are passed over, the first whole object is read, and
 * each of its members is checked here, whatever the server has promised. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/analyze/prompt.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct reply {
    struct buf text;
    struct span *answers; /* a question's object each, into the text; no line breaks in it. Absent:
                             it is not valid */
    size_t room;
    bool partly;   /* not right, but what there is of answers is */
    bool sealed;   /* "first" and "seal" are right: the model saw the whole prompt */
    bool late;     /* "first" is a sentence behind the first: its server has cut the beginning */
    char why[200]; /* what is wrong, for the model to mend; "" when nothing is */
};

/* text: a JSON string. False when it is not what was asked for: r->why. */
bool reply_read(struct reply *r, struct span text, const struct prompt *p,
                const struct prompt_question *questions, size_t n);
void reply_clear(struct reply *r);

/* Whether an object is a valid answer to a question; else why. Also for what a file has kept. */
bool reply_check(struct span object, const struct question *q, const char *name, char why[200]);

#endif
