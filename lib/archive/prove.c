#include "lib/archive/prove.h"

#include <stdlib.h>
#include <string.h>
#include "lib/pack/tar.h"

/* A bundle while its frames go by, each read once. `start` and `end` are places in the tar stream.
 */
struct extent {
    struct contents_member m;
    int64_t start, end;
    bool hurt; /* told of already */
};

struct proof {
    struct prove *prove;
    struct bundle *bundle;
    struct extent *members;
    size_t n, at;              /* members; the first one not yet complete */
    char (*sums)[DIGEST_TEXT]; /* of the frames, as the list has them */
    struct digest digest;      /* of the member at hand */
    size_t next;               /* the frame that the tar reader gets next */
};

static void tell(struct proof *p, const struct span *member, const char *what)
{
    char name[NAME_MEMBER] = "";
    if (member && member->len < sizeof name)
        memcpy(name, member->at, member->len);
    p->prove->damages++;
    p->prove->found(p->prove->who, member ? name : NULL, what);
}

static void hurt(struct proof *p, struct extent *e, const char *what)
{
    if (!e->hurt)
        tell(p, &e->m.name, what);
    e->hurt = true;
}

/* The list of contents as arrays. False: a member is said to be where it cannot be. */
static bool lay_out(struct proof *p)
{
    struct contents_walk w;
    const struct frame_reader *r = &p->bundle->frames;
    int64_t *starts = calloc((size_t)p->bundle->head.frames + 1, sizeof *starts), last = 0;
    bool fits = starts != NULL;
    for (int64_t i = 0; fits && i < p->bundle->head.frames; i++)
        starts[i + 1] = starts[i] + r->frames[i].plain;
    contents_walk(&w, buf_view(&p->bundle->text));
    while (fits && contents_next(&w)) {
        if (w.kind == CONTENTS_FRAME)
            memcpy(p->sums[w.member.frame], w.member.sha256, DIGEST_TEXT);
        if (w.kind != CONTENTS_MEMBER)
            continue;
        struct extent *e = &p->members[p->n++];
        fits = w.member.frame < p->bundle->head.frames &&
               w.member.offset <= r->frames[w.member.frame].plain;
        if (!fits)
            break;
        int64_t total = starts[p->bundle->head.frames];
        *e = (struct extent){.m = w.member, .start = starts[w.member.frame] + w.member.offset};
        fits = e->start >= last && w.member.size <= total - e->start;
        e->end = e->start + w.member.size;
        last = e->end;
    }
    free(starts);
    return fits;
}

/* A frame that cannot be had: every member with bytes in it is hurt. */
static void skip_frame(struct proof *p, int64_t from, int64_t to, const char *what)
{
    bool named = false;
    for (; p->at < p->n && p->members[p->at].start < to; p->at++) {
        struct extent *e = &p->members[p->at];
        if (e->end > from) {
            hurt(p, e, what);
            named = true;
        }
        if (e->end > to)
            break;
    }
    if (!named)
        tell(p, NULL, what);
}

/* A frame's bytes, from `from` of the stream on, shared out to the members. */
static void share_out(struct proof *p, int64_t from, struct span plain)
{
    int64_t to = from + (int64_t)plain.len;
    char sha256[DIGEST_TEXT];
    for (; p->at < p->n && p->members[p->at].start <= to; p->at++) {
        struct extent *e = &p->members[p->at];
        int64_t low = e->start > from ? e->start : from, high = e->end < to ? e->end : to;
        if (e->start >= from)
            digest_begin(&p->digest);
        if (high > low)
            digest_add(&p->digest, plain.at + (low - from), (size_t)(high - low));
        if (e->end > to)
            return;
        digest_end(&p->digest, sha256);
        if (strcmp(sha256, e->m.sha256) != 0)
            hurt(p, e, "its bytes are not those that were archived");
    }
}

