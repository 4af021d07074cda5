#ifndef ANALYZE_PROVIDER_ROWS_H
#define ANALYZE_PROVIDER_ROWS_H

/* The protocols' own parts, for provider.c only. */

#include "lib/analyze/provider.h"
#include "lib/json/json.h"

void openai_body(struct buf *b, const struct model *m, const struct prompt *p);
int openai_read(struct completion *c, struct span body, struct fault *f);
void anthropic_body(struct buf *b, const struct model *m, const struct prompt *p);
int anthropic_read(struct completion *c, struct span body, struct fault *f);

/* One message of a conversation, and the prompt with all that was said to it. */
void provider_message(struct json_writer *w, const char *role, struct span text);
void provider_turns(struct json_writer *w, const struct prompt *p);

/* A number of tokens; 0 when it is not there, and then *counted (unless NULL) becomes false. */
int64_t provider_tokens(struct span usage, const char *name, bool *counted);

#endif
