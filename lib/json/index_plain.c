/* The kernel in portable C: eight bytes at a time through a table. */

#include "lib/base/plain.h"
#define INDEX_KERNEL
#include "lib/json/index_pass.h"

/* What a byte is, a bit each. */
enum {
    QUOTE = 1,
    BACKSLASH = 2,
    CONTROL = 4,
    BLANK = 8,
    COMMA = 16,
    COLON = 32,
    OPEN = 64,
    CLOSE = 128
};

static const uint8_t kinds[256] = {
    [0 ... 8] = CONTROL,
    ['\t'] = CONTROL | BLANK,
    ['\n'] = CONTROL | BLANK,
    [11 ... 12] = CONTROL,
    ['\r'] = CONTROL | BLANK,
    [14 ... 31] = CONTROL,
    [' '] = BLANK,
    ['"'] = QUOTE,
    ['\\'] = BACKSLASH,
    [','] = COMMA,
    [':'] = COLON,
    ['['] = OPEN,
    ['{'] = OPEN,
    [']'] = CLOSE,
    ['}'] = CLOSE,
};

#define EACH UINT64_C(0x0101010101010101)

/* Bit `bit` of each of eight bytes, the first byte's lowest. */
INLINE uint64_t gather(uint64_t eight, int bit)
{
    return ((eight >> bit & EACH) * UINT64_C(0x0102040810204080)) >> 56;
}

/* A bitmap for each kind, and one of what is no ASCII. */
struct bitmaps {
    uint64_t kind[8], foreign;
};

INLINE struct bitmaps bitmaps_of(const char *at)
{
    struct bitmaps b = {0};
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t kind = 0, text = 0;
        for (int k = 0; k < 8; k++) {
            uint64_t byte = (unsigned char)at[i + k];
            text |= byte << 8 * k;
            kind |= (uint64_t)kinds[byte] << 8 * k;
        }
        for (int k = 0; k < 8; k++)
            b.kind[k] |= gather(kind, k) << i;
        b.foreign |= gather(text, 7) << i;
    }
    return b;
}

INLINE struct masks masks_of(const struct kernel *kernel, const char *at)
{
    (void)kernel;
    struct bitmaps b = bitmaps_of(at);
    return (struct masks){.quote = b.kind[0],
                          .blank = b.kind[3],
                          .comma = b.kind[4],
                          .colon = b.kind[5],
                          .open = b.kind[6],
                          .close = b.kind[7],
                          .odd = (b.kind[1] | b.kind[2] | b.foreign) != 0};
}

INLINE struct odd odd_of(const struct kernel *kernel, const char *at)
{
    (void)kernel;
    struct bitmaps b = bitmaps_of(at);
    return (struct odd){b.kind[1], b.kind[2], b.foreign};
}

INLINE uint64_t inside(uint64_t quotes)
{
    for (int i = 1; i < 64; i *= 2)
        quotes ^= quotes << i;
    return quotes;
}

INLINE unsigned lanes_tops(lanes v)
{
    unsigned bits = 0;
    for (int i = 0; i < LANES; i++)
        bits |= (unsigned)(v[i] >> 63) << i;
    return bits;
}

/* UTF-8 is looked at once for the whole line, if there is anything to see. */
struct kernel {
    bool not_ascii;
};

static void see(struct kernel *k, const char *at, const char *before)
{
    (void)at;
    (void)before;
    k->not_ascii = true;
}

static bool good(const struct kernel *k, struct span text)
{
    while (k->not_ascii && text.len)
        if (plain_next(&text) < 0)
            return false;
    return true;
}

bool index_plain(struct index *x, struct span text)
{
    struct kernel k = {false};
    return pass(x, text, &k);
}
