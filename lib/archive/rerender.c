#include "lib/archive/rerender.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/arena.h"
#include "lib/base/file.h"
#include "lib/json/json.h"

enum { MANIFEST_LIMIT = 64 << 20 };

/* A bundle whose reports are made again. Its files are read from files without a name: what
 * customers said is nowhere to be found, and gone with the process. */
struct kitchen {
    struct rerender *r;
    struct bundle *b;
    struct arena arena;
    struct recipe recipe;
    int fds[RECIPE_FILES];
    size_t nfds;
    struct buf manifest;
};

/* A path from which the member can be read. */
static int serve(void *who, struct arena *a, const char *member, const char **path, struct fault *f)
{
    struct kitchen *k = who;
    char name[32];
    struct out out;
    int fd = file_nameless(NULL, f);
    if (fd < 0)
        return -1;
    k->fds[k->nfds++] = fd;
    out_init(&out, fd, member);
    int rc = bundle_cat(k->b, member, &out, f);
    if (out_clear(&out, rc == 0 ? f : &(struct fault){0}) != 0 || rc != 0)
        return -1;
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    *path = arena_text(a, span_of(name));
    return *path ? 0 : fault(f, STATUS_NO_MEMORY, "no memory to make reports again");
}

static int compare(void *who, const char *file, const char *sha256, const char *also,
                   struct fault *f)
{
    struct kitchen *k = who;
    struct contents_member m;
    int found = contents_find(&m, buf_view(&k->b->text), span_of(file), f);
    if (found < 0)
        return -1;
    if (found && strcmp(m.sha256, sha256) == 0) {
        k->r->found(k->r->who, "same", file, "made again, byte for byte");
        return 0;
    }
    struct buf what = BUF(1 << 12);
    buf_text(&what, found ? "made again it is another" : "made again, but it is not in the bundle");
    if (strcmp(k->recipe.callmine, VERSION) != 0)
        buf_format(&what, ": callmine %s made it, and this is " VERSION, k->recipe.callmine);
    else if (found && also)
        buf_format(&what, "; it also depends on %s", also);
    k->r->differ++;
    k->r->found(k->r->who, "differs", file, what.at ? what.at : "");
    buf_free(&what);
    return 0;
}

/* What the manifest says of the rendering; absent: nothing, or there is no manifest. */
static int find_recipe(struct kitchen *k, struct span *said, struct fault *f)
{
    struct out out = {0};
    struct contents_member m;
    *said = SPAN_NONE;
    int found = contents_find(&m, buf_view(&k->b->text), span_of("manifest.json"), f);
    if (found <= 0)
        return found;
    if (m.size > MANIFEST_LIMIT)
        return fault(f, STATUS_BAD_RECORD, "its manifest is too large");
    out_hold(&out, "manifest.json");
    int rc = bundle_cat(k->b, "manifest.json", &out, f);
    k->manifest = out.held;
    if (rc != 0 || json_check(buf_view(&k->manifest), said, f) != 0)
        return -1;
    *said = json_get(*said, "render");
    return 0;
}

static int cook(struct kitchen *k, struct fault *f)
{
    struct span said;
    if (find_recipe(k, &said, f) != 0)
        return -1;
    if (json_kind(said) != JSON_OBJECT) {
        k->r->found(k->r->who, "untold", NULL,
                    "its manifest does not say how its reports were made");
        return 0;
    }
    if (recipe_read(&k->recipe, &k->arena, said, serve, k, f) != 0)
        return -1;
    return k->r->make(&k->recipe, compare, k, f);
}

int rerender_bundle(struct rerender *r, struct bundle *b, struct fault *f)
{
    struct kitchen k = {.r = r, .b = b};
    struct fault why = {0};
    struct buf what = BUF(1 << 12);
    int rc = bundle_contents(b, f) == 0 ? cook(&k, &why) : -1;
    if (rc != 0 && (why.status == STATUS_BAD_RECORD || why.status == STATUS_NO_INPUT ||
                    why.status == STATUS_USAGE)) {
        buf_format(&what, "its reports cannot be made again: %s", why.text);
        r->differ++;
        r->found(r->who, "differs", NULL, what.at ? what.at : "");
        rc = 0;
    } else if (rc != 0 && why.status) {
        *f = why;
    }
    for (size_t i = 0; i < k.nfds; i++)
        close(k.fds[i]);
    arena_free(&k.arena);
    buf_free(&k.manifest);
    buf_free(&what);
    return rc;
}
