#include "lib/archive/retain.h"

#include <string.h>
#include "lib/archive/reach.h"
#include "lib/archive/sift.h"
#include "lib/json/ids.h"
#include "lib/pack/zst.h"

struct search {
    const struct retain *r;
    struct sift *sift;
    struct bundle bundle; /* the one at hand */
    struct contents_member member;
    struct ids told; /* the calls of it that are out */
    bool member_bad, bundle_bad;
    int64_t bundles, bad;
    /* a member that is packed */
    struct zst_unpacker unpacker;
    struct buf pending, plain;
};

/* ---- what the sift tells ---- */

static int call(void *who, struct span id, struct span told, struct fault *f)
{
    struct search *s = who;
    bool fresh;
    if (ids_add(&s->told, id, NULL, &fresh, f) != 0)
        return -1;
    if (fresh)
        out_span(s->r->out, told);
    return out_check(s->r->out, f);
}

/* Once for each member, whatever else is wrong with it. */
static void bad(void *who, const char *what)
{
    struct search *s = who;
    if (!s->member_bad)
        notice(s->r->listener, "%s: member %.*s: %s; not all of it was searched", s->bundle.path,
               (int)s->member.name.len, s->member.name.at, what);
    s->member_bad = s->bundle_bad = true;
}

/* A fault that concerns what is read, and not us. */
static int forgive(struct search *s, int done, struct fault *f)
{
    if (done == 0 || f->status != STATUS_BAD_RECORD)
        return done;
    size_t prefix = strlen(s->bundle.path) + 2; /* the path and ": " may stand in front */
    bad(s, strncmp(f->text, s->bundle.path, prefix - 2) == 0 && strlen(f->text) > prefix
               ? f->text + prefix
               : f->text);
    *f = (struct fault){0};
    return 0;
}

/* ---- members ---- */

static int search_lines(struct search *s, struct fault *f)
{
    struct frame_reader *r = &s->bundle.frames;
    int64_t left = s->member.size, offset = s->member.offset;
    for (int64_t i = s->member.frame; left > 0; i++, offset = 0) {
        if (i >= s->bundle.head.frames || offset > r->frames[i].plain)
            return fault(f, STATUS_BAD_RECORD, "not where the list of contents says");
        int64_t here = r->frames[i].plain - offset < left ? r->frames[i].plain - offset : left;
        if (frame_fetch(r, (size_t)i, f) != 0 ||
            sift_frame(s->sift, buf_view(&r->packed), (size_t)offset, (size_t)here, f) != 0)
            return -1;
        left -= here;
    }
    return 0;
}

/* A frame that cannot be unpacked at once. */
static int feed(struct search *s, struct span *packed, struct fault *f)
{
    int ended = 0;
    while (ended == 0 && (packed->len || s->plain.len)) {
        buf_clear(&s->plain);
        ended = zst_feed(&s->unpacker, packed, &s->plain, FRAME_MOST / 16, f);
        if (ended < 0 || (s->plain.len && sift_bytes(s->sift, buf_view(&s->plain), f) != 0))
            return -1;
    }
    return 0;
}

static int take_frame(struct search *s, struct span *packed, const struct zst_frame *frame,
                      struct fault *f)
{
    struct span all = {packed->at, frame->packed};
    *packed = (struct span){packed->at + all.len, packed->len - all.len};
    if (frame->skippable)
        return 0;
    if (frame->sized && frame->plain <= FRAME_MOST)
        return sift_frame(s->sift, all, 0, (size_t)frame->plain, f);
    return feed(s, &all, f);
}

/* The next bytes of a packed member: whole frames go on as they are. */
static int take_packed(void *who, struct span bytes, struct fault *f)
{
    struct search *s = who;
    buf_span(&s->pending, bytes);
    if (buf_check(&s->pending, "a frame", f) != 0)
        return -1;
    struct span rest = buf_view(&s->pending);
    struct zst_frame frame;
    int there = 1;
    while (rest.len && there == 1) {
        if (s->unpacker.amid) {
            if (feed(s, &rest, f) != 0)
                return -1;
            continue;
        }
        there = zst_look(&frame, rest, f);
        if (there < 0 || (there == 1 && take_frame(s, &rest, &frame, f) != 0))
            return -1;
        if (there == 0 && rest.len > FRAME_MOST && feed(s, &rest, f) != 0)
            return -1;
    }
    memmove(s->pending.at, rest.at, rest.len);
    s->pending.len = rest.len;
    return 0;
}

