/* lib/pack: frames and their seek table, zstd data of any making, tar streams. */

#include "lib/pack/cut.h"
#include "lib/pack/frame.h"
#include "lib/pack/frame_file.h"
#include "lib/pack/tar.h"
#include "lib/pack/zst.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zstd.h>

enum { FRAMES = 5, STEP = 4000 };

static char text[FRAMES * STEP];

static int write_frames(int fd, int threads)
{
    struct out out;
    struct frame_writer w = {0};
    struct fault f = {0};
    out_init(&out, fd, "memory");
    int done = frame_begin(&w, &out, 3, threads, &f);
    for (int i = 0; i < FRAMES && done == 0; i++)
        done = frame_put(&w, (struct span){text + i * STEP, STEP}, &f);
    if (done == 0)
        done = frame_put_skippable(&w, span_of("what is in it"), &f);
    if (done == 0)
        done = frame_end(&w, &f);
    CHECK(lseek(fd, 0, SEEK_CUR) == 0); /* nothing is out before it is flushed */
    frame_clear(&w);
    return out_clear(&out, &f) == 0 ? done : -1;
}

/* Whether all that was put in comes out again: 0, or the status of the fault. */
static int read_back(int fd)
{
    struct frame_reader r;
    struct fault f = {0};
    struct span content;
    bool same = true;
    int done = frame_open(&r, fd, "memory", &f);
    if (done == 0 && r.n != FRAMES + 1)
        done = fault(&f, STATUS_BAD_RECORD, "another number of frames");
    for (size_t i = 0; i < FRAMES && done == 0; i++) {
        done = frame_fetch(&r, i, &f);
        if (done == 0)
            done = frame_unpack(&r, i, &f);
        same = same && done == 0 &&
               span_equal(buf_view(&r.plain), (struct span){text + i * STEP, STEP});
    }
    if (done == 0)
        done = frame_note(&r, FRAMES, 5, 2, &content, &f);
    same = same && done == 0 && span_is(content, "is");
    if (done == 0)
        done = frame_note(&r, FRAMES, 0, 1000, &content, &f);
    same = same && done == 0 && span_is(content, "what is in it");
    frame_close(&r);
    return done != 0 ? f.status : same ? 0 : -1;
}

static void test_frames(void)
{
    int fd = memfd_create("frames", 0);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)("abcdefgh \n"[(i * i + i / 7) % 10]);
    CHECK(write_frames(fd, 1) == 0);
    CHECK(read_back(fd) == 0);

    off_t size = lseek(fd, 0, SEEK_END);
    /* A flip may hide in bits of a frame's header that no reader looks at; it never gives other
     * bytes. */
    int refused = 0;
    for (off_t at = 0; at < size; at++) {
        unsigned char was, is;
        CHECK(pread(fd, &was, 1, at) == 1);
        is = was ^ (unsigned char)(1 << at % 8);
        CHECK(pwrite(fd, &is, 1, at) == 1);
        int status = read_back(fd);
        CHECK(status == 0 || status == STATUS_BAD_RECORD || status == -1);
        CHECK(status != -1 ||
              at > size - 100); /* -1: the note in the skippable frame, which has no checksum */
        refused += status != 0;
        CHECK(pwrite(fd, &was, 1, at) == 1);
    }
    CHECK(refused >= size - 2 * FRAMES);
    CHECK(read_back(fd) == 0);
    for (off_t cut = size - 1; cut >= 0; cut -= 7) {
        CHECK(ftruncate(fd, cut) == 0);
        CHECK(read_back(fd) == STATUS_BAD_RECORD);
    }
    close(fd);
}

static int count_frame(void *who, size_t i, struct span packed, struct fault *f)
{
    CHECK((int)i == *(int *)who && packed.len > 0);
    (void)f;
    ++*(int *)who;
    return 0;
}

