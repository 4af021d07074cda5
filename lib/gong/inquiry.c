#include "lib/gong/inquiry.h"

#include <stdlib.h>
#include "lib/json/query.h"

/* They come last on the list. */
int inquiry_begin(struct inquiry *i, const struct predicates *list, bool fork, struct fault *f)
{
    size_t first = list->n;
    while (first > 0 && list->at[first - 1].subject == SUBJECT_JQ)
        first--;
    *i = (struct inquiry){.forked = fork};
    i->queries = calloc(list->n - first + 1, sizeof(struct query *));
    if (!i->queries)
        return fault(f, STATUS_NO_MEMORY, "no memory for the expressions");
    for (size_t k = first; k < list->n; k++) {
        struct query *q = list->at[k].query;
        if (fork && !(q = query_fork(q, f)))
            return -1;
        i->queries[i->n++] = q;
    }
    return 0;
}

void inquiry_clear(struct inquiry *i)
{
    for (size_t k = 0; i->forked && k < i->n; k++)
        query_free(i->queries[k]);
    free(i->queries);
    *i = (struct inquiry){0};
}

int inquiry_test(struct inquiry *i, struct span record, bool *yes, struct fault *f)
{
    *yes = true;
    for (size_t k = 0; *yes && k < i->n; k++)
        if (query_test(i->queries[k], record, yes, f) != 0)
            return -1;
    return 0;
}

bool inquiry_is_native(const struct inquiry *i)
{
    for (size_t k = 0; k < i->n; k++)
        if (!query_is_native(i->queries[k]))
            return false;
    return true;
}

/* All are asked of each record, so its ticket is the same of all. */
int inquiry_ask(struct inquiry *i, struct span record, size_t *ticket, struct fault *f)
{
    *ticket = 0;
    for (size_t k = 0; k < i->n; k++)
        if (query_ask(i->queries[k], record, ticket, f) != 0)
            return -1;
    return 0;
}

int inquiry_settle(struct inquiry *i, struct fault *f)
{
    for (size_t k = 0; k < i->n; k++)
        if (query_settle(i->queries[k], f) != 0)
            return -1;
    return 0;
}

int inquiry_answer(const struct inquiry *i, size_t ticket, bool *yes, struct fault *f)
{
    *yes = true;
    for (size_t k = 0; *yes && k < i->n; k++)
        if (query_answer(i->queries[k], ticket, yes, f) != 0)
            return -1;
    return 0;
}

void inquiry_explain(const struct inquiry *i, struct buf *out)
{
    for (size_t k = 0; k < i->n; k++)
        query_explain(i->queries[k], out);
}