static int search_packed(struct search *s, struct fault *f)
{
    buf_clear(&s->pending);
    if (zst_init(&s->unpacker, f) != 0)
        return -1;
    int done = bundle_member(&s->bundle, &s->member, take_packed, s, f);
    if (done == 0 && (s->pending.len || s->unpacker.amid))
        done = zst_short(f);
    zst_clear(&s->unpacker);
    return done;
}

static bool ends_with(struct span name, const char *end)
{
    size_t n = strlen(end);
    return name.len > n && memcmp(name.at + name.len - n, end, n) == 0;
}

static int search_member(struct search *s, struct fault *f)
{
    bool packed = ends_with(s->member.name, ".ndjson.zst");
    if (!packed && !ends_with(s->member.name, ".ndjson"))
        return 0;
    s->member_bad = false;
    sift_begin(s->sift, span_of(s->bundle.head.id), s->member.name);
    int done = forgive(s, (packed ? search_packed : search_lines)(s, f), f);
    if (done == 0)
        done = sift_end(s->sift, f);
    if (done != 0)
        sift_drop(s->sift); /* before the bundle goes */
    return done;
}

/* ---- bundles ---- */

static int search_members(struct search *s, struct fault *f)
{
    struct contents_walk w;
    for (contents_walk(&w, buf_view(&s->bundle.text)); contents_next(&w);) {
        s->member = w.member;
        if (w.kind == CONTENTS_MEMBER && search_member(s, f) != 0)
            return -1;
    }
    return out_flush(s->r->out, f);
}

static int search_bundle(struct search *s, const char *id, struct fault *f)
{
    struct buf path = BUF(4096);
    struct fault why = {0};
    s->bundles++;
    s->bundle_bad = false;
    ids_empty(&s->told);
    int done = reach_bundle(s->r, &s->bundle, &path, id, &why);
    s->bundle.threads = 1; /* the sift has the others */
    if (done == 0)
        done = bundle_contents(&s->bundle, &why);
    if (done == 0) {
        done = search_members(s, f);
    } else if (why.status == STATUS_NO_INPUT || why.status == STATUS_BAD_RECORD) {
        notice(s->r->listener, "not searched: %s", why.text);
        s->bundle_bad = true;
        done = 0;
    } else {
        *f = why;
    }
    s->bad += s->bundle_bad;
    bundle_close(&s->bundle);
    buf_free(&path);
    return done;
}

static int search_all(struct search *s, char *const *ids, int n, struct fault *f)
{
    struct shelf shelf;
    struct buf path = BUF(4000);
    int done = 0;
    for (int i = 0; done == 0 && i < n; i++)
        done = search_bundle(s, ids[i], f);
    if (n > 0)
        return done;
    done = reach_shelf(s->r, &shelf, &path, SHELF_LOOK, false, f);
    for (size_t i = 0; done == 0 && i < shelf.n; i++)
        done = search_bundle(s, shelf.cards[i].id, f);
    shelf_close(&shelf);
    buf_free(&path);
    return done;
}

int retain_search(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    char *const *ids = operands + 1;
    struct search s = {.r = r, .pending = BUF(4 * FRAME_MOST)};
    struct sift_teller teller = {call, bad, &s};
    for (int i = 0; i < n - 1; i++)
        if (reach_id(ids[i], f) != 0)
            return -1;
    struct phrase *phrase = phrase_new(span_of(operands[0]), f);
    if (!phrase)
        return -1;
    int done = -1;
    if ((s.sift = sift_new(phrase, r->json, r->threads, &teller, f)))
        done = search_all(&s, ids, n - 1, f);
    sift_free(s.sift);
    phrase_free(phrase);
    ids_clear(&s.told);
    buf_free(&s.pending);
    buf_free(&s.plain);
    if (done != 0 || s.bad == 0)
        return done;
    return fault(f, STATUS_BAD_RECORD, "%lld of %lld bundles could not be searched as a whole",
                 (long long)s.bad, (long long)s.bundles);
}
