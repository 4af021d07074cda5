/* lib/pack: frames and their seek table, tar streams. */

#include "lib/pack/frame.h"
#include "lib/pack/tar.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FRAMES = 5, STEP = 4000 };

static char text[FRAMES * STEP];

static int write_frames(int fd)
{
    struct out out;
    struct frame_writer w;
    struct fault f = {0};
    out_init(&out, fd, "memory");
    int done = frame_begin(&w, &out, 3, &f);
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
    CHECK(write_frames(fd) == 0);
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
    test_tar();
    return check_end();
}
