#include "lib/gong/merge.h"

#include <stdlib.h>
#include "lib/json/json.h"

static bool wanted(struct span key, const char *const *but)
{
    for (; *but; but++)
        if (json_text_is(key, *but))
            return false;
    return key.len > 2;
}

/* The name's text: most are as their token is. *names has room for all of the item. */
static struct span name_of(struct buf *names, struct span key)
{
    struct span inside = {key.at + 1, key.len - 2};
    size_t at = names->len;
    if (!memchr(inside.at, '\\', inside.len))
        return inside;
    json_text(names, key);
    return (struct span){names->at + at, names->len - at};
}

/* The place for a member of that name: the one that was there, or the next free one. */
static struct splice *place(struct merge *m, size_t n, struct span name)
{
    struct splice *s = m->what;
    while (s < m->what + n && !span_equal(s->name, name))
        s++;
    return s;
}

static int collect(struct merge *m, struct span item, const char *const *but, size_t *n,
                   struct fault *f)
{
    struct json_walk w;
    *n = 0;
    buf_clear(&m->names);
    buf_room(&m->names, item.len);
    for (json_walk(&w, item); json_next(&w);) {
        if (!w.key.at || !wanted(w.key, but))
            continue;
        if (*n == m->room) {
            size_t room = m->room ? 2 * m->room : 32;
            struct splice *more = reallocarray(m->what, room, sizeof *more);
            if (!more)
                return fault(f, STATUS_NO_MEMORY, "no memory for a record");
            m->what = more;
            m->room = room;
        }
        struct span name = name_of(&m->names, w.key);
        struct splice *s = place(m, *n, name);
        *n += s == m->what + *n;
        *s = (struct splice){.name = name, .value = w.value};
    }
    return buf_check(&m->names, "a name", f);
}

int merge_item(struct merge *m, struct span record, struct span item, const char *const *but,
               struct span *whole, struct fault *f)
{
    size_t n;
    *whole = record;
    if (collect(m, item, but, &n, f) != 0)
        return -1;
    if (n == 0)
        return 0;
    buf_clear(&m->whole);
    splice_members(&m->whole, record, m->what, n);
    *whole = buf_view(&m->whole);
    return buf_check(&m->whole, "a record", f);
}

void merge_clear(struct merge *m)
{
    free(m->what);
    buf_free(&m->names);
    buf_free(&m->whole);
    *m = (struct merge){0};
}
