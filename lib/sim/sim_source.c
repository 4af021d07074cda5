#include "lib/sim/sim_source.h"

#include <stdlib.h>
#include <string.h>

static int by_time(const void *a, const void *b)
{
    const struct sim_entry *x = a, *y = b;
    if (x->scheduled != y->scheduled)
        return x->scheduled < y->scheduled ? -1 : 1;
    return strcmp(x->id, y->id);
}

static int by_id(const void *a, const void *b, void *entries)
{
    const struct sim_entry *e = entries;
    return strcmp(e[*(const int *)a].id, e[*(const int *)b].id);
}

int sim_source_index(struct sim_source *s, struct fault *f)
{
    s->by_id = calloc((size_t)s->n + 1, sizeof *s->by_id);
    if (!s->by_id)
        return fault(f, STATUS_NO_MEMORY, "no memory for %d calls", s->n);
    if (s->n > 0)
        qsort(s->entries, (size_t)s->n, sizeof *s->entries, by_time);
    for (int i = 0; i < s->n; i++) {
        when apart = s->entries[i].started - s->entries[i].scheduled;
        apart = apart < 0 ? -apart : apart;
        s->slack = apart > s->slack ? apart : s->slack;
        s->by_id[i] = i;
    }
    if (s->n > 0)
        qsort_r(s->by_id, (size_t)s->n, sizeof *s->by_id, by_id, s->entries);
    return 0;
}

int sim_source_find(const struct sim_source *s, struct span id)
{
    char text[64];
    if (id.len >= sizeof text)
        return -1;
    memcpy(text, id.at, id.len);
    text[id.len] = '\0';
    for (int low = 0, high = s->n; low < high;) {
        int middle = low + (high - low) / 2, order = strcmp(text, s->entries[s->by_id[middle]].id);
        if (order == 0)
            return s->by_id[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

/* The first entry scheduled at `t` or later. */
static int first_at(const struct sim_source *s, when t)
{
    int low = 0;
    for (int high = s->n; low < high;) {
        int middle = low + (high - low) / 2;
        if (s->entries[middle].scheduled < t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void sim_source_range(const struct sim_source *s, when from, when to, int *low, int *high)
{
    *low = from < INT64_MIN + s->slack ? 0 : first_at(s, from - s->slack);
    *high = to > INT64_MAX - s->slack ? s->n : first_at(s, to + s->slack);
}

int sim_source_user(struct sim_source *s, struct span id)
{
    struct sim_person p;
    for (int i = 0; i < s->users; i++) {
        s->ops->person(s, i, &p);
        if (span_is(id, p.id))
            return i;
    }
    return -1;
}

void sim_source_free(struct sim_source *s)
{
    if (!s)
        return;
    free(s->entries);
    free(s->by_id);
    s->ops->free(s);
}
