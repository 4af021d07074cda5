#include "lib/gong/folders.h"

#include "lib/gong/refusal.h"
#include "lib/http/http.h"
#include "lib/json/json.h"

static const char scope[] = "api:workspaces:read";

static int take_workspaces(void *self, const struct gong_page *page, struct fault *f)
{
    struct folders *s = self;
    struct json_walk w;
    struct span item;
    for (json_walk(&w, page->items); json_next(&w);) {
        if (item_record(&s->item, w.value, &item, f) != 0)
            return -1;
        struct span id = json_get(item, "id"), name = json_get(item, "name");
        if (s->only && !json_text_is(id, s->only))
            continue;
        struct json_writer out = {.b = &s->workspaces};
        buf_text(&s->workspaces, s->workspaces.len ? "," : "[");
        json_open(&out, NULL, '{');
        json_put(&out, "id", id);
        json_put(&out, "name", name);
        json_close(&out, '}');
    }
    return buf_check(&s->workspaces, "the workspaces", f);
}

static int ask_workspaces(struct folders *s, struct fault *f)
{
    int done =
        gong_ask(s->gong, &(struct gong_query){.what = GONG_WORKSPACES}, take_workspaces, s, f);
    s->unknown = done != 0 && refusal_of_scope(f, scope);
    if (done != 0 && !s->unknown)
        return -1;
    if (s->unknown) {
        *f = (struct fault){0};
        notice(s->listener, "the connection lacks the scope %s: %s", scope,
               s->only ? "the workspace's name is not known"
                       : "the folders are asked for without a workspace");
    } else if (s->only && !s->workspaces.len) {
        return fault(f, STATUS_REFUSED,
                     "Gong has no workspace %s: leave it out to have the folders of all", s->only);
    }
    if (s->only && s->unknown)
        buf_format(&s->workspaces, "[{\"id\":\"%s\",\"name\":null}", s->only);
    buf_text(&s->workspaces, s->workspaces.len ? "]" : "[]");
    return buf_check(&s->workspaces, "the workspaces", f);
}

static int take_folders(void *self, const struct gong_page *page, struct fault *f)
{
    struct folders *s = self;
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);)
        if (library_add(&s->library, w.value, s->workspace, f) != 0)
            return -1;
    return 0;
}

/* "?name=<id>", the id being a JSON string token. */
static int write_query(struct folders *s, const char *name, struct span id, struct fault *f)
{
    struct buf text = {0};
    char separator = '?';
    buf_clear(&s->query);
    json_text(&text, id);
    http_query(&s->query, &separator, name, buf_view(&text));
    int ok = buf_check(&text, "an id", f) == 0 ? buf_check(&s->query, "the query", f) : -1;
    buf_free(&text);
    return ok;
}

/* Of one workspace; SPAN_NONE: of whichever there is. */
static int ask_folders(struct folders *s, struct span workspace, struct fault *f)
{
    s->workspace = workspace;
    buf_clear(&s->query);
    if (workspace.at && write_query(s, "workspaceId", json_get(workspace, "id"), f) != 0)
        return -1;
    struct gong_query q = {.what = GONG_FOLDERS, .filter = buf_view(&s->query)};
    if (gong_ask(s->gong, &q, take_folders, s, f) == 0)
        return 0;
    if (s->unknown && s->only && refusal_not_there(f))
        return fault(f, STATUS_REFUSED, "Gong has no workspace %s", s->only);
    if (s->unknown && !s->only && refusal_of_request(f))
        return fault(f, STATUS_RECONNECT,
                     "the connection lacks the scope %s, which the folders of a company with "
                     "several workspaces need: name one with --workspace, or have the scope added "
                     "in Gong and run gong-auth connect",
                     scope);
    return -1;
}

static int take_content(void *self, const struct gong_page *page, struct fault *f)
{
    static const char *const but[] = {"requestId", NULL};
    struct folders *s = self;
    struct span item, whole;
    if (item_record(&s->item, page->items, &item, f) != 0)
        return -1;
    if (!json_text_equal(json_get(item, "id"), library_get(&s->library, s->at, "id")))
        return fault(f, STATUS_PROTOCOL, "Gong answered with another folder than was asked for");
    if (merge_item(&s->merge, span_of("{}"), item, but, &whole, f) != 0)
        return -1;
    struct span parent = library_get(&s->library, s->at, "parentFolderId");
    struct splice up = {.name = span_of("parentFolderId"),
                        .value = parent.at ? parent : span_of("null")};
    buf_clear(&s->record);
    buf_clear(&s->path);
    splice_members(&s->record, whole, &up, 1);
    library_path(&s->library, s->at, &s->path);
    if (buf_check(&s->record, "a record", f) != 0 || buf_check(&s->path, "a path", f) != 0)
        return -1;
    struct splice callmine[] = {
        {.name = span_of("workspace"), .value = library_workspace(&s->library, s->at)},
        {.name = span_of("path"), .value = buf_view(&s->path)}};
    s->got = true;
    if (listing_add(&s->listing, buf_view(&s->record), callmine, 2, f) != 0)
        return -1;
    return listing_out(&s->listing, f);
}

static int ask_content(struct folders *s, struct fault *f)
{
    s->got = false;
    if (write_query(s, "folderId", library_get(&s->library, s->at, "id"), f) != 0)
        return -1;
    struct gong_query q = {.what = GONG_FOLDER, .filter = buf_view(&s->query)};
    if (listing_ask(&s->listing, s->gong, &q, take_content, s, f) != 0) {
        if (!refusal_not_there(f))
            return -1;
        *f = (struct fault){0};
    }
    s->gone += !s->got;
    return 0;
}

static int ask_contents(struct folders *s, struct fault *f)
{
    size_t n = s->library.n;
    if (s->listing.limit > 0 && (size_t)s->listing.limit < n)
        n = (size_t)s->listing.limit;
    if (n > FOLDERS_MANY)
        notice(s->listener, "%zu folders: what is in them costs %zu requests of the day's budget",
               s->library.n, n);
    for (s->at = 0; s->at < s->library.n && !listing_full(&s->listing); s->at++)
        if (ask_content(s, f) != 0)
            return -1;
    if (s->gone > 1 && s->gone == s->library.n)
        return fault(f, STATUS_REFUSED,
                     "Gong lists %zu folders and has none of them when they are asked for: run "
                     "again later",
                     s->gone);
    if (s->gone)
        notice(s->listener, "%zu folder%s gone between the list and the request for what is in %s",
               s->gone, s->gone == 1 ? " was" : "s were", s->gone == 1 ? "it" : "them");
    return 0;
}

int folders_list(struct folders *s, struct fault *f)
{
    struct json_walk w;
    if (listing_open(&s->listing, f) != 0 || ask_workspaces(s, f) != 0)
        return -1;
    bool named = false;
    for (json_walk(&w, buf_view(&s->workspaces)); json_next(&w); named = true)
        if (ask_folders(s, w.value, f) != 0)
            return -1;
    if (!named && ask_folders(s, SPAN_NONE, f) != 0)
        return -1;
    return ask_contents(s, f);
}

void folders_clear(struct folders *s)
{
    listing_close(&s->listing);
    library_clear(&s->library);
    item_clear(&s->item);
    merge_clear(&s->merge);
    buf_free(&s->workspaces);
    buf_free(&s->query);
    buf_free(&s->path);
    buf_free(&s->record);
}
