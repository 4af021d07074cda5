#ifndef ANALYZE_PROVIDER_H
#define ANALYZE_PROVIDER_H

/* Who can be asked over a network: how each protocol wants a request and how it answers.
 *
 * openai: POST /chat/completions as OpenAI documents it (github.com/openai/openai-openapi), which
 * Ollama, llama.cpp and vLLM speak as well; anthropic: POST /v1/messages
 * (platform.claude.com/docs/en/api/messages). */

#include <stdbool.h>
#include <stdint.h>
#include "lib/analyze/exchange.h"
#include "lib/analyze/prompt.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"

struct model {
    const struct provider *provider;
    const char *name;
    int64_t max_output; /* tokens of one answer */
    const char
        *output_word;   /* openai: "max_completion_tokens", or "max_tokens" for older servers */
    double temperature; /* below 0: the server's own */
    bool schema;        /* the server is sent the schema; it stands in the prompt in any case */
};

/* How an answer ended. */
enum stop {
    STOP_END,
    STOP_LENGTH,  /* cut at the limit for answers */
    STOP_REFUSED, /* the model, or a filter before it, would not */
    STOP_CONTEXT, /* the request does not fit into the model's context */
    STOP_ODD,     /* none that is known, or without a text */
};

struct completion {
    enum stop stop;
    struct span text;              /* a JSON string, into the body; SPAN_NONE: none */
    bool counted;                  /* the server told how many tokens */
    int64_t input, cached, output; /* tokens; input counts those from the vendor's cache too */
};

struct provider {
    const char *name;
    const char *base_url, *path; /* base_url where it is not told */
    const char *key_header;      /* the header's name */
    const char *key_prefix;      /* before the key in it */
    const char *key_credential;  /* what the key's credential is called */
    size_t unions;               /* that it takes in one schema (prompt_schema.h) */
    struct http_field fixed;
    void (*body)(struct buf *b, const struct model *m, const struct prompt *p);
    /* A 2xx answer; STATUS_PROTOCOL when it is none of this protocol. */
    int (*read)(struct completion *c, struct span body, struct fault *f);
};

extern const struct provider providers[]; /* ends with a NULL name */
const struct provider *provider_find(const char *name);

/* Send a prompt and read what came back: also where the server says that the prompt is too long
 * (STOP_CONTEXT). STATUS_TRY_LATER as exchange_send; STATUS_RECONNECT: the key is not good;
 * STATUS_CONFIG: there is no such model, or the server does not take such requests. */
int provider_ask(struct completion *c, struct exchange *x, const struct model *m, struct span body,
                 struct fault *f);

/* Of an answer that is none: -1 where it can be said whatever was asked for (STATUS_TRY_LATER,
 * STATUS_RECONNECT), else 0. */
int provider_refuses(const struct provider *p, const struct exchange *x, struct fault *f);

#endif