/* Whether each frame but the last of the lines ends with a line, and is at most `most` long. */
static void test_cut(void)
{
    struct fault f = {0};
    struct out out;
    struct frame_reader r;
    int fd = memfd_create("cut", 0), put = 0;
    struct frame_writer w = {.wrote = count_frame, .who = &put};
    out_init(&out, fd, "memory");
    CHECK(frame_begin(&w, &out, 1, 0, &f) == 0);
    struct cut c = cut_tar(&w);
    struct buf line = BUF(4 << 20);
    int64_t total = 0;
    for (int i = 0; i < 300; i++) { /* small members share frames */
        char bytes[2048] = "small";
        CHECK(cut_member(&c, 1024, false, &f) == 0 &&
              cut_add(&c, (struct span){bytes, 2048}, &f) == 0);
        total += 2048;
    }
    CHECK(cut_member(&c, 9 << 20, true, &f) == 0);
    CHECK(w.n == 3 && c.held.len == 0);
    cut_content(&c);
    for (int i = 0; total < 9 << 20; i++) {
        size_t n =
            i == 40 ? 3 << 20 : (size_t)(i * 7919 % 90000); /* one line is longer than a frame */
        buf_clear(&line);
        char *room = buf_room(&line, n + 1);
        memset(room, 'x', n);
        room[n] = '\n';
        CHECK(cut_add(&c, (struct span){room, n + 1}, &f) == 0);
        total += (int64_t)n + 1;
    }
    CHECK(cut_rest(&c, &f) == 0 && frame_end(&w, &f) == 0);
    CHECK(put == (int)w.n + 1); /* the table too */
    out_clear(&out, &f);
    CHECK(frame_open(&r, fd, "memory", &f) == 0);
    CHECK(r.n == w.n);
    for (size_t i = 0; i < r.n; i++) {
        CHECK(frame_fetch(&r, i, &f) == 0 && frame_unpack(&r, i, &f) == 0);
        total -= (int64_t)r.plain.len;
        CHECK(i < 3 ? r.plain.len % 2048 == 0 && r.plain.len <= 256 << 10
                    : r.plain.at[r.plain.len - 1] == '\n');
        CHECK(r.plain.len <= 5 << 20);
    }
    CHECK(total == 0);
    frame_close(&r);
    frame_clear(&w);
    cut_clear(&c);
    buf_free(&line);
    close(fd);
}

/* However many threads there are, the bytes are the same. */
static void test_threads(void)
{
    int one = memfd_create("one", 0);
    char a[FRAMES * STEP], b[FRAMES * STEP];
    CHECK(write_frames(one, 1) == 0);
    ssize_t n = pread(one, a, sizeof a, 0);
    for (int threads = 0; threads < 20; threads++) {
        int many = memfd_create("many", 0);
        CHECK(write_frames(many, threads) == 0);
        CHECK(pread(many, b, sizeof b, 0) == n && memcmp(a, b, (size_t)n) == 0);
        close(many);
    }
    close(one);
}

/* Written through a struct out, read frame by frame: the frames are records, and their bytes what
 * went in. */
static void test_frame_file(void)
{
    char path[128];
    struct frame_file w;
    struct frame_reader r;
    struct out out;
    struct fault f = {0};
    struct buf want = BUF(0), got = BUF(0);
    snprintf(path, sizeof path, "%s/a.zst", scratch_begin());
    CHECK(frame_file_named(path) && !frame_file_named(".zst") && !frame_file_named("a.zst.part"));
    CHECK(frame_file_begin(&w, path, 0600, 0, &f) == 0);
    out_to(&out, frame_file_sink, &w, path);
    for (int i = 0; i < 60000; i++) {
        char line[100];
        snprintf(line, sizeof line, "{\"i\":%d,\"text\":\"%.*s\"}", i, i % 40,
                 "as long as it takes for lines of many lengths");
        out_line(&out, span_of(line));
        buf_text(&want, line), buf_byte(&want, '\n');
    }
    CHECK(access(path, F_OK) != 0);
    CHECK(out_clear(&out, &f) == 0 && frame_file_commit(&w, &f) == 0);
    frame_file_abandon(&w);
    int fd = open(path, O_RDONLY);
    CHECK(frame_open(&r, fd, path, &f) == 0 && r.n == (want.len >> 20) + 1);
    for (size_t i = 0; i < r.n; i++) {
        CHECK(frame_fetch(&r, i, &f) == 0 && frame_unpack(&r, i, &f) == 0);
        CHECK(r.plain.len <= 1 << 20 && r.plain.at[0] == '{' &&
              r.plain.at[r.plain.len - 1] == '\n');
        buf_span(&got, buf_view(&r.plain));
    }
    CHECK(span_equal(buf_view(&want), buf_view(&got)));
    frame_close(&r);
    close(fd);

    /* Abandoned: what was there stays; a full disk is told, by its own name, and sticks. */
    CHECK(frame_file_begin(&w, path, 0600, 1, &f) == 0);
    CHECK(frame_file_add(&w, span_of("{}\n"), &f) == 0);
    frame_file_abandon(&w);
    CHECK(frame_file_begin(&w, path, 0600, 1, &f) == 0);
    dup3(open("/dev/full", O_WRONLY), w.file.fd, 0);
    out_to(&out, frame_file_sink, &w, path);
    for (int i = 0; i < 100; i++)
        out_span(&out, buf_view(&want));
    CHECK(out_check(&out, &f) == -1 && f.status == STATUS_IO && strstr(f.text, path));
    f = (struct fault){0};
    CHECK(out_clear(&out, &f) == -1 && f.status == STATUS_IO && strstr(f.text, path));
    frame_file_abandon(&w);
    CHECK(access(path, F_OK) == 0 && unlink(path) == 0);
    f = (struct fault){0};
    CHECK(frame_file_begin(&w, "/nowhere/a.zst", 0600, 1, &f) == -1 &&
          f.status == STATUS_CANT_CREATE);
    frame_file_abandon(&w);
    buf_free(&want), buf_free(&got);
}

