#include "lib/analyze/hosted.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "lib/analyze/hosted_call.h"
#include "lib/analyze/merge.h"
#include "lib/analyze/prompt_schema.h"
#include "lib/json/json.h"

enum {
    AT_ONCE = 24,          /* questions in one request */
    LEAST_SENTENCES = 8,   /* a part is not cut any further, */
    CUTS = 5,              /* nor a part of so many cuts */
    OVERLAP_SENTENCES = 6, /* that a part has in common with the one before, about */
    QUESTION_BYTES = 1200, /* of a prompt, about: a question with its values and its schema */
    FIXED_BYTES = 4000,
    BYTES_A_TOKEN = 3, /* so few that what fits by them does fit */
};

/* ---- replies of one part ---- */

static struct span kept_reply(const struct hosted_engine *e, const char *prefix,
                              const struct question *q)
{
    char name[DIGEST_TEXT + 8];
    snprintf(name, sizeof name, "%s%s", prefix, q->sha256);
    return cache_find(&e->entry, name);
}

/* Whether it is to be asked: nothing is there, or what failed is to be asked again. */
static bool is_missing(const struct hosted_engine *e, const char *prefix, const struct question *q)
{
    struct span reply = kept_reply(e, prefix, q);
    return !reply.at || (e->h->ask_failed && json_member(reply, span_of("status")).at);
}

static void read_spend(struct span reply, struct spend *s)
{
    struct json_walk w;
    double n[4] = {0};
    size_t i = 0;
    for (json_walk(&w, json_member(reply, span_of("spend"))); i < 4 && json_next(&w); i++)
        if (!json_number(w.value, &n[i]))
            n[i] = NAN;
    *s = (struct spend){(int64_t)n[0], (int64_t)n[1], (int64_t)n[2], n[3]};
}

