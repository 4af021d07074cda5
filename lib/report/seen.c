/* A set of texts: open addressing, at most half full. */

#include "lib/report/seen.h"

#include <stdint.h>
#include <stdlib.h>

struct report_seen {
    struct span *slots;
    size_t n, room; /* room: a power of two */
};

struct report_seen *seen_new(void)
{
    struct report_seen *s = calloc(1, sizeof *s);
    if (s) {
        s->room = 64;
        s->slots = calloc(s->room, sizeof *s->slots);
    }
    if (s && !s->slots) {
        free(s);
        return NULL;
    }
    return s;
}

void seen_free(struct report_seen *s)
{
    if (s)
        free(s->slots);
    free(s);
}

/* FNV-1a. */
static uint64_t hash(struct span s)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.at[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static struct span *slot(struct span *slots, size_t room, struct span text)
{
    size_t i = hash(text) & (room - 1);
    while (slots[i].at && !span_equal(slots[i], text))
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static int grow(struct report_seen *s)
{
    struct span *bigger = calloc(s->room * 2, sizeof *bigger);
    if (!bigger)
        return -1;
    for (size_t i = 0; i < s->room; i++)
        if (s->slots[i].at)
            *slot(bigger, s->room * 2, s->slots[i]) = s->slots[i];
    free(s->slots);
    s->slots = bigger;
    s->room *= 2;
    return 0;
}

int seen_add(struct report_seen *s, struct span text)
{
    if (s->n * 2 >= s->room && grow(s) != 0)
        return -1;
    struct span *to = slot(s->slots, s->room, text);
    if (to->at)
        return 0;
    *to = text;
    s->n++;
    return 1;
}
