#include <stdio.h>
#include "lib/analyze/prompt_schema.h"
#include "lib/json/json.h"

static void text(struct json_writer *w, const char *key, const char *value)
{
    json_put_text(w, key, span_of(value));
}

/* "type": TYPE, or ["TYPE","null"]. */
static void type(struct json_writer *w, const char *name, bool nullable)
{
    if (!nullable) {
        text(w, "type", name);
        return;
    }
    json_open(w, "type", '[');
    text(w, NULL, name);
    text(w, NULL, "null");
    json_close(w, ']');
}

static void plain(struct json_writer *w, const char *key, const char *name)
{
    json_open(w, key, '{');
    type(w, name, false);
    json_close(w, '}');
}

static void one_of(struct json_writer *w, const char *key, const char *const *words, size_t n)
{
    json_open(w, key, '{');
    type(w, "string", false);
    json_open(w, "enum", '[');
    for (size_t i = 0; i < n; i++)
        text(w, NULL, words[i]);
    json_close(w, ']');
    json_close(w, '}');
}

static void choices(struct json_writer *w, const struct question *q, bool nullable)
{
    type(w, "string", nullable);
    json_open(w, "enum", '[');
    for (size_t i = 0; i < q->nchoices; i++)
        text(w, NULL, q->choices[i].id);
    if (nullable)
        json_put(w, NULL, SPAN_NONE);
    json_close(w, ']');
}

static bool is_union(int type)
{
    return type == ANSWER_BOOL || type == ANSWER_ENUM || type == ANSWER_NUMBER ||
           type == ANSWER_DATE;
}

size_t prompt_unions(const struct question *q)
{
    size_t n = is_union(q->type);
    for (size_t i = 0; i < q->nfields; i++)
        n += is_union(q->fields[i].type);
    return n;
}

static void value(struct json_writer *w, const char *key, const struct question *q)
{
    json_open(w, key, '{');
    switch (q->type) {
    case ANSWER_BOOL: type(w, "boolean", true); break;
    case ANSWER_ENUM: choices(w, q, true); break;
    case ANSWER_MULTI_ENUM:
        type(w, "array", false);
        json_open(w, "items", '{');
        choices(w, q, false);
        json_close(w, '}');
        break;
    case ANSWER_NUMBER: type(w, "number", true); break;
    case ANSWER_DATE: type(w, "string", true); break;
    default: type(w, "string", false); break;
    }
    json_close(w, '}');
}

/* The end of an object: which members it must have, in their order, and that it has no others. */
static void sealed(struct json_writer *w, const char *const *names, size_t n)
{
    json_open(w, "required", '[');
    for (size_t i = 0; i < n; i++)
        text(w, NULL, names[i]);
    json_close(w, ']');
    json_put_bool(w, "additionalProperties", false);
}

/* Of several values each has quotes of its own. */
static void evidence(struct json_writer *w, const struct question *q)
{
    static const char *const names[] = {"from", "to", "quote", "value"};
    bool several = q->type == ANSWER_MULTI_ENUM;
    json_open(w, "evidence", '{');
    type(w, "array", false);
    json_open(w, "items", '{');
    type(w, "object", false);
    json_open(w, "properties", '{');
    for (size_t i = 0; i < 3; i++)
        plain(w, names[i], "string");
    if (several) {
        json_open(w, "value", '{');
        choices(w, q, false);
        json_close(w, '}');
    }
    json_close(w, '}');
    sealed(w, names, several ? 4 : 3);
    json_close(w, '}');
    json_close(w, '}');
}

static void items(struct json_writer *w, const struct question *q)
{
    json_open(w, "items", '{');
    type(w, "array", false);
    json_open(w, "items", '{');
    type(w, "object", false);
    json_open(w, "properties", '{');
    evidence(w, q);
    for (size_t i = 0; i < q->nfields; i++)
        value(w, q->fields[i].id, &q->fields[i]);
    json_close(w, '}');
    json_open(w, "required", '[');
    text(w, NULL, "evidence");
    for (size_t i = 0; i < q->nfields; i++)
        text(w, NULL, q->fields[i].id);
    json_close(w, ']');
    json_put_bool(w, "additionalProperties", false);
    json_close(w, '}');
    json_close(w, '}');
}

/* What was found comes before what it means, so that a model looks first. */
static void question(struct json_writer *w, const char *key, const struct question *q)
{
    static const char *const statuses[] = {"answered", "not_discussed", "unclear"};
    static const char *const sure[] = {"high", "medium", "low"};
    static const char *const names[] = {"evidence", "status", "value", "confidence", "note"};
    static const char *const list_names[] = {"items", "status", "confidence", "note"};
    bool list = q->type == ANSWER_LIST;
    json_open(w, key, '{');
    type(w, "object", false);
    json_open(w, "properties", '{');
    if (list)
        items(w, q);
    else
        evidence(w, q);
    one_of(w, "status", statuses, 3);
    if (!list)
        value(w, "value", q);
    one_of(w, "confidence", sure, 3);
    plain(w, "note", "string");
    json_close(w, '}');
    if (list)
        sealed(w, list_names, 4);
    else
        sealed(w, names, 5);
    json_close(w, '}');
}

void prompt_schema(struct buf *b, const struct prompt_question *questions, size_t n)
{
    struct json_writer w = {.b = b};
    char key[24];
    json_open(&w, NULL, '{');
    type(&w, "object", false);
    json_open(&w, "properties", '{');
    plain(&w, "first", "string");
    for (size_t i = 0; i < n; i++) {
        snprintf(key, sizeof key, "q%zu", i + 1);
        question(&w, key, questions[i].question);
    }
    plain(&w, "seal", "string");
    json_close(&w, '}');
    json_open(&w, "required", '[');
    text(&w, NULL, "first");
    for (size_t i = 0; i < n; i++) {
        snprintf(key, sizeof key, "q%zu", i + 1);
        text(&w, NULL, key);
    }
    text(&w, NULL, "seal");
    json_close(&w, ']');
    json_put_bool(&w, "additionalProperties", false);
    json_close(&w, '}');
}
