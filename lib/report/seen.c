/* A set of texts: open addressing, at most half full. */

#include "lib/report/seen.h"

#include <stdint.h>
#include <stdlib.h>

struct report_seen {
    struct seen_text *slots;
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

static struct seen_text *slot(struct seen_text *slots, size_t room, struct span text)
{
    size_t i = hash(text) & (room - 1);
    while (slots[i].number && !span_equal(slots[i].text, text))
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static int grow(struct report_seen *s)
{
    struct seen_text *bigger = calloc(s->room * 2, sizeof *bigger);
    if (!bigger)
        return -1;
    for (size_t i = 0; i < s->room; i++)
        if (s->slots[i].number)
            *slot(bigger, s->room * 2, s->slots[i].text) = s->slots[i];
    free(s->slots);
    s->slots = bigger;
    s->room *= 2;
    return 0;
}

struct seen_text *seen_text(struct report_seen *s, struct span text, bool *fresh)
{
    if (s->n * 2 >= s->room && grow(s) != 0)
        return NULL;
    struct seen_text *to = slot(s->slots, s->room, text);
    *fresh = to->number == 0;
    if (*fresh)
        *to = (struct seen_text){text, ++s->n};
    return to;
}

int seen_add(struct report_seen *s, struct span text)
{
    bool fresh;
    return seen_text(s, text, &fresh) ? fresh : -1;
}
