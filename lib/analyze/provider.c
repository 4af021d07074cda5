#include "lib/analyze/provider.h"
#include "lib/analyze/provider_rows.h"
#include "lib/json/json.h"

const struct provider providers[] = {
    {.name = "openai",
     .base_url = "https://api.openai.com/v1",
     .path = "/chat/completions",
     .key_header = "Authorization",
     .key_prefix = "Bearer ",
     .key_credential = "openai.key",
     .unions = SIZE_MAX,
     .body = openai_body,
     .read = openai_read},
    {.name = "anthropic",
     .base_url = "https://api.anthropic.com",
     .path = "/v1/messages",
     .key_header = "x-api-key",
     .key_prefix = "",
     .key_credential = "anthropic.key",
     .unions = 16,
     .fixed = {"anthropic-version", {"2023-06-01", 10}},
     .body = anthropic_body,
     .read = anthropic_read},
    {.name = NULL},
};

const struct provider *provider_find(const char *name)
{
    for (const struct provider *p = providers; p->name; p++)
        if (strcmp(p->name, name) == 0)
            return p;
    return NULL;
}

void provider_message(struct json_writer *w, const char *role, struct span text)
{
    json_open(w, NULL, '{');
    json_put_text(w, "role", span_of(role));
    json_put_text(w, "content", text);
    json_close(w, '}');
}

void provider_turns(struct json_writer *w, const struct prompt *p)
{
    provider_message(w, "user", buf_view(&p->user));
    for (size_t i = 0; i < p->nturns; i++)
        provider_message(w, i % 2 ? "user" : "assistant", p->turns[i]);
}

int64_t provider_tokens(struct span usage, const char *name, bool *counted)
{
    int64_t n;
    bool is = json_integer(json_member(usage, span_of(name)), &n) && n >= 0 && n < 1 << 30;
    if (counted && !is)
        *counted = false;
    return is ? n : 0;
}

static bool contains(struct span text, const char *word)
{
    return memmem(text.at, text.len, word, strlen(word)) != NULL;
}

/* Servers say it in many ways: a code, or words in the message. */
static bool says_too_long(struct span body, int status)
{
    static const char *const words[] = {"context_length_exceeded", "prompt is too long",
                                        "maximum context length",  "context size",
                                        "context length",          "context window",
                                        "exceed_context_size",     "too many tokens",
                                        "input is too long",       "exceeds the available context"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (contains(body, words[i]))
            return true;
    return status == 413;
}

int provider_refuses(const struct provider *p, const struct exchange *x, struct fault *f)
{
    if (x->status >= 500)
        return fault(
            f, STATUS_TRY_LATER,
            "the model's server answered %d and asks not to be asked again soon; run again "
            "later, nothing is asked twice",
            x->status);
    if (x->status == 401 || x->status == 403)
        return fault(f, STATUS_RECONNECT,
                     "the model's server does not accept the key (%d): check --model-key or the "
                     "credential %s",
                     x->status, p->key_credential);
    return 0;
}

int provider_ask(struct completion *c, struct exchange *x, const struct model *m, struct span body,
                 struct fault *f)
{
    const struct provider *p = m->provider;
    *c = (struct completion){.stop = STOP_ODD};
    if (exchange_send(x, p->path, body, "application/json", f) != 0)
        return -1;
    if (x->status >= 200 && x->status < 300)
        return p->read(c, x->body, f);
    if ((x->status == 400 || x->status == 413 || x->status == 422) &&
        says_too_long(x->body, x->status)) {
        c->stop = STOP_CONTEXT;
        return 0;
    }
    if (provider_refuses(p, x, f) != 0)
        return -1;
    switch (x->status) {
    case 404:
        return fault(f, STATUS_CONFIG,
                     "the model's server knows no model \"%s\" or no %s (404): check --model and "
                     "--model-url",
                     m->name, p->path);
    default:
        return fault(f, STATUS_CONFIG,
                     "the model's server does not take such a request (%d%s%s): check --model and "
                     "--model-url; an older server may want --output-limit-as max_tokens or "
                     "--no-schema",
                     x->status, x->response.trace[0] ? ", request " : "", x->response.trace);
    }
}
