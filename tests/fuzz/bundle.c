/* Bundles. Three kinds of input, by the first byte:
 *   'p'  patches of a sound bundle, four bytes each (place, 3 bytes, and value): whatever changed a
 *        byte must be found, and nothing but the right bytes be given out
 *   'c'  a list of contents, sealed here: what passes the check is walked and every member found
 *   's'  a tar stream, put in frames under a sound list of contents: proved without harm
 *   else the bytes as a file */

#include "lib/archive/bundle.h"
#include "lib/archive/prove.h"
#include "tests/fuzz/fuzz.h"

static struct buf sound;
static const char first[] = "{\"a\":1}\n{\"a\":2}\n", second[] = "<p>report</p>";

static void octal(char *to, size_t n, unsigned value)
{
    snprintf(to, n, "%0*o", (int)n - 1, value);
}

/* A ustar header, for a member of so many bytes. */
static void header(struct buf *tar, const char *name, unsigned size)
{
    char h[512] = {0};
    unsigned sum = 0;
    snprintf(h, 100, "%s", name);
    octal(h + 100, 8, 0600);
    octal(h + 108, 8, 0);
    octal(h + 116, 8, 0);
    octal(h + 124, 12, size);
    octal(h + 136, 12, 0);
    memset(h + 148, ' ', 8);
    h[156] = '0';
    memcpy(h + 257, "ustar\00000", 8);
    for (size_t i = 0; i < sizeof h; i++)
        sum += (unsigned char)h[i];
    octal(h + 148, 7, sum);
    buf_add(tar, h, sizeof h);
}

static void padded(struct buf *tar, const char *bytes)
{
    static const char zeros[512];
    size_t n = strlen(bytes);
    buf_add(tar, bytes, n);
    buf_add(tar, zeros, (512 - n % 512) % 512);
}

static void describe(struct buf *list, const char *name, int64_t offset, const char *bytes)
{
    struct contents_member m = {span_of(name), 0, offset, (int64_t)strlen(bytes), ""};
    digest_of(span_of(bytes), m.sha256);
    contents_add_member(list, &m);
}

static int sum_first(void *who, size_t i, struct span packed, struct fault *f)
{
    (void)f;
    if (i == 0)
        digest_of(packed, who);
    return 0;
}

/* A bundle of one frame with this tar stream in it. */
static void bind(struct buf *bundle, struct span tar)
{
    static const char zeros[1];
    char sum[DIGEST_TEXT];
    struct frame_writer w = {.wrote = sum_first, .who = sum};
    struct fault f = {0};
    struct out out;
    struct buf list = BUF(0);
    const char *path = fuzz_file((struct span){zeros, 0});
    int fd = open(path, O_RDWR | O_CLOEXEC);
    out_init(&out, fd, path);
    MUST(frame_begin(&w, &out, 1, 1, &f) == 0 && frame_put(&w, tar, &f) == 0 &&
         frame_settle(&w, &f) == 0);
    struct contents_head head = {
        .id = "a", .class = "90d", .callmine = "0.1.0", .members = 2, .frames = 1};
    head.bytes = (int64_t)(sizeof first + sizeof second - 2);
    contents_add_head(&list, &head);
    describe(&list, "calls.ndjson", 512, first);
    describe(&list, "report.html", 1536, second);
    contents_add_frame(&list, 0, sum);
    contents_seal(&list);
    MUST(frame_put_skippable(&w, buf_view(&list), &f) == 0 && frame_end(&w, &f) == 0);
    frame_clear(&w);
    MUST(out_clear(&out, &f) == 0);
    off_t size = lseek(fd, 0, SEEK_END);
    char *room = buf_room(bundle, (size_t)size);
    MUST(room && pread(fd, room, (size_t)size, 0) == size);
    bundle->len += (size_t)size;
    close(fd);
    buf_free(&list);
}

static int gather(void *who, struct span bytes, struct fault *f)
{
    (void)f;
    buf_span(who, bytes);
    return 0;
}

