#include "lib/analyze/answer.h"
#include <math.h>
#include <stdlib.h>

static size_t quotes_of(const struct question *q)
{
    return (size_t)q->max_items * (q->type == ANSWER_LIST ? LIST_QUOTES : 1);
}

int answers_make(struct answers *a, const struct question_set *sets, size_t n, struct fault *f)
{
    size_t room = 0, values = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i].n; k++) {
            const struct question *q = &sets[i].questions[k];
            a->n++;
            room += quotes_of(q);
            values += (size_t)q->max_items * q->nfields;
        }
    a->at = calloc(a->n + 1, sizeof *a->at);
    a->pool = calloc(room + 1, sizeof *a->pool);
    a->rows = calloc(values + 1, sizeof *a->rows);
    if (!a->at || !a->pool || !a->rows)
        return fault(f, STATUS_NO_MEMORY, "no memory for the answers");
    struct answer *next = a->at;
    struct evidence *pool = a->pool;
    struct value *rows = a->rows;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i].n; k++) {
            const struct question *q = &sets[i].questions[k];
            *next++ =
                (struct answer){.set = &sets[i], .question = q, .evidence = pool, .items = rows};
            pool += quotes_of(q);
            rows += (size_t)q->max_items * q->nfields;
        }
    return 0;
}

void answers_begin(struct answers *a)
{
    arena_reset(&a->arena);
    for (size_t i = 0; i < a->n; i++) {
        struct answer *x = &a->at[i];
        *x = (struct answer){.set = x->set,
                             .question = x->question,
                             .evidence = x->evidence,
                             .items = x->items,
                             .status = ANSWER_NOT_DISCUSSED,
                             .value = {.text = SPAN_NONE},
                             .note = SPAN_NONE,
                             .stability = NAN};
    }
}

void answers_clear(struct answers *a)
{
    free(a->at);
    free(a->pool);
    free(a->rows);
    arena_free(&a->arena);
    *a = (struct answers){0};
}

void spend_add(struct spend *s, const struct spend *more)
{
    s->input += more->input;
    s->cached += more->cached;
    s->output += more->output;
    s->cost += more->cost;
}

const char *answer_status_name(enum answer_status s)
{
    static const char *const names[] = {"answered",    "not_discussed", "unclear",
                                        "unsupported", "refused",       "error"};
    return names[s];
}

const char *tier_name(enum tier t)
{
    static const char *const names[] = {"exact", "normalized", "stitched", "fuzzy", "unverified"};
    return names[t];
}

const char *confidence_name(enum confidence c)
{
    static const char *const names[] = {NULL, "low", "medium", "high"};
    return names[c];
}
