#include <stdio.h>
#include "lib/analyze/hosted_call.h"
#include "lib/analyze/ratio.h"
#include "lib/json/json.h"

enum { MENDS = 1 };

/* ---- is it all of it? ---- */

/* Some servers cut a prompt that is too long and answer what is left of it. They count fewer tokens
 * than it can have, or just as many as fit. */
static bool was_cut(const struct hosted_engine *e, const struct completion *c)
{
    int64_t least = (int64_t)(.6 * (double)prompt_bytes(&e->prompt) / 4);
    if (!c->counted)
        return false;
    if (c->input < least)
        return true;
    for (int64_t limit = 2048; limit <= 1 << 20; limit *= 2)
        if (c->input == limit || c->input + c->output == limit)
            return c->input < least * 3 / 2;
    return false;
}

/* ---- what is put down ---- */

static void put_spend(struct json_writer *w, const struct spend *s)
{
    json_open(w, "spend", '[');
    json_put_int(w, NULL, s->input);
    json_put_int(w, NULL, s->cached);
    json_put_int(w, NULL, s->output);
    json_put_real(w, NULL, s->cost);
    json_close(w, ']');
}

/* The i-th of n parts, which add up to the whole. */
static struct spend share(const struct spend *s, size_t i, size_t n)
{
    struct spend part = {.input = s->input / (int64_t)n,
                         .cached = s->cached / (int64_t)n,
                         .output = s->output / (int64_t)n,
                         .cost = s->cost / (double)n};
    part.input += i == 0 ? s->input % (int64_t)n : 0;
    part.cached += i == 0 ? s->cached % (int64_t)n : 0;
    part.output += i == 0 ? s->output % (int64_t)n : 0;
    return part;
}

/* said NULL, or one of it absent: the status and reason instead. */
static int put_down(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
                    const char *prefix, const struct span *said, const char *status,
                    const char *reason, const struct spend *spend, struct fault *f)
{
    char name[DIGEST_TEXT + 8];
    for (size_t i = 0; i < n; i++) {
        struct json_writer w = {.b = &e->line};
        struct spend part = share(spend, i, n);
        buf_clear(&e->line);
        json_open(&w, NULL, '{');
        if (said && said[i].at) {
            json_put(&w, "said", said[i]);
        } else {
            json_put_text(&w, "status", span_of(status));
            json_put_text(&w, "reason", span_of(reason));
        }
        put_spend(&w, &part);
        json_close(&w, '}');
        if (buf_check(&e->line, "an answer", f) != 0)
            return -1;
        snprintf(name, sizeof name, "%s%s", prefix, questions[i].question->sha256);
        cache_add(&e->entry, name, buf_view(&e->line));
    }
    pthread_mutex_lock(&e->h->purse->mutex);
    e->h->purse->answers += (int64_t)n;
    e->h->seen.answers += e->second ? 0 : (double)n;
    e->h->seen.output += (double)spend->output;
    pthread_mutex_unlock(&e->h->purse->mutex);
    return cache_put(&e->entry, f);
}

/* ---- the conversation ---- */

enum ending { END_GOOD, END_REFUSED, END_CUT, END_SPLIT, END_INVALID, END_EMPTY, END_WAITS };

/* Where the limit for answers is not what stopped it, there was no more room in the context. */
static bool ran_full(const struct model *m, const struct completion *c)
{
    return c->stop == STOP_LENGTH && c->counted && c->output < m->max_output * 9 / 10;
}

static enum ending read_completion(struct hosted_engine *e, const struct model *m,
                                   const struct completion *c,
                                   const struct prompt_question *questions, size_t n)
{
    if (c->stop == STOP_CONTEXT || was_cut(e, c) || ran_full(m, c))
        return END_SPLIT;
    if (c->stop == STOP_REFUSED)
        return END_REFUSED;
    if (c->stop == STOP_LENGTH)
        return END_CUT;
    if (!c->text.at || c->text.len == 2)
        return END_EMPTY;
    if (reply_read(&e->reply, c->text, &e->prompt, questions, n))
        return END_GOOD;
    /* The prompt was cut where fewer tokens were counted and the model saw a later beginning; it
     * may have been where the server does not count. */
    bool fewer = (double)c->input < .85 * (double)prompt_bytes(&e->prompt) / 4;
    return !e->reply.sealed && (c->counted ? fewer && e->reply.late : true) ? END_SPLIT
                                                                            : END_INVALID;
}

