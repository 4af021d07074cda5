#ifndef ANALYZE_PROMPT_SCHEMA_H
#define ANALYZE_PROMPT_SCHEMA_H

/* The JSON Schema of the reply to some questions: for prompt.c only. */

#include "lib/analyze/prompt.h"

/* How many of a question's members may be null or something else: Anthropic takes at most 16 in one
 * schema. */
size_t prompt_unions(const struct question *q);

void prompt_schema(struct buf *b, const struct prompt_question *questions, size_t n);

#endif
