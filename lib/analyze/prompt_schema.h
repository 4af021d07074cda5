#ifndef ANALYZE_PROMPT_SCHEMA_H
#define ANALYZE_PROMPT_SCHEMA_H

/* The JSON Schema of the reply to some questions: for prompt.c only. */

#include "lib/analyze/prompt.h"

void prompt_schema(struct buf *b, const struct prompt_question *questions, size_t n);

#endif