/* The reply goes back to the model, with what is wrong with it. Both stay in e->failed. */
static void ask_to_mend(struct hosted_engine *e, enum ending how, const struct completion *c)
{
    buf_clear(&e->failed);
    json_text(&e->failed, c->text);
    if (how == END_EMPTY || e->failed.len == 0)
        buf_text(&e->failed, "(nothing)");
    size_t reply = e->failed.len;
    buf_format(&e->failed,
               "That reply cannot be used: %s. Reply again with one whole JSON object that follows "
               "the schema, and nothing else.",
               how == END_EMPTY ? "it is empty" : e->reply.why);
    e->prompt.turns[0] = (struct span){e->failed.at, reply};
    e->prompt.turns[1] = (struct span){e->failed.at + reply, e->failed.len - reply};
    e->prompt.nturns = 2;
}

static int converse(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
                    struct spend *spend, enum ending *end, struct fault *f)
{
    struct model model = e->h->model;
    int mends = 0, longer = 0;
    for (;;) {
        struct completion c;
        enum asked_how how;
        if (hosted_request(e, &model, &c, spend, &how, f) != 0)
            return -1;
        if (how == ASKED_WAITS) {
            *end = END_WAITS;
            return 0;
        }
        *end = read_completion(e, &model, &c, questions, n);
        if (*end == END_GOOD)
            return 0;
        if (hosted_keep(e, &c, f) != 0)
            return -1;
        if (*end == END_CUT && n == 1 && longer++ == 0) {
            model.max_output *= 2;
        } else if ((*end == END_INVALID || *end == END_EMPTY) && mends++ < MENDS) {
            ask_to_mend(e, *end, &c);
            if (buf_check(&e->failed, "a reply", f) != 0)
                return -1;
        } else {
            return 0;
        }
    }
}

static void plan(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
                 enum asked_how *how)
{
    struct purse *p = e->h->purse;
    struct spend whole = {.input = ratio_input(&e->h->known, prompt_bytes(&e->prompt)),
                          .output = ratio_output(&e->h->known, n)};
    pthread_mutex_lock(&p->mutex);
    p->calls += !*e->counted;
    p->requests++;
    p->answers += (int64_t)n;
    spend_add(&p->spend, &whole);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < e->part.n; k++)
            if (e->part.at[k].question == questions[i].question) {
                struct spend part = share(&whole, i, n);
                e->h->planned[k].calls++;
                e->h->planned[k].input += part.input;
                e->h->planned[k].output += part.output;
            }
    pthread_mutex_unlock(&p->mutex);
    *e->counted = true;
    *how = ASKED_PLANNED;
}

/* With more than was asked for at once the reply may not fit: then in two halves. */
static int halves(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
                  const char *prefix, const struct spend *spent, enum asked_how *how,
                  struct fault *f);

static int ask(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
               const char *prefix, struct spend spend, enum asked_how *how, struct fault *f)
{
    static const char *const reasons[] = {[END_REFUSED] = "llm_refused",
                                          [END_CUT] = "reply_too_long",
                                          [END_INVALID] = "invalid_output",
                                          [END_EMPTY] = "no_output"};
    enum ending end = END_GOOD;
    e->asked = n;
    if (prompt_ask(&e->prompt, questions, n, f) != 0)
        return -1;
    if (e->h->planned) {
        plan(e, questions, n, how);
        return 0;
    }
    if (converse(e, questions, n, &spend, &end, f) != 0)
        return -1;
    *how = end == END_WAITS ? ASKED_WAITS : end == END_SPLIT ? ASKED_SPLIT : ASKED_DONE;
    if (*how != ASKED_DONE)
        return 0;
    if (end == END_CUT && n > 1)
        return halves(e, questions, n, prefix, &spend, how, f);
    bool some = end == END_GOOD || (end == END_INVALID && e->reply.partly);
    return put_down(e, questions, n, prefix, some ? e->reply.answers : NULL,
                    end == END_REFUSED ? "refused" : "error", reasons[end], &spend, f);
}

static int halves(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
                  const char *prefix, const struct spend *spent, enum asked_how *how,
                  struct fault *f)
{
    static const struct spend nothing;
    size_t half = n / 2;
    if (ask(e, questions, half, prefix, *spent, how, f) != 0)
        return -1;
    return *how == ASKED_DONE ? ask(e, questions + half, n - half, prefix, nothing, how, f) : 0;
}

int hosted_ask(struct hosted_engine *e, const struct prompt_question *questions, size_t n,
               const char *prefix, enum asked_how *how, struct fault *f)
{
    static const struct spend nothing;
    e->second = strcmp(prefix, "q:") != 0;
    return ask(e, questions, n, prefix, nothing, how, f);
}
