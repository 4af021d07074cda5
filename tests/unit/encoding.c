/* lib/state/base64, digest; lib/pack/gzip: against the RFCs' own vectors and the other side's
 * reader. */
#include "lib/pack/gzip.h"
#include "lib/state/base64.h"
#include "lib/state/digest.h"

#include <archive.h>
#include <archive_entry.h>
#include <sodium.h>
#include "tests/unit/check.h"

static struct fault f;

static bool encodes(const char *text, enum base64 alphabet, const char *want)
{
    struct buf b = {0}, back = {0};
    base64_add(&b, span_of(text), alphabet);
    bool good = span_is(buf_view(&b), want) && base64_read(&back, buf_view(&b)) &&
                span_is(buf_view(&back), text);
    buf_free(&b);
    buf_free(&back);
    return good;
}

static bool refuses(const char *text)
{
    struct buf b = {0};
    bool good = !base64_read(&b, span_of(text));
    buf_free(&b);
    return good;
}

/* What libarchive reads out of it, and how much. */
static bool unpacks_to(struct span packed, const char *first, size_t size)
{
    char piece[4096];
    size_t total = 0;
    struct archive *a = archive_read_new();
    struct archive_entry *e;
    archive_read_support_filter_gzip(a);
    archive_read_support_format_raw(a);
    bool good = archive_read_open_memory(a, packed.at, packed.len) == ARCHIVE_OK &&
                archive_read_next_header(a, &e) == ARCHIVE_OK;
    for (la_ssize_t n; good && (n = archive_read_data(a, piece, sizeof piece)) > 0;
         total += (size_t)n)
        if (total == 0)
            good = memcmp(piece, first, strlen(first)) == 0;
    archive_read_free(a);
    return good && total == size;
}

/* Whatever the processor can: in pieces of all lengths what libsodium says of the whole. */
static void test_digest(void)
{
    static unsigned char bytes[70000];
    unsigned char want[DIGEST_BYTES];
    char hex[DIGEST_TEXT], text[DIGEST_TEXT];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * i >> 3);
    for (size_t n = 0; n < 700; n++) {
        size_t len = n < 600 ? n : n * 100;
        crypto_hash_sha256(want, bytes, len);
        sodium_bin2hex(hex, sizeof hex, want, sizeof want);
        digest_of((struct span){(const char *)bytes, len}, text);
        CHECK(strcmp(text, hex) == 0);
        struct digest d;
        digest_begin(&d);
        for (size_t at = 0, step; at < len; at += step) {
            step = 1 + (at * 7 + n) % 300;
            if (step > len - at)
                step = len - at;
            digest_add(&d, bytes + at, step);
        }
        digest_end(&d, text);
        CHECK(strcmp(text, hex) == 0);
    }
}

int main(void)
{
    test_digest();
    CHECK(encodes("foobar", BASE64_PADDED, "Zm9vYmFy") &&
          encodes("fooba", BASE64_PADDED, "Zm9vYmE="));
    CHECK(encodes("f", BASE64_PADDED, "Zg==") && encodes("f", BASE64_URL, "Zg"));
    CHECK(encodes("\xfb\xff\xbf", BASE64_PADDED, "+/+/") &&
          encodes("\xfb\xff\xbf", BASE64_URL, "-_-_"));
    CHECK(encodes("", BASE64_PADDED, ""));
    CHECK(refuses("a b") && refuses("Zm9v!") && refuses("Z") && refuses("+_"));

    unsigned char raw[DIGEST_BYTES];
    struct buf b = {0};
    digest_raw(span_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
               raw); /* RFC 7636, appendix B */
    base64_add(&b, (struct span){(const char *)raw, sizeof raw}, BASE64_URL);
    CHECK(span_is(buf_view(&b), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    char text[DIGEST_TEXT];
    digest_of(span_of("abc"), text);
    CHECK(strcmp(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") == 0);
    digest_keyed(span_of("Jefe"), span_of("what do ya want for nothing?"),
                 raw); /* RFC 4231, test case 2 */
    CHECK(memcmp(raw,
                 "\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95\x75\xc7"
                 "\x5a\x00\x3f\x08\x9d\x27\x39\x83\x9d\xec\x58\xb9\x64\xec\x38\x43",
                 sizeof raw) == 0);

    buf_clear(&b);
    CHECK(gzip_add(&b, span_of("one\ntwo"), 0, &f) == 0 && unpacks_to(buf_view(&b), "one\ntwo", 7));
    buf_clear(&b);
    CHECK(gzip_add(&b, span_of("{"), 1 << 20, &f) == 0 && b.len < 4096 &&
          unpacks_to(buf_view(&b), "{", (1 << 20) + 1));
    buf_clear(&b);
    CHECK(gzip_add(&b, SPAN_NONE, 0, &f) == 0);
    buf_free(&b);
    struct buf small = BUF(8);
    CHECK(gzip_add(&small, span_of("more than fits"), 0, &f) == -1);
    buf_free(&small);
    return check_end();
}
