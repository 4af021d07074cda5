#include "lib/archive/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/pack/unpress.h"

/* The list of contents is the last entry of the seek table; its first line says what the bundle is.
 */
static int read_head(struct bundle *b, const char *id, struct fault *f)
{
    struct span first;
    struct frame_reader *r = &b->frames;
    if (frame_open(r, b->fd, b->path, f) != 0)
        return -1;
    if (r->n == 0 || r->frames[r->n - 1].plain != 0)
        return fault(f, STATUS_BAD_RECORD, "%s: it has no list of contents", b->path);
    if (frame_note(r, r->n - 1, 0, CONTENTS_LINE, &first, f) != 0)
        return -1;
    if (contents_head(&b->head, first, f) != 0)
        return fault_at(f, "%s", b->path);
    if (b->head.frames != (int64_t)r->n - 1)
        return fault(f, STATUS_BAD_RECORD, "%s: its list of contents does not fit its seek table",
                     b->path);
    if (id && strcmp(id, b->head.id) != 0)
        return fault(f, STATUS_BAD_RECORD, "%s: the bundle in it is %s; give it that name", b->path,
                     b->head.id);
    return 0;
}

int bundle_open(struct bundle *b, const char *path, const char *id, struct fault *f)
{
    *b = (struct bundle){.path = path, .text = BUF(CONTENTS_LIMIT), .frames = {.fd = -1}};
    struct stat st;
    b->fd =
        open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); /* a pipe would be waited for */
    if (b->fd < 0 && errno != ELOOP)
        return fault_errno(f, STATUS_NO_INPUT, "%s", path);
    if (b->fd < 0 || fstat(b->fd, &st) != 0 || !S_ISREG(st.st_mode))
        return fault(f, STATUS_BAD_RECORD, "%s: not a regular file", path);
    return read_head(b, id, f);
}

void bundle_close(struct bundle *b)
{
    frame_close(&b->frames);
    buf_free(&b->text);
    if (b->fd >= 0)
        close(b->fd);
    b->fd = -1;
}

static int bad_member(const struct bundle *b, const struct contents_member *m, struct fault *f)
{
    return fault(f, STATUS_BAD_RECORD, "%s: member %.*s is damaged", b->path, (int)m->name.len,
                 m->name.at);
}

/* How many frames the member goes through; -1 when it is not where the list says. */
static int64_t frames_of(const struct bundle *b, const struct contents_member *m)
{
    int64_t left = m->size, offset = m->offset, n = 0;
    for (; left > 0; n++, offset = 0) {
        if (m->frame >= b->head.frames - n || offset > b->frames.frames[m->frame + n].plain)
            return -1;
        left -= b->frames.frames[m->frame + n].plain - offset;
    }
    return n;
}

/* A member on its way out. */
struct way {
    struct digest digest;
    int64_t left, offset;
    bundle_take *take;
    void *who;
};

/* What the next of its frames holds. */
static int give(struct way *w, struct span plain, struct fault *f)
{
    struct span own = {plain.at + w->offset, plain.len - (size_t)w->offset};
    if ((int64_t)own.len > w->left)
        own.len = (size_t)w->left;
    w->left -= (int64_t)own.len;
    w->offset = 0;
    digest_add(&w->digest, own.at, own.len);
    return w->take(w->who, own, f);
}

/* A member of many frames: they are unpacked by several threads. */
static int give_many(struct bundle *b, const struct contents_member *m, int64_t n, struct way *w,
                     struct fault *f)
{
    struct frame_reader *r = &b->frames;
    struct unpress *u = unpress_new(b->threads, f);
    int done = u ? 0 : -1;
    for (int64_t put = 0, taken = 0; done == 0 && taken < n;) {
        if (put < n && !unpress_full(u)) {
            done = frame_fetch(r, (size_t)(m->frame + put++), f);
            buf_span(unpress_room(u), buf_view(&r->packed));
            unpress_put(u);
            continue;
        }
        struct span plain;
        struct fault why = {0};
        done = unpress_take(u, &plain, &why);
        if (done != 0 && why.status != STATUS_BAD_RECORD)
            *f = why;
        else if (done != 0 || plain.len != r->frames[m->frame + taken++].plain)
            done = bad_member(b, m, f);
        else
            done = give(w, plain, f);
    }
    unpress_free(u);
    return done;
}

static int give_one(struct bundle *b, const struct contents_member *m, struct way *w,
                    struct fault *f)
{
    if (frame_fetch(&b->frames, (size_t)m->frame, f) != 0)
        return -1;
    if (frame_unpack(&b->frames, (size_t)m->frame, f) != 0)
        return bad_member(b, m, f);
    return give(w, buf_view(&b->frames.plain), f);
}

