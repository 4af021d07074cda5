#include "lib/archive/retain.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/prove.h"
#include "lib/archive/reach.h"
#include "lib/archive/trash.h"

/* A finding is what was asked for, so it goes to the output; that there were some is the fault. */
struct verify {
    const struct retain *r;
    const char *id; /* the bundle at hand */
    int64_t bundles, bad;
};

static void say(struct verify *v, const char *word, const char *id, const char *member,
                const char *what)
{
    struct buf line = BUF(1 << 14);
    buf_format(&line, "%s  %s: %s%s%s%s", word, id, member ? "member " : "", member ? member : "",
               member ? ": " : "", what);
    out_line(v->r->out, buf_view(&line));
    buf_free(&line);
}

static void found(void *who, const char *member, const char *what)
{
    struct verify *v = who;
    say(v, "damaged", v->id, member, what);
}

static void made(void *who, const char *word, const char *file, const char *what)
{
    struct verify *v = who;
    say(v, word, v->id, file, what);
}

static int make_again(struct verify *v, struct bundle *b, struct fault *f)
{
    struct rerender again = {.make = v->r->make, .found = made, .who = v};
    if (!v->r->make)
        return 0;
    int done = rerender_bundle(&again, b, f);
    v->bad += again.differ > 0;
    return done;
}

/* card NULL: the index does not know it. */
static int verify_one(struct verify *v, const char *id, const struct card *card, struct fault *f)
{
    struct bundle b;
    struct buf path = BUF(4096);
    struct prove p = {.quick = v->r->quick, .found = found, .who = v};
    struct fault why = {0};
    v->id = id;
    v->bundles++;
    int done = reach_bundle(v->r, &b, &path, id, &why);
    if (done == 0) {
        done = prove_bundle(&p, &b, card, f);
        v->bad += p.damages > 0;
    } else if (why.status == STATUS_NO_INPUT || why.status == STATUS_BAD_RECORD) {
        size_t prefix = path.len + 2; /* the path and ": " stand in front of what is wrong */
        say(v, why.status == STATUS_NO_INPUT ? "missing" : "damaged", id, NULL,
            strncmp(why.text, path.at, path.len) == 0 && strlen(why.text) > prefix
                ? why.text + prefix
                : why.text);
        v->bad++;
        p.damages = 1;
        done = 0;
    } else {
        *f = why;
    }
    if (done == 0 && p.damages == 0 && !card) {
        say(v, "unlisted", id, NULL,
            "sound, but the index does not know it; see cm-retain reindex");
        v->bad++;
    } else if (done == 0 && p.damages == 0) {
        struct buf what = BUF(256);
        buf_format(&what, "%lld files, %lld bytes", (long long)b.head.members,
                   (long long)b.head.bytes);
        say(v, "sound", id, NULL, what.at ? what.at : "");
        buf_free(&what);
        done = make_again(v, &b, f);
    }
    bundle_close(&b);
    buf_free(&path);
    return done == 0 ? out_flush(v->r->out, f) : -1;
}

/* What must not be deleted is not there. A run that was never archived is no bundle. */
static int gone_though_held(struct verify *v, struct shelf *s, struct fault *f)
{
    struct trash trash;
    int done = trash_open(&trash, s, f);
    for (size_t i = 0; done == 0 && i < s->holds.n; i++) {
        const char *id = s->holds.at[i].id;
        if (shelf_find(s, id) || trash_find(&trash, id) || reach_run(s->dir, id))
            continue;
        say(v, "missing", id, NULL, "it is on hold, and there is no such bundle");
        v->bundles++;
        v->bad++;
    }
    trash_close(&trash);
    return done;
}

static int unlisted(struct shelf *s, const char *id, void *who, struct fault *f)
{
    return shelf_find(s, id) ? 0 : verify_one(who, id, NULL, f);
}

int retain_verify(const struct retain *r, char *const *ids, int n, struct fault *f)
{
    struct shelf s;
    struct buf path = BUF(4000);
    struct verify v = {.r = r};
    for (int i = 0; i < n; i++)
        if (reach_id(ids[i], f) != 0)
            return -1;
    if (r->quick && r->read_data)
        return fault(f, STATUS_USAGE, "--quick reads no data, --read-data all of it: which is it?");
    struct retain quiet = *r; /* a bundle that cannot be read is a finding here, told once */
    quiet.listener = NULL;
    int done = reach_shelf(&quiet, &s, &path, SHELF_LOOK, false, f);
    for (int i = 0; done == 0 && i < n; i++)
        done = verify_one(&v, ids[i], shelf_find(&s, ids[i]), f);
    for (size_t i = 0; done == 0 && n == 0 && i < s.n; i++)
        done = verify_one(&v, s.cards[i].id, &s.cards[i], f);
    if (done == 0 && n == 0)
        done = shelf_scan(&s, unlisted, &v, f);
    if (done == 0 && n == 0)
        done = gone_though_held(&v, &s, f);
    shelf_close(&s);
    buf_free(&path);
    if (done != 0 || v.bad == 0)
        return done;
    return fault(f, STATUS_BAD_RECORD, "%lld of %lld bundles are not as they should be",
                 (long long)v.bad, (long long)v.bundles);
}
