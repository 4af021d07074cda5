#ifndef ANALYZE_PROVIDER_ROWS_H
#define ANALYZE_PROVIDER_ROWS_H

/* The protocols' own parts, for provider.c only. */

#include "lib/analyze/provider.h"

void openai_body(struct buf *b, const struct model *m, const struct prompt *p);
int openai_read(struct completion *c, struct span body, struct fault *f);
void anthropic_body(struct buf *b, const struct model *m, const struct prompt *p);
int anthropic_read(struct completion *c, struct span body, struct fault *f);

/* A number of tokens; 0 when it is not there, and then *counted (unless NULL) becomes false. */
int64_t provider_tokens(struct span usage, const char *name, bool *counted);

#endif