static const char *reason_of(struct span reply)
{
    static const char *const words[] = {"llm_refused", "reply_too_long", "invalid_output",
                                        "no_output", "context_truncated"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (json_text_is(json_member(reply, span_of("reason")), words[i]))
            return words[i];
    return "unknown";
}

/* A reply that was kept becomes the part's answer. What a file holds is checked like what a server
 * sends. */
static int adopt(struct hosted_engine *e, struct span reply, struct answer *a, struct arena *arena,
                 struct buf *failed, struct fault *f)
{
    struct span said = json_member(reply, span_of("said"));
    struct spend before = a->spend;
    char why[200];
    if (said.at && reply_check(said, a->question, "it", why)) {
        if (prove_answer(&e->prove, said, a, arena, failed, f) != 0)
            return -1;
    } else {
        bool refused = json_text_is(json_member(reply, span_of("status")), "refused");
        a->status = refused ? ANSWER_REFUSED : ANSWER_FAILED;
        a->reason = said.at ? "invalid_output" : reason_of(reply);
    }
    read_spend(reply, &a->spend);
    spend_add(&a->spend, &before);
    return 0;
}

/* Questions that go into one request. */
struct group {
    struct prompt_question at[AT_ONCE];
    size_t n, unions;
    const char *prefix;
    enum asked_how how; /* of the groups before; anything but done ends it */
};

static int ask_group(struct hosted_engine *e, struct group *g, struct fault *f)
{
    enum asked_how how = ASKED_DONE;
    if (g->n > 0 && hosted_ask(e, g->at, g->n, g->prefix, &how, f) != 0)
        return -1;
    g->how = how == ASKED_DONE ? g->how : how;
    g->n = g->unions = 0;
    return 0;
}

/* One more question; what does not fit beside it is asked first. */
static int group_add(struct hosted_engine *e, struct group *g, struct prompt_question asked,
                     struct fault *f)
{
    size_t unions = prompt_unions(asked.question);
    if ((g->n == AT_ONCE || g->unions + unions > e->h->model.provider->unions) &&
        ask_group(e, g, f) != 0)
        return -1;
    g->at[g->n++] = asked;
    g->unions += unions;
    return 0;
}

static int ask_missing(struct hosted_engine *e, const struct inquiry *i, enum asked_how *how,
                       struct fault *f)
{
    struct group g = {.prefix = "q:"};
    for (size_t k = 0; k < e->part.n && g.how != ASKED_SPLIT; k++) {
        struct prompt_question asked = {e->part.at[k].question, SPAN_NONE};
        if (!(i->skip && i->skip[k]) && is_missing(e, "q:", asked.question) &&
            group_add(e, &g, asked, f) != 0)
            return -1;
    }
    if (g.how != ASKED_SPLIT && ask_group(e, &g, f) != 0)
        return -1;
    *how = g.how;
    return 0;
}

/* The quotes of a question's first reply that were not found, as a JSON array. */
static int failed_quotes(struct hosted_engine *e, const struct answer *a, struct arena *arena,
                         struct span *quotes, struct fault *f)
{
    struct answer scratch = *a;
    struct span said = json_member(kept_reply(e, "q:", a->question), span_of("said"));
    struct buf list = BUF(1 << 20);
    buf_clear(&e->failed);
    int rc = prove_answer(&e->prove, said, &scratch, arena, &list, f);
    buf_byte(&e->failed, '[');
    buf_span(&e->failed, buf_view(&list));
    buf_byte(&e->failed, ']');
    buf_free(&list);
    *quotes = arena_copy(arena, buf_view(&e->failed));
    return rc != 0 || buf_check(&e->failed, "quotes", f) != 0 ? -1
                                                              : arena_check(arena, "quotes", f);
}

/* What was answered without a quote that could be found is asked once more. */
static int ask_again(struct hosted_engine *e, struct arena *arena, enum asked_how *how,
                     struct fault *f)
{
    struct group g = {.prefix = "again:"};
    for (size_t k = 0; k < e->part.n && g.how == ASKED_DONE; k++) {
        const struct answer *a = &e->part.at[k];
        struct prompt_question asked = {.question = a->question};
        if (a->status != ANSWER_UNSUPPORTED || !is_missing(e, "again:", a->question))
            continue;
        if (failed_quotes(e, a, arena, &asked.failed, f) != 0 || group_add(e, &g, asked, f) != 0)
            return -1;
    }
    if (g.how == ASKED_DONE && ask_group(e, &g, f) != 0)
        return -1;
    *how = g.how;
    return 0;
}

static int adopt_all(struct hosted_engine *e, const struct inquiry *i, struct arena *arena,
                     struct fault *f)
{
    for (size_t k = 0; k < e->part.n; k++) {
        struct answer *a = &e->part.at[k];
        if (i->skip && i->skip[k])
            continue;
        a->spend = (struct spend){0};
        struct span reply = kept_reply(e, "q:", a->question);
        if (adopt(e, reply, a, arena, NULL, f) != 0)
            return -1;
        reply = a->status == ANSWER_UNSUPPORTED ? kept_reply(e, "again:", a->question) : SPAN_NONE;
        /* A second reply that is none leaves the first as it is. */
        if (reply.at && json_member(reply, span_of("said")).at &&
            adopt(e, reply, a, arena, NULL, f) != 0)
            return -1;
    }
    return 0;
}

static int answer_part(struct hosted_engine *e, const struct inquiry *i, struct arena *arena,
                       enum asked_how *how, struct fault *f)
{
    *how = ASKED_SPLIT;
    if (cache_find(&e->entry, "too_long").at && !e->h->ask_failed)
        return 0;
    if (ask_missing(e, i, how, f) != 0)
        return -1;
    if (*how == ASKED_SPLIT) {
        cache_add(&e->entry, "too_long", span_of("true"));
        return cache_put(&e->entry, f);
    }
    if (*how != ASKED_DONE)
        return 0;
    answers_begin(&e->part);
    if (adopt_all(e, i, arena, f) != 0 || ask_again(e, arena, how, f) != 0)
        return -1;
    /* With a second reply too long for the model the first one stands. */
    if (*how == ASKED_SPLIT)
        *how = ASKED_DONE;
    return *how == ASKED_DONE ? adopt_all(e, i, arena, f) : 0;
}

/* ---- the parts of a call ---- */

static void key_of(const struct hosted_engine *e, int round, char key[static DIGEST_TEXT])
{
    const struct model *m = &e->h->model;
    struct buf text = BUF(1 << 16);
    buf_format(&text, "%d %s %s %.17g %d %d %s", PROMPT_VERSION, m->provider->name, m->name,
               m->temperature, (int)m->schema, round, e->prompt.digest);
    digest_of(buf_view(&text), key);
    buf_free(&text);
}

/* Where the monologue of a sentence begins. */
static uint32_t begin_of(const struct transcript *t, uint32_t sentence)
{
    return t->monologues[t->sentences[sentence].monologue].sentence;
}

/* The middle, at the beginning of a monologue if there is one not far from it. */
static uint32_t middle_of(const struct transcript *t, uint32_t from, uint32_t to)
{
    uint32_t middle = from + (to - from) / 2, begin = begin_of(t, middle);
    return begin > from + (to - from) / 8 ? begin : middle;
}

static uint32_t overlap_from(const struct transcript *t, uint32_t from, uint32_t at)
{
    uint32_t few = (at - from) / 4 < OVERLAP_SENTENCES ? (at - from) / 4 : OVERLAP_SENTENCES;
    uint32_t begin = at - few > from && few ? begin_of(t, at - few) : at;
    return begin > from && at - begin <= 2 * OVERLAP_SENTENCES ? begin : at - few;
}

static void fail_all(struct hosted_engine *e, const char *reason)
{
    answers_begin(&e->part);
    for (size_t k = 0; k < e->part.n; k++) {
        e->part.at[k].status = ANSWER_FAILED;
        e->part.at[k].reason = reason;
    }
}

static void merge_all(const struct hosted_engine *e, const struct inquiry *i, struct answers *into)
{
    for (size_t k = 0; k < into->n; k++)
        if (!(i->skip && i->skip[k]))
            answer_merge(&into->at[k], &e->part.at[k]);
}

static int ask_part(struct hosted_engine *e, const struct inquiry *i, struct answers *into,
                    uint32_t from, uint32_t to, int cuts, bool *waits, struct fault *f)
{
    char key[DIGEST_TEXT];
    enum asked_how how;
    const struct transcript *t = i->transcript;
    if (prompt_lines(&e->prompt, t, from, to, e->prove.hide, f) != 0)
        return -1;
    key_of(e, i->round, key);
    if (cache_enter(&e->entry, e->h->cache, key, f) != 0)
        return -1;
    int rc = answer_part(e, i, &into->arena, &how, f);
    cache_leave(&e->entry);
    if (rc != 0)
        return -1;
    *waits = *waits || how == ASKED_WAITS || how == ASKED_PLANNED;
    if (how == ASKED_SPLIT && to - from > LEAST_SENTENCES && cuts < CUTS) {
        uint32_t middle = middle_of(t, from, to);
        return ask_part(e, i, into, from, middle, cuts + 1, waits, f) != 0
                   ? -1
                   : ask_part(e, i, into, overlap_from(t, from, middle), to, cuts + 1, waits, f);
    }
    if (how == ASKED_SPLIT)
        fail_all(e, "context_truncated");
    if (how == ASKED_SPLIT || how == ASKED_DONE)
        merge_all(e, i, into);
    return 0;
}

/* Where a part that begins there ends: as many sentences as fit. */
static uint32_t part_end(const struct hosted_engine *e, const struct transcript *t, uint32_t from)
{
    size_t asked = e->part.n < AT_ONCE ? e->part.n : AT_ONCE, label = 40, bytes = 0;
    int64_t room = (e->h->context - e->h->model.max_output) * BYTES_A_TOKEN - FIXED_BYTES -
                   (int64_t)asked * QUESTION_BYTES;
    uint32_t to = from;
    while (to < t->nsentences) {
        bytes += t->sentences[to].text.len + label;
        if ((int64_t)bytes > room && to > from + LEAST_SENTENCES)
            break;
        to++;
    }
    if (to < t->nsentences && begin_of(t, to) > from + (to - from) / 2)
        to = begin_of(t, to);
    return to;
}

static int ask(void *self, const struct inquiry *i, struct answers *into, struct fault *f)
{
    struct hosted_engine *e = self;
    const struct transcript *t = i->transcript;
    struct pseudonyms *hide = e->h->pseudonym_key.at ? &e->hide : NULL;
    bool waits = false;
    e->counted = i->counted;
    e->exchange.round = i->round;
    if (hide && pseudonyms_call(hide, t->call, e->h->pseudonym_key, f) != 0)
        return -1;
    if (prove_call(&e->prove, t, hide, f) != 0)
        return -1;
    for (uint32_t from = 0; from < t->nsentences;) {
        uint32_t to = part_end(e, t, from);
        if (ask_part(e, i, into, from, to, 0, &waits, f) != 0)
            return -1;
        from = to < t->nsentences ? overlap_from(t, from, to) : to;
    }
    if (waits)
        return fault(f, STATUS_TRY_LATER, "its questions wait for an answer");
    return 0;
}

static void release(void *self)
{
    struct hosted_engine *e = self;
    exchange_clear(&e->exchange);
    prompt_clear(&e->prompt);
    reply_clear(&e->reply);
    prove_clear(&e->prove);
    pseudonyms_clear(&e->hide);
    cache_entry_clear(&e->entry);
    answers_clear(&e->part);
    buf_free(&e->body);
    buf_free(&e->text);
    buf_free(&e->failed);
    buf_free(&e->line);
    free(e);
}

int engine_hosted(struct engine *e, struct hosted *h, const struct question_set *sets, size_t n,
                  struct fault *f)
{
    struct hosted_engine *x = calloc(1, sizeof *x);
    if (!x)
        return fault(f, STATUS_NO_MEMORY, "no memory for the engine");
    *e = (struct engine){.name = h->model.provider->name,
                         .model = h->model.name,
                         .ask = ask,
                         .free = release,
                         .self = x};
    x->h = h;
    x->entry = CACHE_ENTRY;
    x->body.limit = x->text.limit = x->failed.limit = x->line.limit = 64 << 20;
    exchange_init(&x->exchange, &h->endpoint);
    return answers_make(&x->part, sets, n, f);
}
