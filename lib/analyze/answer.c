#include "lib/analyze/answer.h"
#include <stdlib.h>

int answers_make(struct answers *a, const struct question_set *sets, size_t n, struct fault *f)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i].n; k++) {
            a->n++;
            room += (size_t)sets[i].questions[k].max_items;
        }
    a->at = calloc(a->n + 1, sizeof *a->at);
    a->pool = calloc(room + 1, sizeof *a->pool);
    if (!a->at || !a->pool)
        return fault(f, STATUS_NO_MEMORY, "no memory for the answers");
    struct answer *next = a->at;
    struct evidence *pool = a->pool;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i].n; k++) {
            *next++ = (struct answer){
                .set = &sets[i], .question = &sets[i].questions[k], .evidence = pool};
            pool += sets[i].questions[k].max_items;
        }
    return 0;
}

void answers_begin(struct answers *a)
{
    for (size_t i = 0; i < a->n; i++) {
        struct answer *x = &a->at[i];
        *x = (struct answer){.set = x->set,
                             .question = x->question,
                             .evidence = x->evidence,
                             .status = ANSWER_NOT_DISCUSSED,
                             .text = SPAN_NONE};
    }
}

void answers_clear(struct answers *a)
{
    free(a->at);
    free(a->pool);
    *a = (struct answers){0};
}

const char *answer_status_name(enum answer_status s)
{
    static const char *const names[] = {"answered", "not_discussed", "unclear"};
    return names[s];
}

const char *confidence_name(enum confidence c)
{
    static const char *const names[] = {NULL, "low", "medium", "high"};
    return names[c];
}
