#include "lib/report/claims.h"

#include <stdlib.h>
#include <string.h>
#include "lib/report/claims_scan.h"

/* Room for one more element; NULL: no memory. */
static void *more(struct claims *c, void **at, size_t *n, size_t *room, size_t size)
{
    if (*n == *room) {
        size_t wider = *room ? *room * 2 : 64;
        void *bigger = reallocarray(*at, wider, size);
        if (!bigger) {
            c->broken = true;
            return NULL;
        }
        *at = bigger;
        *room = wider;
    }
    return (char *)*at + (*n)++ * size;
}

void claims_fact(struct claims *c, struct fact fact)
{
    void *at = c->facts;
    struct fact *to = more(c, &at, &c->nfacts, &c->room_facts, sizeof fact);
    c->facts = at;
    if (to)
        *to = fact;
}

/* A name of numbers alone would hide a number. */
static bool says_something(struct span text)
{
    struct claims none = {0};
    struct tokens t;
    struct fault f = {0};
    if (claims_read_tokens(&t, &none, text, &f) != 0)
        return true; /* as a whole it is no number */
    if (tokens_fold(&t, text, &f) != 0)
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (t.at[i].kind == TOKEN_WORD && t.at[i].text.len > 1 && !token_is(&t.at[i], "of") &&
            !token_is(&t.at[i], "calls") && !token_is(&t.at[i], "out"))
            return true;
    return false;
}

/* A name with a quote mark in it would hide what somebody is to have said. */
static bool has_quote_mark(struct span text)
{
    static const char *const marks[] = {"\"", "`", "“", "”", "„",  "«",
                                        "»",  "‘", "‹", "›", "「", "『"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (memmem(text.at, text.len, marks[i], strlen(marks[i])))
            return true;
    return false;
}

void claims_name(struct claims *c, struct span text, bool exact)
{
    if (text.len < 2 || has_quote_mark(text) || !says_something(text))
        return;
    void *at = c->names;
    struct claim_name *to = more(c, &at, &c->nnames, &c->room_names, sizeof *to);
    c->names = at;
    if (to)
        *to = (struct claim_name){text, exact};
}

void claims_topic(struct claims *c, struct claim_topic topic)
{
    void *at = c->topics;
    struct claim_topic *to = more(c, &at, &c->ntopics, &c->room_topics, sizeof *to);
    c->topics = at;
    if (to)
        *to = topic;
}

void claims_quote(struct claims *c, struct span text, size_t topic)
{
    void *at = c->quotes;
    struct claim_quote *to = more(c, &at, &c->nquotes, &c->room_quotes, sizeof *to);
    c->quotes = at;
    if (to)
        *to = (struct claim_quote){text, topic};
}

void claims_clear(struct claims *c)
{
    free(c->facts);
    free(c->names);
    free(c->topics);
    free(c->quotes);
    arena_free(&c->arena);
    *c = (struct claims){0};
}

const struct claim_topic *claims_find(const struct claims *c, struct span name)
{
    const struct claim_topic *found = NULL;
    for (size_t i = 0; i < c->ntopics; i++) {
        const struct claim_topic *t = &c->topics[i];
        if (!span_equal(t->name, name))
            continue;
        if (found && (found->topic != t->topic || !claim_same(found->value, t->value)))
            return NULL;
        found = t;
    }
    return found;
}

/* ---- the check: claims_check.c has what a single number must be
 * ----------------------------------- */

static bool has_quote(const struct claims *c, size_t topic, struct span text)
{
    for (size_t i = 0; i < c->nquotes; i++)
        if ((topic == TOPIC_ALL || c->quotes[i].topic == topic) &&
            span_equal(c->quotes[i].text, text))
            return true;
    return false;
}

static int check_quote(const struct claims *c, size_t topic, const struct token *t,
                       struct span sentence, struct fault *f)
{
    if (has_quote(c, topic, t->text))
        return 0;
    return fault(f, STATUS_BAD_RECORD,
                 "byte %zu: the quote is evidence for another question than the one that the "
                 "sentence is about",
                 (size_t)(t->text.at - sentence.at) + 1);
}

/* The topic of the text from token i on: that of the next mark, else of the last one; NULL: the
 * sentence has none. */
static const struct claim_topic *mark_at(const struct tokens *t, size_t i)
{
    const struct claim_topic *last = NULL;
    for (size_t k = 0; k < t->n; k++)
        if (t->at[k].kind == TOKEN_TOPIC) {
            last = t->at[k].topic;
            if (k >= i)
                break;
        }
    return last;
}

int claims_check(const struct claims *c, struct span sentence, struct claim_said *said,
                 struct fault *f)
{
    struct tokens t;
    struct claim_said first = {.topic = TOPIC_ALL, .of = -1};
    if (c->broken)
        return fault(f, STATUS_NO_MEMORY, "no memory for the check of a summary");
    if (claims_read_tokens(&t, c, sentence, f) != 0 || tokens_fold(&t, sentence, f) != 0)
        return -1;
    const struct claim_topic *about = mark_at(&t, 0);
    first.topic = about ? about->topic : TOPIC_ALL;
    for (size_t i = 0, end; i < t.n; i = end + 1) {
        const struct claim_topic *mark = mark_at(&t, i);
        struct claim_clause clause = {.claims = c,
                                      .tokens = &t,
                                      .sentence = sentence,
                                      .from = i,
                                      .topic = mark ? mark->topic : TOPIC_ALL,
                                      .value = mark ? mark->value : SPAN_NONE};
        for (end = i; end < t.n && t.at[end].kind != TOKEN_BREAK && t.at[end].kind != TOKEN_TOPIC;)
            end++;
        clause.to = end;
        for (size_t k = i; k < end; k++)
            if (t.at[k].kind == TOKEN_QUOTE &&
                check_quote(c, clause.topic, &t.at[k], sentence, f) != 0)
                return -1;
        if (clause_check(&clause, &first, f) != 0)
            return -1;
    }
    if (said)
        *said = first;
    return 0;
}
