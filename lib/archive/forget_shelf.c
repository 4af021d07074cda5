#include "lib/archive/forget_shelf.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/archive/forget_file.h"
#include "lib/archive/forget_manifest.h"
#include "lib/archive/trash.h"
#include "lib/archive/tree.h"
#include "lib/json/json.h"

enum { FORGET_OPAQUE_NAMES = 1 << 20 };

/* path NULL: there is a fault already. */
static int add_place(struct forget_shelf *s, const char *path, const char *id,
                     const struct card *card, struct fault *f)
{
    if (!path)
        return -1;
    if (s->n == s->room) {
        size_t room = s->room ? 2 * s->room : 64;
        struct forget_place *more = realloc(s->at, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the list of bundles");
        s->at = more;
        s->room = room;
    }
    char *copy = strdup(path);
    if (!copy)
        return fault(f, STATUS_NO_MEMORY, "no memory for the list of bundles");
    s->at[s->n++] = (struct forget_place){.path = copy,
                                          .card = card,
                                          .held = holds_find(&s->job->shelf->holds, id) != NULL,
                                          .opaque = BUF(FORGET_OPAQUE_NAMES)};
    return 0;
}

/* The index changes while bundles are replaced: its cards as they are now. */
int forget_shelf_open(struct forget_shelf *s, struct fault *f)
{
    struct shelf *shelf = s->job->shelf;
    struct trash trash = {0};
    s->cards = calloc(shelf->n + 1, sizeof *s->cards);
    int rc = s->cards ? 0 : fault(f, STATUS_NO_MEMORY, "no memory for the list of bundles");
    for (size_t i = 0; rc == 0 && i < shelf->n; i++) {
        s->cards[i] = shelf->cards[i];
        const char *id = s->cards[i].id;
        rc = add_place(s, shelf_bundle(shelf, id, f), id, &s->cards[i], f);
    }
    if (rc == 0)
        rc = trash_open(&trash, shelf, f);
    for (size_t i = 0; rc == 0 && i < trash.n; i++) {
        const struct trash_item *t = &trash.at[i];
        rc = add_place(s, trash_path(shelf, t->id, t->until, f), t->id, NULL, f);
    }
    trash_close(&trash);
    return rc;
}

void forget_shelf_close(struct forget_shelf *s)
{
    for (size_t i = 0; i < s->n; i++) {
        free(s->at[i].path);
        buf_free(&s->at[i].opaque);
    }
    free(s->at);
    free(s->cards);
    *s = (struct forget_shelf){0};
}

const char *forget_place_name(const struct forget_place *p)
{
    const char *slash = strrchr(p->path, '/');
    return p->card ? p->card->id : slash + 1;
}

/* ---- looking ---- */

struct look {
    const struct forgetter *by;
    const char *work;
    struct buf *opaque;
    struct forgot n;
    const struct forget_shelf *tell; /* NULL: nothing */
    const char *bundle;
};

static int meet_file(void *who, const struct tree_entry *e, struct fault *f)
{
    const struct look *l = who;
    return S_ISREG(e->st.st_mode) ? forget_meet(l->by, e->path, f) : 0;
}

/* "report.pdf", where the manifest says that a report was made as pdf. */
static int is_made(const struct look *l, const char *name, bool *is, struct fault *f)
{
    static const char report[] = "report.";
    struct buf text = BUF(0);
    struct span said;
    struct json_walk w;
    int rc = forget_manifest_read(&text, l->work, &said, f);
    *is = false;
    if (rc == 0 && strncmp(name, report, sizeof report - 1) == 0)
        for (json_walk(&w, json_get(json_get(said, "render"), "formats")); json_next(&w);)
            *is = *is || json_text_is(w.value, name + sizeof report - 1);
    buf_free(&text);
    return rc;
}

static int note_opaque(const struct look *l, const char *name, struct fault *f)
{
    bool made;
    if (is_made(l, name, &made, f) != 0)
        return -1;
    if (!made)
        buf_format(l->opaque, "%s%s", l->opaque->len ? ", " : "", name);
    return buf_check(l->opaque, "names of files", f);
}

static int count_file(void *who, const struct tree_entry *e, struct fault *f)
{
    struct look *l = who;
    struct forgot n = {0};
    if (!S_ISREG(e->st.st_mode))
        return 0;
    if (forget_kind(e->name) == FORGET_OPAQUE)
        return note_opaque(l, e->path + strlen(l->work) + 1, f);
    int rc = forget_count(l->by, e->path, &n, f);
    if (l->tell && forgot_all(&n) > 0)
        notice(l->tell->listener, "left in %s: %s, %lld places", l->bundle,
               e->path + strlen(l->tell->job->work) + 1, (long long)forgot_all(&n));
    forgot_most(&l->n, &n);
    return rc;
}

/* One that cannot be read is named, and the others have their turn. */
static int unpacked(struct forget_shelf *s, struct forget_place *p, tree_see *see, struct look *l,
                    struct fault *f)
{
    struct fault why = {0}, late = {0};
    if (p->damaged)
        return 0;
    int rc = forget_unpack(s->job, p->path, &why);
    if (rc == 0)
        rc = tree_walk(s->job->work, see, l, &why);
    if (tree_remove(s->job->work, &late) != 0 && rc == 0) {
        *f = late;
        return -1;
    }
    if (rc == 0)
        return 0;
    if (why.status != STATUS_BAD_RECORD && why.status != STATUS_NO_INPUT) {
        *f = why;
        return -1;
    }
    notice(s->listener, "left out: %s", why.text);
    p->damaged = true;
    s->damaged++;
    return 0;
}

int forget_shelf_meet(struct forget_shelf *s, struct fault *f)
{
    struct look l = {.by = s->job->by};
    for (size_t i = 0; i < s->n; i++)
        if (unpacked(s, &s->at[i], meet_file, &l, f) != 0)
            return -1;
    return 0;
}

int forget_shelf_count(struct forget_shelf *s, struct fault *f)
{
    s->hit = s->held = 0;
    s->total = (struct forgot){0};
    for (size_t i = 0; i < s->n; i++) {
        struct forget_place *p = &s->at[i];
        struct look l = {.by = s->job->by,
                         .work = s->job->work,
                         .opaque = &p->opaque,
                         .tell = s->tell && !p->held ? s : NULL,
                         .bundle = forget_place_name(p)};
        buf_clear(&p->opaque);
        if (unpacked(s, p, count_file, &l, f) != 0)
            return -1;
        p->hit = forgot_all(&l.n) > 0;
        s->held += p->hit && p->held;
        s->hit += p->hit && !p->held;
        if (p->hit && !p->held)
            forgot_add(&s->total, &l.n);
    }
    return 0;
}
