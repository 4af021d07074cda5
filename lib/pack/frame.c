#include "lib/pack/frame.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include "lib/pack/press.h"

/* Skippable frames may have any of sixteen magic numbers; 5E is the seek table's, 5C is ours. */
enum { HEAD = 8, ENTRY = 8, FOOTER = 9 };
static const uint32_t MAGIC_OURS = 0x184D2A5C, MAGIC_TABLE = 0x184D2A5E,
                      MAGIC_SEEKABLE = 0x8F92EAB1;

static void put_u32(struct buf *b, uint32_t n)
{
    const unsigned char bytes[4] = {n & 255, n >> 8 & 255, n >> 16 & 255, n >> 24};
    buf_add(b, bytes, sizeof bytes);
}

static uint32_t get_u32(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

int frame_begin(struct frame_writer *w, struct out *out, int level, int64_t threads,
                struct fault *f)
{
    w->out = out;
    w->press = press_new(level, threads, f);
    return w->press ? 0 : -1;
}

/* The next frame, or the table behind the last, goes out. */
static int write_out(struct frame_writer *w, struct span packed, struct fault *f)
{
    if (w->out_n < w->n)
        w->frames[w->out_n] =
            (struct frame){w->at, (uint32_t)packed.len, w->frames[w->out_n].plain};
    w->at += (int64_t)packed.len;
    w->out_n++;
    out_span(w->out, packed);
    if (out_check(w->out, f) != 0)
        return -1;
    return w->wrote ? w->wrote(w->who, w->out_n - 1, packed, f) : 0;
}

static int add_entry(struct frame_writer *w, size_t plain, struct fault *f)
{
    if (w->n == w->room) {
        size_t room = w->room ? 2 * w->room : 64;
        struct frame *more = realloc(w->frames, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the seek table");
        w->frames = more;
        w->room = room;
    }
    w->frames[w->n++] = (struct frame){.plain = (uint32_t)plain};
    return 0;
}

static int take(struct frame_writer *w, struct fault *f)
{
    struct span packed;
    return press_take(w->press, &packed, f) == 0 ? write_out(w, packed, f) : -1;
}

int frame_put(struct frame_writer *w, struct span plain, struct fault *f)
{
    if (press_full(w->press) && take(w, f) != 0)
        return -1;
    return add_entry(w, plain.len, f) == 0 ? press_put(w->press, plain, f) : -1;
}

int frame_settle(struct frame_writer *w, struct fault *f)
{
    while (!press_empty(w->press))
        if (take(w, f) != 0)
            return -1;
    return 0;
}

/* What does not go through the press: it comes behind all that is in there. */
static int put_made(struct frame_writer *w, struct buf *made, bool entry, struct fault *f)
{
    int done = buf_check(made, w->out->name, f);
    if (done == 0)
        done = frame_settle(w, f);
    if (done == 0 && entry)
        done = add_entry(w, 0, f);
    if (done == 0)
        done = write_out(w, buf_view(made), f);
    buf_free(made);
    return done;
}

int frame_put_skippable(struct frame_writer *w, struct span content, struct fault *f)
{
    struct buf made = BUF(0);
    put_u32(&made, MAGIC_OURS);
    put_u32(&made, (uint32_t)content.len);
    buf_span(&made, content);
    return put_made(w, &made, true, f);
}

static void table_bytes(struct buf *b, const struct frame *frames, size_t n)
{
    put_u32(b, MAGIC_TABLE);
    put_u32(b, (uint32_t)(n * ENTRY + FOOTER));
    for (size_t i = 0; i < n; i++) {
        put_u32(b, frames[i].packed);
        put_u32(b, frames[i].plain);
    }
    put_u32(b, (uint32_t)n);
    buf_byte(b, 0); /* no checksums here: the frames have their own */
    put_u32(b, MAGIC_SEEKABLE);
}

int frame_end(struct frame_writer *w, struct fault *f)
{
    struct buf made = BUF(0);
    if (frame_settle(w, f) != 0) /* the table says how long each has become */
        return -1;
    table_bytes(&made, w->frames, w->n);
    return put_made(w, &made, false, f);
}

void frame_clear(struct frame_writer *w)
{
    press_free(w->press);
    free(w->frames);
    *w = (struct frame_writer){0};
}

/* len bytes of the file from `at`, into r->packed. */
static int fetch(struct frame_reader *r, int64_t at, size_t len, struct fault *f)
{
    buf_clear(&r->packed);
    char *room = buf_room(&r->packed, len);
    if (!room)
        return buf_check(&r->packed, r->name, f);
    while (r->packed.len < len) {
        ssize_t got =
            pread(r->fd, room + r->packed.len, len - r->packed.len, at + (int64_t)r->packed.len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fault_errno(f, STATUS_IO, "%s", r->name);
        if (got == 0)
            return fault(f, STATUS_BAD_RECORD, "%s: it ends too early", r->name);
        r->packed.len += (size_t)got;
    }
    return 0;
}

static int no_table(struct frame_reader *r, struct fault *f)
{
    return fault(f, STATUS_BAD_RECORD, "%s: its seek table is damaged or cut off", r->name);
}

/* The entries that r->packed holds, which must be, to the byte, the table of the frames they
 * describe. */
static int read_entries(struct frame_reader *r, struct fault *f)
{
    const char *entry = r->packed.at + HEAD;
    int64_t at = 0;
    for (size_t i = 0; i < r->n; i++, entry += ENTRY) {
        r->frames[i] = (struct frame){at, get_u32(entry), get_u32(entry + 4)};
        at += r->frames[i].packed;
    }
    if (at != r->size - (int64_t)r->packed.len)
        return no_table(r, f);
    struct buf again = BUF(0);
    table_bytes(&again, r->frames, r->n);
    bool same = span_equal(buf_view(&again), buf_view(&r->packed));
    int done = buf_check(&again, r->name, f);
    buf_free(&again);
    return done != 0 ? -1 : same ? 0 : no_table(r, f);
}

int frame_open(struct frame_reader *r, int fd, const char *name, struct fault *f)
{
    struct stat st;
    *r = (struct frame_reader){.fd = fd, .name = name, .plain = BUF(FRAME_MOST)};
    r->context = ZSTD_createDCtx();
    if (!r->context)
        return fault(f, STATUS_NO_MEMORY, "no memory for the decompressor");
    if (fstat(fd, &st) != 0)
        return fault_errno(f, STATUS_IO, "%s", name);
    r->size = st.st_size;
    if (r->size < HEAD + FOOTER)
        return no_table(r, f);
    if (fetch(r, r->size - FOOTER, FOOTER, f) != 0)
        return -1;
    int64_t n = get_u32(r->packed.at), table = HEAD + n * ENTRY + FOOTER;
    if (get_u32(r->packed.at + 5) != MAGIC_SEEKABLE || table > r->size)
        return no_table(r, f);
    r->frames = calloc((size_t)n + 1, sizeof *r->frames);
    if (!r->frames)
        return fault(f, STATUS_NO_MEMORY, "%s: no memory for its seek table", name);
    r->n = (size_t)n;
    if (fetch(r, r->size - table, (size_t)table, f) != 0)
        return -1;
    return read_entries(r, f);
}

int frame_fetch(struct frame_reader *r, size_t i, struct fault *f)
{
    return fetch(r, r->frames[i].at, r->frames[i].packed, f);
}

int frame_unpack(struct frame_reader *r, size_t i, struct fault *f)
{
    size_t plain = r->frames[i].plain;
    buf_clear(&r->plain);
    char *room = plain <= FRAME_MOST ? buf_room(&r->plain, plain) : NULL;
    if (!room)
        return fault(f, STATUS_BAD_RECORD, "%s: frame %zu is larger than any of ours", r->name, i);
    size_t got = ZSTD_decompressDCtx(r->context, room, plain, r->packed.at, r->packed.len);
    if (ZSTD_isError(got) || got != plain)
        return fault(f, STATUS_BAD_RECORD, "%s: frame %zu is damaged", r->name, i);
    r->plain.len = plain;
    return 0;
}

int frame_note(struct frame_reader *r, size_t i, size_t from, size_t len, struct span *part,
               struct fault *f)
{
    const struct frame *frame = &r->frames[i];
    size_t whole = frame->packed < HEAD ? 0 : frame->packed - HEAD, head = from == 0 ? HEAD : 0;
    if (from > whole)
        from = whole;
    if (len > whole - from)
        len = whole - from;
    if (fetch(r, frame->at + (int64_t)(HEAD + from - head), head + len, f) != 0)
        return -1;
    if (head && (get_u32(r->packed.at) != MAGIC_OURS || get_u32(r->packed.at + 4) != whole))
        return fault(f, STATUS_BAD_RECORD, "%s: its list of contents is damaged", r->name);
    *part = (struct span){r->packed.at + head, len};
    return 0;
}

void frame_close(struct frame_reader *r)
{
    ZSTD_freeDCtx(r->context);
    buf_free(&r->packed);
    buf_free(&r->plain);
    free(r->frames);
    *r = (struct frame_reader){.fd = -1};
}
