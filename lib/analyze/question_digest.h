#ifndef ANALYZE_QUESTION_DIGEST_H
#define ANALYZE_QUESTION_DIGEST_H

/* What is asked, as a SHA-256: the same question keeps it from run to run and from set to set,
 * whatever it is called and whatever cues it has; another wording, value, description, field, side
 * or limit is another question. */

#include "lib/analyze/question.h"

/* Set q->sha256; its values and fields must be there. */
int question_digest(struct question *q, struct fault *f);

#endif
