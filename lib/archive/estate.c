#include "lib/archive/estate.h"

#include <string.h>
#include "lib/archive/forget_waits.h"
#include "lib/archive/names.h"
#include "lib/archive/shelf.h"
#include "lib/archive/tree.h"
#include "lib/base/plain.h"

const struct estate estates[] = {
    {PLACE_CACHE, "answers", NULL, false},
    {PLACE_CACHE, "models.ndjson", NULL, false},
    {PLACE_STATE, "batches", NULL, false},
    {PLACE_STATE, "sent.ndjson", NULL, false},
    {PLACE_STATE, "sync", NULL, false},
    {PLACE_STATE, "profiles", NULL, false},
    {PLACE_STATE, "runs", NULL, true},
    {PLACE_STATE, "archive", NULL, true},
    {PLACE_STATE, "audit.log", "the audit log", false},
    {PLACE_STATE, "audit.head", "the audit log", false},
    {PLACE_STATE, "quota.json", "the quota", false},
    {PLACE_STATE, "quota", "the quota", false},
    {PLACE_STATE, "purged", "when it was purged", false},
    {PLACE_STATE, "schedules", "what was reviewed of the schedules", false},
    {PLACE_STATE, "budget", "how many requests Gong has had", false},
    {PLACE_STATE, "crm-requests", "what was asked of a CRM integration", false},
};
const size_t estate_count = sizeof estates / sizeof estates[0];

/* Of the archive: what says which bundles are on hold, and what is to be forgotten in them. */
static bool is_own(const char *name)
{
    static const char *const own[] = {SHELF_INDEX, SHELF_HOLDS, SHELF_PRUNED};
    bool is = forget_is_journal(name);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        is = is || strcmp(name, own[i]) == 0;
    return is;
}

bool estate_is_lock(const char *below)
{
    size_t n = strlen(below);
    return strstr(below, "/locks/") ||
           (n >= 5 && (strcmp(below + n - 5, "/lock") == 0 || strcmp(below + n - 5, ".lock") == 0));
}

bool estate_is_held(const struct estate *e, const char *below, const struct holds *h)
{
    static const char trash[] = "/" SHELF_TRASH "/";
    char id[NAME_ID];
    if (!e->by_id || h->n == 0)
        return false;
    if (strcmp(e->name, "archive") == 0 && *below == '/' && is_own(below + 1))
        return true;
    if (strncmp(below, trash, sizeof trash - 1) == 0)
        below += sizeof trash - 2;
    size_t len = *below == '/' ? strcspn(below + 1, "./") : 0;
    if (len == 0 || len >= sizeof id)
        return false;
    memcpy(id, below + 1, len);
    id[len] = '\0';
    return holds_find(h, id) != NULL;
}

bool estate_is_out(const struct estate *e, const char *below)
{
    static const char out[] = "/out";
    size_t n = strlen(below), end = sizeof out - 1;
    if (strcmp(e->name, "archive") == 0)
        return *below == '/' && forget_is_journal(below + 1);
    return strcmp(e->name, "sync") == 0 && n > end && strcmp(below + n - end, out) == 0;
}

/* ---- what is left ---- */

struct telling {
    struct estate_left *left;
    enum place place;
    size_t root; /* how long the path of the place is */
    struct buf text;
};

static const struct estate *find(enum place place, const char *below)
{
    size_t len = strcspn(below + 1, "/");
    for (size_t i = 0; i < estate_count; i++)
        if (estates[i].place == place && strlen(estates[i].name) == len &&
            strncmp(estates[i].name, below + 1, len) == 0)
            return &estates[i];
    return NULL;
}

static const char *why(const struct telling *t, const char *below, bool link, bool *stray)
{
    const struct estate *e = find(t->place, below);
    *stray = false;
    if (link)
        return "a link, which is not followed: look where it leads";
    if (estate_is_lock(below))
        return "a lock";
    if (!e)
        return "no file of callmine's: look at it yourself";
    if (e->stays)
        return e->stays;
    if (estate_is_held(e, below + 1 + strlen(e->name), t->left->holds))
        return "on hold";
    if (t->left->exported && estate_is_out(e, below + 1 + strlen(e->name)))
        return "it says where a folder is in which something is left, or what is to be forgotten";
    *stray = true;
    return "it came while the purge went on";
}

static int see(void *who, const struct tree_entry *e, struct fault *f)
{
    struct telling *t = who;
    bool stray;
    size_t len = strlen(e->name), end = strlen(SHELF_SUFFIX);
    if (S_ISDIR(e->st.st_mode))
        return 0;
    bool link = S_ISLNK(e->st.st_mode);
    const char *reason = why(t, e->path + t->root, link, &stray);
    t->left->strays += stray;
    t->left->links += link;
    if (len > end && strcmp(e->name + len - end, SHELF_SUFFIX) == 0) {
        t->left->bundles++;
        t->left->bytes += e->st.st_size;
    }
    buf_text(&t->text, "left  ");
    plain_add(&t->text, span_of(e->path));
    buf_format(&t->text, "  %lld bytes  %s\n", (long long)e->st.st_size, reason);
    return buf_check(&t->text, "what is left", f);
}

static int tell_config(struct buf *text, struct fault *f)
{
    struct buf path = BUF(4096);
    struct tree_size size = {0};
    int done = place_find(&path, PLACE_CONFIG, "", f);
    if (done == 0)
        done = tree_measure(&size, path.at, f);
    if (done == 0 && size.files > 0)
        buf_format(text,
                   "left  %s  %lld files  the configuration, its keys and schedules: pause these, "
                   "they cannot fetch any more\n",
                   path.at, (long long)size.files);
    buf_free(&path);
    return done;
}

int estate_tell(struct estate_left *l, struct out *out, struct fault *f)
{
    static const enum place places[] = {PLACE_STATE, PLACE_CACHE};
    struct telling t = {.left = l, .text = BUF(0)};
    struct buf path = BUF(4096);
    int done = 0;
    for (size_t i = 0; done == 0 && i < sizeof places / sizeof places[0]; i++) {
        t.place = places[i];
        done = place_find(&path, places[i], "", f);
        t.root = path.len;
        if (done == 0)
            done = tree_walk_place(path.at, see, &t, f);
    }
    if (done == 0)
        done = tell_config(&t.text, f);
    buf_format(&t.text, "%lld bundles left, %lld bytes\n", (long long)l->bundles,
               (long long)l->bytes);
    if (done == 0)
        done = buf_check(&t.text, "what is left", f);
    out_span(out, buf_view(&t.text));
    buf_free(&t.text);
    buf_free(&path);
    return done == 0 ? out_flush(out, f) : -1;
}
