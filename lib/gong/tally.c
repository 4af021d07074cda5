#include "lib/gong/tally.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a. Whoever makes texts collide makes a slow preview of his own calls. */
static uint64_t hash(const char *at, size_t len)
{
    uint64_t h = 0xcbf29ce484222325;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)at[i]) * 0x100000001b3;
    return h;
}

/* Where the text is, or the free slot where it belongs. */
static struct tally_row **slot(const struct tally *t, const char *at, size_t len)
{
    for (size_t i = hash(at, len);; i++) {
        struct tally_row **s = &t->slots[i & (t->room - 1)];
        if (!*s || ((*s)->len == len && memcmp((*s)->text, at, len) == 0))
            return s;
    }
}

/* Half of the slots stay free. */
static int make_room(struct tally *t, struct fault *f)
{
    if (t->n < t->room / 2)
        return 0;
    size_t room = t->room ? 2 * t->room : 64;
    struct tally_row **rows = realloc(t->rows, room / 2 * sizeof(struct tally_row *));
    struct tally_row **slots = calloc(room, sizeof(struct tally_row *));
    if (rows)
        t->rows = rows;
    if (!rows || !slots) {
        free(slots);
        return fault(f, STATUS_NO_MEMORY, "no memory for the counts");
    }
    free(t->slots);
    t->slots = slots;
    t->room = room;
    for (size_t i = 0; i < t->n; i++)
        *slot(t, rows[i]->text, rows[i]->len) = rows[i];
    return 0;
}

static int add(struct tally *t, struct span text, int64_t n, struct fault *f)
{
    const char *at = text.at ? text.at : "";
    if (make_room(t, f) != 0)
        return -1;
    struct tally_row **s = slot(t, at, text.len);
    if (*s) {
        (*s)->n += n;
        return 0;
    }
    struct tally_row *row = malloc(sizeof *row + text.len + 1);
    if (!row)
        return fault(f, STATUS_NO_MEMORY, "no memory for the counts");
    row->n = n;
    row->len = text.len;
    memcpy(row->text, at, text.len);
    row->text[text.len] = '\0';
    *s = t->rows[t->n++] = row;
    return 0;
}

int tally_add(struct tally *t, struct span text, struct fault *f)
{
    return add(t, text, 1, f);
}

int tally_join(struct tally *t, const struct tally *other, struct fault *f)
{
    for (size_t i = 0; i < other->n; i++) {
        const struct tally_row *row = other->rows[i];
        if (add(t, (struct span){row->text, row->len}, row->n, f) != 0)
            return -1;
    }
    return 0;
}

static int most_first(const void *x, const void *y)
{
    const struct tally_row *a = *(struct tally_row *const *)x, *b = *(struct tally_row *const *)y;
    if (a->n != b->n)
        return a->n < b->n ? 1 : -1;
    int c = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);
    return c ? c : (a->len > b->len) - (a->len < b->len);
}

void tally_sort(struct tally *t)
{
    if (t->n > 0)
        qsort(t->rows, t->n, sizeof *t->rows, most_first);
}

void tally_clear(struct tally *t)
{
    for (size_t i = 0; i < t->n; i++)
        free(t->rows[i]);
    free(t->rows);
    free(t->slots);
    *t = (struct tally){0};
}
