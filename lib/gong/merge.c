#include "lib/gong/merge.h"

#include "lib/json/json.h"
#include "lib/json/splice.h"

/* A name with a dot in it would be taken for a path; Gong has none. */
static bool wanted(struct span key, const char *const *but)
{
    for (; *but; but++)
        if (json_text_is(key, *but))
            return false;
    return key.len > 2 && !memchr(key.at, '.', key.len);
}

int merge_item(struct merge *m, struct span record, struct span item, const char *const *but,
               struct span *whole, struct fault *f)
{
    struct json_walk w;
    struct buf name = {0};
    int to = 0, ok = 0;
    *whole = record;
    for (json_walk(&w, item); ok == 0 && json_next(&w);) {
        if (!wanted(w.key, but))
            continue;
        buf_clear(&name);
        json_text(&name, w.key);
        buf_clear(&m->half[to]);
        splice_set(&m->half[to], *whole, name.at, w.value);
        if ((ok = buf_check(&name, "a name", f)) == 0)
            ok = buf_check(&m->half[to], "a record", f);
        *whole = buf_view(&m->half[to]);
        to = !to;
    }
    buf_free(&name);
    return ok;
}

void merge_clear(struct merge *m)
{
    buf_free(&m->half[0]);
    buf_free(&m->half[1]);
}