/* ---- zstd data of any making ---- */

/* Adds a frame of `text`'s first n bytes, as zstd(1) makes it of a pipe (unsized) or of a file. */
static void pack(struct buf *b, size_t n, bool sized, int window_log)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();
    ZSTD_inBuffer in = {text, n, 0};
    char *room = buf_room(b, ZSTD_compressBound(n) + 64);
    ZSTD_outBuffer out = {room, ZSTD_compressBound(n) + 64, 0};
    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    if (window_log)
        ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window_log);
    if (sized)
        ZSTD_CCtx_setPledgedSrcSize(c, n);
    size_t left = ZSTD_compressStream2(c, &out, &in, ZSTD_e_continue);
    CHECK(!ZSTD_isError(left));
    left = ZSTD_compressStream2(c, &out, &in, ZSTD_e_end);
    CHECK(left == 0);
    b->len += out.pos;
    ZSTD_freeCCtx(c);
}

static void add_skippable(struct buf *b, unsigned char kind, unsigned char len)
{
    const unsigned char head[8] = {0x50 + kind, 0x2A, 0x4D, 0x18, len, 0, 0, 0};
    buf_add(b, head, sizeof head);
    for (unsigned i = 0; i < len; i++)
        buf_byte(b, 'x');
}

/* All that these bytes hold, fed in pieces of `step` and taken in pieces of `most`. */
static int feed_all(struct zst_unpacker *u, struct span bytes, size_t step, size_t most,
                    struct buf *plain, struct fault *f)
{
    size_t had = plain->len;
    while (bytes.len) {
        struct span piece = {bytes.at, bytes.len < step ? bytes.len : step};
        do {
            had = plain->len;
            if (zst_feed(u, &piece, plain, most, f) < 0)
                return -1;
            CHECK(plain->len - had <= most);
        } while (piece.len || plain->len - had == most);
        bytes.len -= (size_t)(piece.at - bytes.at);
        bytes.at = piece.at;
    }
    return u->amid ? zst_short(f) : 0;
}

/* The same, each frame that can be at once, the others fed. */
static int unpack_all(struct zst_unpacker *u, struct span bytes, struct buf *plain, struct fault *f)
{
    struct zst_frame frame;
    while (bytes.len) {
        int there = zst_look(&frame, bytes, f);
        if (there <= 0)
            return there == 0 ? zst_short(f) : -1;
        struct span packed = {bytes.at, frame.packed};
        int done = frame.sized && frame.plain <= FRAME_MOST
                       ? zst_unpack(u, packed, &frame, plain, f)
                       : feed_all(u, packed, 1000, 3000, plain, f);
        if (done != 0)
            return -1;
        bytes = (struct span){bytes.at + frame.packed, bytes.len - frame.packed};
    }
    return 0;
}

