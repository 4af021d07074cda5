#ifndef ANALYZE_SETTINGS_H
#define ANALYZE_SETTINGS_H

/* What can be said about asking a model, as options, and what is made of it. */

#include <stdint.h>
#include "lib/analyze/analysis.h"
#include "lib/analyze/gate.h"
#include "lib/analyze/hosted.h"
#include "lib/base/option.h"
#include "lib/state/store.h"

struct model_settings {
    const char *engine, *name, *url, *key_file, *output_word, *prices, *record, *replay, *ca_file;
    int64_t max_output, context, retries, timeout, max_calls, cache_mb;
    const char *gate, *batch;
    int64_t repeat, batch_size;
    struct number max_cost, temperature, audit;
    bool no_schema, ask_failed, plan, pseudonyms;
};

#define MODEL_SETTINGS                                                                             \
    {                                                                                              \
        .engine = "offline", .output_word = "max_completion_tokens", .max_output = 8000,           \
        .context = 100000, .retries = 8, .timeout = 600, .max_calls = -1, .cache_mb = 1024,        \
        .batch_size = 5000                                                                         \
    }

#define MODEL_ROWS(s)                                                                                \
    {"engine",                                                                                       \
     0,                                                                                              \
     OPTION_CHOICE,                                                                                  \
     &(s).engine,                                                                                    \
     "NAME",                                                                                         \
     "who answers: cues and rules on this machine (offline), or a model's server",                   \
     "offline|openai|anthropic"},                                                                    \
        {"model", 'm', OPTION_TEXT, &(s).name, "NAME", "which model", NULL},                         \
        {"model-url", 0,                                                                             \
         OPTION_TEXT, &(s).url,                                                                      \
         "URL",       "its server, as http://127.0.0.1:11434/v1 for Ollama (the vendor's own)",      \
         NULL},                                                                                      \
        {"model-key",                                                                                \
         0,                                                                                          \
         OPTION_FILE,                                                                                \
         &(s).key_file,                                                                              \
         "FILE",                                                                                     \
         "the key, alone in a file of mode 0600 (the credential openai.key, anthropic.key)",         \
         NULL},                                                                                      \
        {"context",    0,                                                                            \
         OPTION_COUNT, &(s).context,                                                                 \
         "TOKENS",     "what fits into the model; longer calls are asked in parts (100000)",         \
         NULL},                                                                                      \
        {"max-output", 0, OPTION_COUNT, &(s).max_output, "TOKENS", "of one reply (8000)", NULL},     \
        {"output-limit-as",                                                                          \
         0,                                                                                          \
         OPTION_CHOICE,                                                                              \
         &(s).output_word,                                                                           \
         "NAME",                                                                                     \
         "what the server calls that limit",                                                         \
         "max_completion_tokens|max_tokens"},                                                        \
        {"no-schema", 0,                                                                             \
         OPTION_FLAG, &(s).no_schema,                                                                \
         NULL,        "the server takes no schema: it stands in the prompt only",                    \
         NULL},                                                                                      \
        {"temperature", 0, OPTION_NUMBER, &(s).temperature, "N", "the model's temperature", NULL},   \
        {"retries",    0,   OPTION_COUNT,                                                            \
         &(s).retries, "N", "ask again so often when the server is busy or broken (8)",              \
         NULL},                                                                                      \
        {"timeout", 0, OPTION_COUNT, &(s).timeout, "SECONDS", "for one reply (600)", NULL},          \
        {"pseudonyms", 0,                                                                            \
         OPTION_FLAG,  &(s).pseudonyms,                                                              \
         NULL,         "send tokens instead of names, addresses, numbers and companies",             \
         NULL},                                                                                      \
        {"gate",      0,                                                                             \
         OPTION_TEXT, &(s).gate,                                                                     \
         "NAME",      "ask first this cheaper model, or offline, whether it was discussed at all",   \
         NULL},                                                                                      \
        {"audit",    0,       OPTION_NUMBER,                                                         \
         &(s).audit, "SHARE", "ask so much of what the gate calls silent all the same (0.05)",       \
         NULL},                                                                                      \
        {"repeat",    0,   OPTION_COUNT,                                                             \
         &(s).repeat, "N", "ask everything N times, and tell how stable the answers are",            \
         NULL},                                                                                      \
        {"record", 0, OPTION_TEXT, &(s).record, "DIR", "keep every exchange with the server", NULL}, \
    {                                                                                                \
        "replay", 0, OPTION_TEXT, &(s).replay, "DIR", "send nothing: answer from what was kept",     \
            NULL                                                                                     \
    }

#define BUDGET_ROWS(s)                                                                              \
    {"plan",    0,    OPTION_FLAG,                                                                  \
     &(s).plan, NULL, "send nothing: say what would be asked and what it would cost",               \
     NULL},                                                                                         \
        {"max-cost",    0,                                                                          \
         OPTION_NUMBER, &(s).max_cost,                                                              \
         "MONEY",       "ask no more once so much is spent; the calls left are named (status 5)",   \
         NULL},                                                                                     \
        {"max-calls", 0, OPTION_COUNT, &(s).max_calls, "N", "ask about at most N calls (status 5)", \
         NULL},                                                                                     \
        {"batch",                                                                                   \
         0,                                                                                         \
         OPTION_CHOICE,                                                                             \
         &(s).batch,                                                                                \
         "STEP",                                                                                    \
         "at half the price, within a day: hand the requests over and write no records (submit), "  \
         "or write what came of them (collect)",                                                    \
         "submit|collect"},                                                                         \
        {"batch-size", 0,                                                                           \
         OPTION_COUNT, &(s).batch_size,                                                             \
         "N",          "at most so many requests in a batch (5000)",                                \
         NULL},                                                                                     \
        {"prices", 0, OPTION_FILE, &(s).prices, "FILE", "the table of prices (prices.tsv)", NULL},  \
        {"ask-failed", 0,                                                                           \
         OPTION_FLAG,  &(s).ask_failed,                                                             \
         NULL,         "ask again what was refused or failed before",                               \
         NULL},                                                                                     \
    {                                                                                               \
        "cache-size", 0, OPTION_COUNT, &(s).cache_mb, "MB",                                         \
            "answers are kept up to this size; 0 forgets them all (1024)", NULL                     \
    }

/* Everything that belongs to the engines that ask a model. Zero at first. */
struct model_setup {
    struct hosted hosted, cheap;
    struct purse purse;
    struct gate gate;
    struct cache cache;
    struct store_key pseudonym_key;
    struct buf url, key_value;
};

bool model_is_hosted(const struct model_settings *s);
/* Make ready to ask, and put it into the order: STATUS_USAGE for what does not go together,
 * STATUS_CONFIG for a key or table that is not good or missing. Clear it in any case. */
int model_setup(struct model_setup *m, const struct model_settings *s, const struct listener *l,
                struct analysis_order *o, struct fault *f);
/* After the run: what was learned is kept, and the cache cut to its size. */
int model_settle(struct model_setup *m, const struct model_settings *s, struct fault *f);
void model_setup_clear(struct model_setup *m);

#endif
