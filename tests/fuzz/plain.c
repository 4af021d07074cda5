/* Text for a terminal: whatever comes in, nothing that moves a cursor or turns the writing around
 * goes out. */

#include "lib/base/plain.h"
#include "tests/fuzz/fuzz.h"

static void harmless(const struct buf *b, bool block)
{
    for (struct span rest = buf_view(b); rest.len;) {
        long c = plain_next(&rest);
        MUST(c >= 0x20 || (block && (c == '\n' || c == '\t')));
        MUST(!(c >= 0x7F && c < 0xA0));
        MUST(!(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf one = BUF(0), twice = BUF(0);
    plain_add(&one, fuzz_span(data, size));
    harmless(&one, false);
    plain_add(&twice, buf_view(&one));
    MUST(plain_width(buf_view(&one)) <= one.len);
    buf_clear(&one);
    plain_block(&one, fuzz_span(data, size));
    harmless(&one, true);
    buf_free(&one);
    buf_free(&twice);
    return 0;
}