static void test_zst_reads(void)
{
    struct buf z = BUF(0), plain = BUF(0), want = BUF(0);
    struct zst_unpacker u;
    struct fault f = {0};
    CHECK(zst_init(&u, &f) == 0);
    add_skippable(&z, 0, 0);
    pack(&z, 5000, true, 0);
    pack(&z, sizeof text, false, 0);
    add_skippable(&z, 15, 7);
    pack(&z, 0, true, 0);
    pack(&z, sizeof text, true, 0);
    buf_add(&want, text, 5000);
    buf_add(&want, text, sizeof text);
    buf_add(&want, text, sizeof text);
    CHECK(unpack_all(&u, buf_view(&z), &plain, &f) == 0);
    CHECK(span_equal(buf_view(&plain), buf_view(&want)));
    static const size_t steps[] = {1, 2, 7, 100, 4096, 1 << 20};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (size_t most = 1; most < 100000; most *= 41) {
            buf_clear(&plain);
            CHECK(feed_all(&u, buf_view(&z), steps[i], most, &plain, &f) == 0);
            CHECK(span_equal(buf_view(&plain), buf_view(&want)));
        }
    zst_clear(&u);
    buf_free(&z), buf_free(&plain), buf_free(&want);
}

static void test_zst_looks(void)
{
    struct buf z = BUF(0);
    struct zst_frame frame;
    struct fault f = {0};
    CHECK(!zst_is(span_of("{\"a\":1}")) && !zst_is(span_of("\x28\xb5\x2f")));
    pack(&z, 5000, true, 0);
    size_t first = z.len;
    CHECK(zst_is(buf_view(&z)));
    pack(&z, 5000, false, 0);
    CHECK(zst_look(&frame, buf_view(&z), &f) == 1 && frame.packed == first && frame.sized &&
          frame.plain == 5000 && !frame.skippable);
    CHECK(zst_look(&frame, (struct span){z.at + first, z.len - first}, &f) == 1 && !frame.sized &&
          frame.packed == z.len - first);
    for (size_t n = 0; n < first; n++) {
        CHECK(zst_look(&frame, (struct span){z.at, n}, &f) == 0 && frame.packed == 0);
        CHECK(n < 18 || (frame.sized && frame.plain == 5000));
    }
    buf_clear(&z);
    add_skippable(&z, 3, 100);
    CHECK(zst_is(buf_view(&z)) && zst_look(&frame, buf_view(&z), &f) == 1);
    CHECK(frame.skippable && frame.sized && frame.plain == 0 && frame.packed == 108);
    CHECK(zst_look(&frame, (struct span){z.at, 107}, &f) == 0 && frame.skippable && frame.sized);
    CHECK(zst_look(&frame, span_of("plain text"), &f) == -1 && f.status == STATUS_BAD_RECORD);
    CHECK(zst_look(&frame, span_of("\x25\xb5\x2f\xfd of zstd 0.5"), &f) == -1);
    buf_free(&z);
}

/* Cut anywhere it is short, at whatever step; flipped anywhere it is refused or gives what it
 * should, and the unpacker is as good as new. */
static void test_zst_refuses(void)
{
    struct buf z = BUF(0), plain = BUF(0), small = BUF(100);
    struct zst_unpacker u;
    struct fault f = {0};
    struct zst_frame frame;
    size_t refused = 0;
    CHECK(zst_init(&u, &f) == 0);
    pack(&z, sizeof text, true, 0);
    size_t first = z.len;
    pack(&z, 3000, false, 0);
    for (size_t n = 1; n < z.len; n += n == first - 1 ? 2 : 1) {
        struct span cut = {z.at, n};
        buf_clear(&plain);
        CHECK(unpack_all(&u, cut, &plain, &f) == -1 && strstr(f.text, "cut short"));
        CHECK(plain.len == (n < first ? 0 : sizeof text));
        buf_clear(&plain);
        CHECK(feed_all(&u, cut, 100, 1000, &plain, &f) == -1 && f.status == STATUS_BAD_RECORD);
        zst_clear(&u);
        CHECK(zst_init(&u, &f) == 0);
    }
    for (size_t i = 0; i < z.len; i++) {
        z.at[i] ^= (char)(1 << i % 8);
        buf_clear(&plain);
        f.status = 0;
        int done = unpack_all(&u, buf_view(&z), &plain, &f);
        refused += done != 0;
        CHECK(done == 0 ? plain.len == sizeof text + 3000 : f.status == STATUS_BAD_RECORD);
        CHECK(memcmp(plain.at, text, plain.len < sizeof text ? plain.len : sizeof text) == 0);
        z.at[i] ^= (char)(1 << i % 8);
        zst_clear(&u);
        CHECK(zst_init(&u, &f) == 0);
    }
    CHECK(refused > z.len - 8);
    CHECK(zst_look(&frame, buf_view(&z), &f) == 1);
    CHECK(zst_unpack(&u, buf_view(&z), &frame, &small, &f) == -1 && small.len == 0);
    zst_clear(&u);
    buf_free(&z), buf_free(&plain), buf_free(&small);
}