int bundle_member(struct bundle *b, const struct contents_member *m, bundle_take *take, void *who,
                  struct fault *f)
{
    struct way w = {.left = m->size, .offset = m->offset, .take = take, .who = who};
    char sha256[DIGEST_TEXT];
    int64_t n = frames_of(b, m);
    if (n < 0)
        return bad_member(b, m, f);
    digest_begin(&w.digest);
    if (n > 0 && (n == 1 ? give_one(b, m, &w, f) : give_many(b, m, n, &w, f)) != 0)
        return -1;
    digest_end(&w.digest, sha256);
    return strcmp(sha256, m->sha256) == 0 ? 0 : bad_member(b, m, f);
}

static int to_out(void *who, struct span bytes, struct fault *f)
{
    struct out *out = who;
    out_span(out, bytes);
    return out_check(out, f);
}

int bundle_contents(struct bundle *b, struct fault *f)
{
    struct span text;
    struct frame_reader *r = &b->frames;
    if (b->text.len)
        return 0;
    if (frame_note(r, r->n - 1, 0, CONTENTS_LIMIT, &text, f) != 0)
        return -1;
    buf_span(&b->text, text);
    if (buf_check(&b->text, b->path, f) != 0)
        return -1;
    if (contents_check(buf_view(&b->text), f) == 0)
        return 0;
    buf_clear(&b->text); /* whoever asks again is told again */
    return fault_at(f, "%s", b->path);
}

/* One member, from the list as it is on disk: a few pieces of it are read. Its name is in *name's
 * place. */
static int find(struct bundle *b, struct contents_member *m, const char *name, struct fault *f)
{
    enum { NEAR = 16 * CONTENTS_LINE };
    struct frame_reader *r = &b->frames;
    struct contents_range range = {0, r->frames[r->n - 1].packed};
    struct span piece;
    while (range.high - range.low > NEAR) {
        size_t at = range.low + (range.high - range.low) / 2;
        if (frame_note(r, r->n - 1, at, CONTENTS_LINE, &piece, f) != 0 ||
            contents_narrow(&range, piece, at, span_of(name), f) != 0)
            return -1;
    }
    if (frame_note(r, r->n - 1, range.low, range.high - range.low, &piece, f) != 0)
        return -1;
    int found = contents_find(m, piece, span_of(name), f);
    m->name = span_of(name); /* the piece goes with the next read */
    return found;
}

int bundle_has(struct bundle *b, const char *name, struct fault *f)
{
    struct contents_member m;
    return find(b, &m, name, f);
}

int bundle_cat(struct bundle *b, const char *name, struct out *out, struct fault *f)
{
    struct contents_member m;
    int found = find(b, &m, name, f);
    if (found < 0)
        return strncmp(f->text, b->path, strlen(b->path)) == 0 ? -1 : fault_at(f, "%s", b->path);
    if (found == 0)
        return fault(f, STATUS_NO_INPUT, "%s: no member %s; see cm-retain show %s", b->path, name,
                     b->head.id);
    return bundle_member(b, &m, to_out, out, f);
}

int bundle_digest(struct bundle *b, char sha256[static DIGEST_TEXT], struct fault *f)
{
    enum { STEP = 256 << 10 };
    struct digest d;
    struct buf step = BUF(STEP);
    char *room = buf_room(&step, STEP);
    int64_t at = 0;
    int done = buf_check(&step, b->path, f);
    digest_begin(&d);
    while (done == 0) {
        ssize_t got = pread(b->fd, room, STEP, at);
        if (got == 0)
            break;
        if (got > 0) {
            digest_add(&d, room, (size_t)got);
            at += got;
        } else if (errno != EINTR) {
            done = fault_errno(f, STATUS_IO, "%s", b->path);
        }
    }
    digest_end(&d, sha256);
    buf_free(&step);
    return done;
}

int bundle_card(struct card *card, const char *path, const char *id, struct fault *f)
{
    struct bundle b;
    *card = (struct card){0};
    int done = bundle_open(&b, path, id, f);
    if (done == 0)
        done = bundle_contents(&b, f);
    if (done == 0)
        done = bundle_digest(&b, card->sha256, f);
    card->created = b.head.created;
    card->members = b.head.members;
    card->bytes = b.head.bytes;
    card->size = b.frames.size;
    memcpy(card->id, b.head.id, sizeof card->id);
    memcpy(card->class, b.head.class, sizeof card->class);
    bundle_close(&b);
    return done;
}
