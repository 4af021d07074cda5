#include "lib/gong/library.h"

#include <stdlib.h>
#include "lib/json/json.h"

static int keep(struct library *b, struct span folder, struct span workspace, struct fault *f)
{
    if (b->n == b->room) {
        size_t room = b->room ? 2 * b->room : 64;
        struct library_folder *more = reallocarray(b->folder, room, sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the folders");
        b->folder = more;
        b->room = room;
    }
    struct library_folder *it = &b->folder[b->n++];
    *it = (struct library_folder){.at = b->text.len, .len = folder.len};
    buf_span(&b->text, folder);
    it->name = b->text.len;
    it->namelen = workspace.len;
    buf_span(&b->text, workspace);
    return buf_check(&b->text, "the folders", f);
}

int library_add(struct library *b, struct span folder, struct span workspace, struct fault *f)
{
    struct span record;
    bool fresh;
    if (item_record(&b->item, folder, &record, f) != 0)
        return -1;
    struct span id = json_get(record, "id");
    if (json_kind(id) != JSON_STRING)
        return fault(f, STATUS_PROTOCOL, "a folder's id in Gong's answer is no text");
    if (ids_add(&b->ids, id, NULL, &fresh, f) != 0)
        return -1;
    return fresh ? keep(b, record, workspace, f) : 0;
}

struct span library_get(const struct library *b, size_t n, const char *member)
{
    const struct library_folder *it = &b->folder[n];
    return json_get((struct span){b->text.at + it->at, it->len}, member);
}

struct span library_workspace(const struct library *b, size_t n)
{
    const struct library_folder *it = &b->folder[n];
    return it->namelen ? (struct span){b->text.at + it->name, it->namelen} : span_of("null");
}

static bool among(const size_t *way, size_t n, size_t folder)
{
    while (n > 0 && way[n - 1] != folder)
        n--;
    return n > 0;
}

void library_path(const struct library *b, size_t n, struct buf *json)
{
    struct json_writer w = {.b = json};
    size_t way[LIBRARY_DEPTH], deep = 0;
    for (long at = (long)n; at >= 0 && deep < LIBRARY_DEPTH && !among(way, deep, (size_t)at);) {
        way[deep++] = (size_t)at;
        struct span parent = library_get(b, (size_t)at, "parentFolderId");
        at = json_kind(parent) == JSON_STRING ? ids_find(&b->ids, parent) : -1;
    }
    json_open(&w, NULL, '[');
    while (deep > 0)
        json_put(&w, NULL, library_get(b, way[--deep], "name"));
    json_close(&w, ']');
}

void library_clear(struct library *b)
{
    ids_clear(&b->ids);
    free(b->folder);
    buf_free(&b->text);
    item_clear(&b->item);
    *b = (struct library){0};
}