/* zstd(1) without --long=31 refuses a larger window too. */
static void test_zst_window(void)
{
    struct buf z = BUF(0), plain = BUF(0);
    struct zst_unpacker u;
    struct fault f = {0};
    CHECK(zst_init(&u, &f) == 0);
    pack(&z, 5000, false, ZST_WINDOW_LOG);
    CHECK(feed_all(&u, buf_view(&z), 100, 1000, &plain, &f) == 0 && plain.len == 5000);
    buf_clear(&z);
    pack(&z, 5000, false, ZST_WINDOW_LOG + 1);
    CHECK(feed_all(&u, buf_view(&z), 100, 1000, &plain, &f) == -1);
    CHECK(f.status == STATUS_BAD_RECORD && strstr(f.text, "a window of more than 128 MiB"));
    buf_clear(&plain);
    buf_clear(&z);
    pack(&z, 5000, true, 0); /* as good as new */
    CHECK(unpack_all(&u, buf_view(&z), &plain, &f) == 0 && plain.len == 5000);
    zst_clear(&u);
    buf_free(&z), buf_free(&plain);
}

static int into_buf(void *who, struct span bytes, struct fault *f)
{
    (void)f;
    buf_span(who, bytes);
    return 0;
}

static int refuse(void *who, struct span bytes, struct fault *f)
{
    (void)who, (void)bytes;
    return fault(f, STATUS_IO, "full");
}

struct feed {
    struct span rest;
    size_t step;
};

static int from_feed(void *who, struct span *bytes, struct fault *f)
{
    struct feed *feed = who;
    (void)f;
    size_t n = feed->rest.len < feed->step ? feed->rest.len : feed->step;
    *bytes = (struct span){feed->rest.at, n};
    feed->rest.at += n;
    feed->rest.len -= n;
    return 0;
}

static int write_tar(tar_sink *sink, void *who, struct fault *f)
{
    char deep[200];
    memset(deep, 'x', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    struct tar_writer *w = tar_new(sink, who, 1000000000, f);
    if (!w)
        return -1;
    int done = tar_member(w, "a.txt", 5, f);
    if (done == 0)
        done = tar_data(w, span_of("hello"), f);
    if (done == 0)
        done = tar_member(w, "empty", 0, f);
    if (done == 0)
        done = tar_member(w, deep, 3, f);
    if (done == 0)
        done = tar_data(w, span_of("abc"), f);
    if (done == 0)
        done = tar_end(w, f);
    tar_free(w);
    return done;
}

static void test_tar(void)
{
    struct buf one = BUF(1 << 20), two = BUF(1 << 20);
    struct fault f = {0};
    struct tar_entry entry;
    CHECK(write_tar(into_buf, &one, &f) == 0 && write_tar(into_buf, &two, &f) == 0);
    CHECK(span_equal(buf_view(&one), buf_view(&two)));
    CHECK(one.len % 512 == 0);

    struct feed feed = {buf_view(&one), 100};
    struct tar_reader *r = tar_open(from_feed, &feed, &f);
    CHECK(r && tar_next(r, &entry, &f) == 1 && strcmp(entry.name, "a.txt") == 0 && entry.size == 5);
    CHECK(entry.regular);
    CHECK(tar_next(r, &entry, &f) == 1 && strcmp(entry.name, "empty") == 0 && entry.size == 0);
    CHECK(tar_next(r, &entry, &f) == 1 && strlen(entry.name) == 199 && entry.size == 3);
    CHECK(tar_next(r, &entry, &f) == 0);
    tar_close(r);

    feed = (struct feed){{one.at, 300}, 100};
    r = tar_open(from_feed, &feed, &f);
    CHECK(!r || tar_next(r, &entry, &f) == -1);
    CHECK(f.status == STATUS_BAD_RECORD);
    tar_close(r);

    /* The sink's own fault comes back, whole. */
    f = (struct fault){0};
    CHECK(write_tar(refuse, NULL, &f) == -1 && f.status == STATUS_IO &&
          strcmp(f.text, "full") == 0);
    buf_free(&one);
    buf_free(&two);
}

int main(void)
{
    test_frames();
    test_threads();
    test_cut();
    test_frame_file();
    test_zst_reads();
    test_zst_looks();
    test_zst_refuses();
    test_zst_window();
    test_tar();
    return check_end();
}
