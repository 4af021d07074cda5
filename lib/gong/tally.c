#include "lib/gong/tally.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

static int by_text(const void *x, const void *y)
{
    const struct tally_row *a = x, *b = y;
    int c = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);
    return c ? c : (a->len > b->len) - (a->len < b->len);
}

static int most_first(const void *x, const void *y)
{
    const struct tally_row *a = *(struct tally_row *const *)x, *b = *(struct tally_row *const *)y;
    return a->n != b->n ? (a->n < b->n ? 1 : -1) : by_text(a, b);
}

static int make_room(struct tally *t, struct fault *f)
{
    size_t room = t->room ? 2 * t->room : 64;
    struct tally_row **more = t->n < t->room ? t->rows : realloc(t->rows, room * sizeof *more);
    if (!more)
        return fault(f, STATUS_NO_MEMORY, "no memory for the counts");
    t->room = t->n < t->room ? t->room : room;
    t->rows = more;
    return 0;
}

int tally_add(struct tally *t, struct span text, struct fault *f)
{
    struct tally_row *row = malloc(sizeof *row + text.len + 1);
    if (!row)
        return fault(f, STATUS_NO_MEMORY, "no memory for the counts");
    row->n = 1;
    row->len = text.len;
    memcpy(row->text, text.at ? text.at : "", text.len);
    row->text[text.len] = '\0';
    struct tally_row *const *found = tsearch(row, &t->tree, by_text);
    if (found && *found != row) {
        (*found)->n++;
        free(row);
        return 0;
    }
    if (found && make_room(t, f) == 0) {
        t->rows[t->n++] = row;
        return 0;
    }
    if (found)
        tdelete(row, &t->tree, by_text);
    free(row);
    return found ? -1 : fault(f, STATUS_NO_MEMORY, "no memory for the counts");
}

void tally_sort(struct tally *t)
{
    if (t->n > 0)
        qsort(t->rows, t->n, sizeof *t->rows, most_first);
}

void tally_clear(struct tally *t)
{
    tdestroy(t->tree, free);
    free(t->rows);
    *t = (struct tally){0};
}