static void found(void *who, const char *member, const char *what)
{
    (void)member;
    MUST(what && what[0]);
    ++*(int *)who;
}

/* How many damages are found in a bundle of these bytes; those of its members that come out must
 * be what the list of contents says, which the reader checks, and ours when `ours`. */
static int64_t prove(struct span bytes, bool ours)
{
    struct bundle b;
    struct fault f = {0};
    int told = 0;
    struct prove p = {.found = found, .who = &told};
    int64_t damages = 1;
    if (bundle_open(&b, fuzz_file(bytes), "a", &f) == 0 && prove_bundle(&p, &b, NULL, &f) == 0) {
        damages = p.damages;
        MUST(damages == told);
        struct contents_walk w;
        struct buf got = BUF(0);
        bool listed = bundle_contents(&b, &f) == 0;
        MUST(listed || damages);
        if (listed)
            contents_walk(&w, buf_view(&b.text));
        while (listed && contents_next(&w)) {
            buf_clear(&got);
            if (w.kind == CONTENTS_MEMBER && bundle_member(&b, &w.member, gather, &got, &f) == 0 &&
                ours)
                MUST(span_equal(buf_view(&got),
                                span_of(span_is(w.member.name, "report.html") ? second : first)));
        }
        buf_free(&got);
    } else {
        MUST(f.status == STATUS_BAD_RECORD);
    }
    bundle_close(&b);
    return damages;
}

static void patched(struct span patches)
{
    struct buf b = BUF(0);
    buf_span(&b, buf_view(&sound));
    for (; patches.len >= 4; patches = (struct span){patches.at + 4, patches.len - 4}) {
        const unsigned char *p = (const unsigned char *)patches.at;
        b.at[((size_t)p[0] << 16 | (size_t)p[1] << 8 | p[2]) % b.len] = (char)p[3];
    }
    bool same = span_equal(buf_view(&b), buf_view(&sound));
    MUST((prove(buf_view(&b), true) == 0) == same);
    buf_free(&b);
}

static void contents(struct span lines)
{
    struct buf text = BUF(0);
    struct fault f = {0};
    struct contents_walk w;
    struct contents_head head;
    buf_span(&text, lines);
    contents_seal(&text);
    contents_head(&head, buf_view(&text), &f);
    if (contents_check(buf_view(&text), &f) == 0) {
        int64_t members = 0, bytes = 0;
        for (contents_walk(&w, buf_view(&text)); contents_next(&w);) {
            struct contents_member m;
            MUST(w.kind != CONTENTS_BAD);
            if (w.kind != CONTENTS_MEMBER)
                continue;
            MUST(name_is_member(w.member.name));
            MUST(contents_find(&m, buf_view(&text), w.member.name, &f) == 1);
            MUST(m.offset == w.member.offset && m.frame == w.member.frame &&
                 m.size == w.member.size);
            members++;
            bytes += m.size;
        }
        MUST(contents_head(&head, buf_view(&text), &f) == 0);
        MUST(members == head.members && bytes == head.bytes && name_is_id(span_of(head.id)));
    } else {
        MUST(f.status == STATUS_BAD_RECORD);
    }
    buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf b = BUF(0);
    struct span rest = fuzz_span(data + 1, size - 1);
    if (size == 0 || size > 1 << 20)
        return 0;
    if (!sound.len) {
        header(&b, "calls.ndjson", sizeof first - 1);
        padded(&b, first);
        header(&b, "report.html", sizeof second - 1);
        padded(&b, second);
        char *end = buf_room(&b, 1024);
        memset(end, 0, 1024);
        b.len += 1024;
        bind(&sound, buf_view(&b));
        MUST(prove(buf_view(&sound), true) == 0);
        buf_clear(&b);
    }
    if (data[0] == 'p') {
        patched(rest);
    } else if (data[0] == 'c') {
        contents(rest);
    } else if (data[0] == 's' && rest.len) {
        bind(&b, rest);
        prove(buf_view(&b), false);
    } else {
        prove(fuzz_span(data, size), false);
    }
    buf_free(&b);
    return 0;
}
