#include "lib/archive/recipe.h"

#include <string.h>
#include "lib/base/buf.h"
#include "lib/json/json.h"

enum { SINGLE = 3, TEXT_LIMIT = 1 << 20 }; /* answers, roll-up, what is said of the run */

struct reader {
    struct arena *arena;
    recipe_serve *serve;
    void *who;
};

static const char *text(struct arena *a, struct span value)
{
    struct buf b = BUF(TEXT_LIMIT);
    json_text(&b, value);
    bool whole = json_kind(value) == JSON_STRING && b.at && strlen(b.at) == b.len;
    const char *kept = whole ? arena_text(a, buf_view(&b)) : NULL;
    buf_free(&b);
    return kept;
}

/* A member that the recipe names; null: there is none. */
static int one(const struct reader *r, struct span value, const char **path, struct fault *f)
{
    *path = NULL;
    if (json_kind(value) == JSON_NONE || json_kind(value) == JSON_NULL)
        return 0;
    const char *member = text(r->arena, value);
    return member ? r->serve(r->who, r->arena, member, path, f)
                  : fault(f, STATUS_BAD_RECORD, "its manifest does not name its files");
}

static int several(const struct reader *r, struct span value, struct texts *paths, struct fault *f)
{
    struct json_walk w;
    size_t n = json_count(value);
    if (n == 0)
        return 0;
    paths->at = arena_take(r->arena, n * sizeof *paths->at);
    if (!paths->at)
        return fault(f, STATUS_NO_MEMORY, "no memory to make reports again");
    for (json_walk(&w, value); json_next(&w); paths->n++)
        if (one(r, w.value, &paths->at[paths->n], f) != 0)
            return -1;
    return 0;
}

static const char *formats(struct arena *a, struct span value)
{
    struct json_walk w;
    struct buf list = BUF(1 << 16);
    for (json_walk(&w, value); json_next(&w);) {
        buf_text(&list, list.len ? "," : "");
        json_text(&list, w.value);
    }
    const char *said = list.len ? arena_text(a, buf_view(&list)) : NULL;
    buf_free(&list);
    return said;
}

int recipe_read(struct recipe *r, struct arena *a, struct span said, recipe_serve *serve, void *who,
                struct fault *f)
{
    const struct reader reader = {a, serve, who};
    struct span ledgers = json_get(said, "ledgers"), against = json_get(said, "against"),
                amends = json_get(said, "amends");
    size_t files = json_count(ledgers) + json_count(against) + json_count(amends);
    *r = (struct recipe){.callmine = text(a, json_get(said, "callmine")),
                         .formats = formats(a, json_get(said, "formats")),
                         .title = text(a, json_get(said, "title")),
                         .zone = text(a, json_get(said, "zone"))};
    if (!json_integer(json_get(said, "min_calls"), &r->min_calls))
        r->min_calls = -1;
    if (!r->callmine || !r->formats || files > RECIPE_FILES - SINGLE)
        return fault(f, STATUS_BAD_RECORD, "its manifest does not say it as it must");
    if (one(&reader, json_get(said, "answers"), &r->answers, f) != 0 ||
        one(&reader, json_get(said, "rollup"), &r->rollup, f) != 0 ||
        one(&reader, json_get(said, "about"), &r->about, f) != 0 ||
        several(&reader, ledgers, &r->ledgers, f) != 0 ||
        several(&reader, against, &r->against, f) != 0 ||
        several(&reader, amends, &r->amends, f) != 0)
        return -1;
    return r->answers ? 0 : fault(f, STATUS_BAD_RECORD, "its manifest names no answers");
}
