#include "lib/analyze/request_ids.h"
#include <search.h>
#include <stdlib.h>

static int order(const void *a, const void *b)
{
    return strcmp(a, b);
}

bool request_id_is(struct span text)
{
    if (!text.at || text.len != DIGEST_TEXT - 1)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\0' || !strchr("0123456789abcdef", text.at[i]))
            return false;
    return true;
}

int request_ids_add(struct request_ids *s, const char *id, struct fault *f)
{
    char *copy = strdup(id);
    char **at = copy ? tsearch(copy, &s->root, order) : NULL;
    if (!at) {
        free(copy);
        return fault(f, STATUS_NO_MEMORY, "no memory for the requests' ids");
    }
    if (*at == copy)
        s->n++;
    else
        free(copy);
    return 0;
}

bool request_ids_has(const struct request_ids *s, const char *id)
{
    return tfind(id, &s->root, order) != NULL;
}

bool request_ids_take(struct request_ids *s, const char *id)
{
    char **at = tfind(id, &s->root, order), *kept = at ? *at : NULL;
    if (!at)
        return false;
    tdelete(id, &s->root, order);
    free(kept);
    s->n--;
    return true;
}

void request_ids_clear(struct request_ids *s)
{
    tdestroy(s->root, free);
    *s = (struct request_ids){0};
}