static int prove_frames(struct proof *p, struct fault *f)
{
    struct frame_reader *r = &p->bundle->frames;
    char sha256[DIGEST_TEXT];
    int64_t from = 0;
    for (int64_t i = 0; i < p->bundle->head.frames; i++) {
        struct fault why = {0};
        int64_t to = from + r->frames[i].plain;
        if (frame_fetch(r, (size_t)i, f) != 0)
            return -1;
        digest_of(buf_view(&r->packed), sha256);
        bool same = strcmp(sha256, p->sums[i]) == 0;
        int unpacked = frame_unpack(r, (size_t)i, &why);
        if (unpacked != 0 || !same)
            skip_frame(p, from, to, "damaged on disk");
        else
            share_out(p, from, buf_view(&r->plain));
        from = to;
    }
    for (; p->at < p->n; p->at++)
        hurt(p, &p->members[p->at], "not in the bundle");
    return 0;
}

/* ---- the same as a tar reader sees it ---- */

static int next_frame(void *who, struct span *bytes, struct fault *f)
{
    struct proof *p = who;
    struct frame_reader *r = &p->bundle->frames;
    *bytes = (struct span){"", 0};
    if (p->next >= (size_t)p->bundle->head.frames)
        return 0;
    if (frame_fetch(r, p->next, f) != 0 || frame_unpack(r, p->next, f) != 0)
        return -1;
    p->next++;
    *bytes = buf_view(&r->plain);
    return 0;
}

static int prove_tar(struct proof *p, struct fault *f)
{
    struct tar_entry entry;
    size_t i = 0;
    int got = 0;
    struct tar_reader *tar = tar_open(next_frame, p, f);
    if (!tar)
        return -1;
    while ((got = tar_next(tar, &entry, f)) > 0) {
        if (i == p->n || !entry.regular || !span_is(p->members[i].m.name, entry.name) ||
            entry.size != p->members[i].m.size) {
            tell(p, NULL, "a tar reader sees other members than are listed");
            break;
        }
        i++;
    }
    if (got == 0 && i < p->n)
        tell(p, &p->members[i].m.name, "a tar reader does not see it");
    tar_close(tar);
    if (got >= 0 || f->status != STATUS_BAD_RECORD)
        return got < 0 ? -1 : 0;
    tell(p, NULL, "a tar reader cannot read it");
    return 0;
}

static int prove_data(struct proof *p, const struct card *card, struct fault *f)
{
    char sha256[DIGEST_TEXT];
    if (!lay_out(p)) {
        tell(p, NULL, "its list of contents does not fit its frames");
        return 0;
    }
    if (p->prove->quick)
        return 0;
    if (prove_frames(p, f) != 0)
        return -1;
    if (p->prove->damages == 0 && prove_tar(p, f) != 0)
        return -1;
    if (p->prove->damages || !card)
        return 0;
    if (bundle_digest(p->bundle, sha256, f) != 0)
        return -1;
    if (strcmp(sha256, card->sha256) != 0)
        tell(p, NULL, "sound, but not the bundle that the index knows; see cm-retain reindex");
    return 0;
}

int prove_bundle(struct prove *prove, struct bundle *b, const struct card *card, struct fault *f)
{
    struct proof p = {.prove = prove, .bundle = b};
    struct fault why = {0};
    prove->damages = 0;
    if (card && card->size != b->frames.size)
        tell(&p, NULL, "not as long as the index says");
    if (bundle_contents(b, &why) != 0) {
        if (why.status != STATUS_BAD_RECORD) {
            *f = why;
            return -1;
        }
        tell(&p, NULL, "its list of contents is damaged");
        return 0;
    }
    p.members = calloc((size_t)b->head.members + 1, sizeof *p.members);
    p.sums = calloc((size_t)b->head.frames + 1, sizeof *p.sums);
    int done = p.members && p.sums
                   ? prove_data(&p, card, f)
                   : fault(f, STATUS_NO_MEMORY, "%s: no memory to prove it", b->path);
    free(p.members);
    free(p.sums);
    return done;
}
