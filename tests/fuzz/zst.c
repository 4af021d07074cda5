/* Zstandard data, whole frames at once and the same bytes fed in pieces: both give the same bytes
 * or both refuse, and what is kept between calls is never more than what came in allows. The first
 * byte says how large the pieces are. */

#include "lib/pack/frame.h"
#include "lib/pack/zst.h"
#include "tests/fuzz/fuzz.h"

enum { PLAIN_MOST = 4 << 20 };

/* 0, or -1 when the data is refused; 1: more than is looked at here. */
static int feed(struct zst_unpacker *u, struct span bytes, size_t step, size_t most,
                struct buf *plain, struct fault *f)
{
    while (bytes.len) {
        struct span piece = {bytes.at, bytes.len < step ? bytes.len : step};
        size_t had;
        do {
            had = plain->len;
            if (zst_feed(u, &piece, plain, most, f) < 0)
                return -1;
            MUST(plain->len - had <= most);
            if (plain->len > PLAIN_MOST)
                return 1;
        } while (piece.len || plain->len - had == most);
        bytes.len -= (size_t)(piece.at - bytes.at);
        bytes.at = piece.at;
    }
    return u->amid ? zst_short(f) : 0;
}

static int unpack(struct zst_unpacker *u, struct span bytes, struct buf *plain, struct fault *f)
{
    struct zst_frame frame;
    while (bytes.len) {
        int there = zst_look(&frame, bytes, f);
        if (there <= 0)
            return there == 0 ? zst_short(f) : -1;
        MUST(frame.packed > 0 && frame.packed <= bytes.len && zst_is(bytes));
        struct span packed = {bytes.at, frame.packed};
        size_t had = plain->len;
        if (frame.sized && had + frame.plain > PLAIN_MOST)
            return 1;
        int done = frame.sized ? zst_unpack(u, packed, &frame, plain, f)
                               : feed(u, packed, frame.packed, 1 << 16, plain, f);
        if (done != 0)
            return done;
        MUST(!frame.sized || plain->len - had == frame.plain);
        bytes = (struct span){bytes.at + frame.packed, bytes.len - frame.packed};
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct zst_unpacker kept; /* as good as new after whatever there was before */
    struct zst_unpacker pieces;
    struct fault f = {0}, g = {0};
    struct buf whole = BUF(0), fed = BUF(0);
    if (size == 0 || size > 1 << 20)
        return 0;
    if (!kept.context)
        MUST(zst_init(&kept, &f) == 0);
    MUST(zst_init(&pieces, &f) == 0);
    size_t step = data[0] % 16 ? data[0] % 16 * 5 : 1 << 20, most = 1 + data[0] / 16 * 999;
    struct span bytes = fuzz_span(data + 1, size - 1);
    int one = unpack(&kept, bytes, &whole, &f), two = feed(&pieces, bytes, step, most, &fed, &g);
    MUST(one != -1 || f.status == STATUS_BAD_RECORD);
    MUST(two != -1 || g.status == STATUS_BAD_RECORD);
    if (one == 0 && two == 0)
        MUST(span_equal(buf_view(&whole), buf_view(&fed)));
    /* A window too large for pieces may do at once, and feeding takes what zstd 0.5 to 0.7 made. */
    if (one == 0 && two == -1)
        MUST(strstr(g.text, "a window of more than"));
    if (kept.amid)
        zst_clear(&kept);
    zst_clear(&pieces);
    buf_free(&whole);
    buf_free(&fed);
    return 0;
}
