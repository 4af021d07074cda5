#include "lib/sim/sim_gzip.h"

#include <stdlib.h>
#include <string.h>

enum { HASH = 1 << 14, NEAREST = 3, FARTHEST = 258, WINDOW = 32768 };

struct bits {
    struct buf *out;
    uint32_t held;
    int n;
};

static void put(struct bits *b, uint32_t value, int n)
{
    b->held |= value << b->n;
    for (b->n += n; b->n >= 8; b->n -= 8, b->held >>= 8)
        buf_byte(b->out, (char)(b->held & 255));
}

/* Huffman codes are packed from their most significant bit. */
static void code(struct bits *b, uint32_t value, int n)
{
    uint32_t turned = 0;
    for (int i = 0; i < n; i++)
        turned |= (value >> i & 1) << (n - 1 - i);
    put(b, turned, n);
}

static void symbol(struct bits *b, int s)
{
    if (s < 144)
        code(b, (uint32_t)(0x30 + s), 8);
    else if (s < 256)
        code(b, (uint32_t)(0x190 + s - 144), 9);
    else if (s < 280)
        code(b, (uint32_t)(s - 256), 7);
    else
        code(b, (uint32_t)(0xc0 + s - 280), 8);
}

static void match(struct bits *b, int length, int distance)
{
    if (length == FARTHEST) {
        symbol(b, 285);
    } else {
        int l = length - 3, extra = l < 8 ? 0 : 31 - __builtin_clz((unsigned)l) - 2;
        symbol(b, 257 + extra * 4 + (l >> extra));
        put(b, (uint32_t)l & ((1u << extra) - 1), extra);
    }
    int d = distance - 1, extra = d < 4 ? 0 : 31 - __builtin_clz((unsigned)d) - 1;
    code(b, (uint32_t)(extra * 2 + (d >> extra)), 5);
    put(b, (uint32_t)d & ((1u << extra) - 1), extra);
}

static uint32_t crc_step(uint32_t crc, uint8_t byte)
{
    static const uint32_t quarter[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                         0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                         0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                         0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    crc = quarter[(crc ^ byte) & 15] ^ crc >> 4;
    return quarter[(crc ^ byte >> 4) & 15] ^ crc >> 4;
}

static void begin(struct buf *out, struct bits *b)
{
    buf_add(out, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    *b = (struct bits){.out = out};
    put(b, 1, 1); /* the last block, of fixed codes */
    put(b, 1, 2);
}

static void end(struct bits *b, uint32_t crc, uint64_t size)
{
    symbol(b, 256);
    if (b->n > 0)
        put(b, 0, 8 - b->n);
    for (int i = 0; i < 4; i++)
        buf_byte(b->out, (char)(crc >> (8 * i) & 255));
    for (int i = 0; i < 4; i++)
        buf_byte(b->out, (char)(size >> (8 * i) & 255));
}

void sim_gzip(struct buf *out, struct span bytes)
{
    const uint8_t *p = (const uint8_t *)bytes.at;
    size_t *last = calloc(
        HASH, sizeof *last); /* where a triple stood last, plus one; without memory: literals */
    struct bits b;
    uint32_t crc = 0xffffffff;
    begin(out, &b);
    for (size_t i = 0; i < bytes.len;) {
        size_t length = 0, from = 0;
        if (last && i + NEAREST <= bytes.len) {
            uint32_t h =
                (p[i] * 2654435761u ^ p[i + 1] * 40503u ^ p[i + 2] * 2246822519u) >> 7 & (HASH - 1);
            from = last[h];
            last[h] = i + 1;
            if (from > 0 && i + 1 - from <= WINDOW)
                while (length < FARTHEST && i + length < bytes.len &&
                       p[from - 1 + length] == p[i + length])
                    length++;
        }
        size_t n = length >= NEAREST ? length : 1;
        if (length >= NEAREST)
            match(&b, (int)length, (int)(i + 1 - from));
        else
            symbol(&b, p[i]);
        for (size_t k = 0; k < n; k++)
            crc = crc_step(crc, p[i + k]);
        i += n;
    }
    end(&b, ~crc, bytes.len);
    free(last);
}

void sim_gzip_bomb(struct buf *out, struct span prefix, uint64_t zeros)
{
    struct bits b;
    begin(out, &b);
    for (size_t i = 0; i < prefix.len; i++)
        symbol(&b, (uint8_t)prefix.at[i]);
    symbol(&b, ' ');
    for (uint64_t left = zeros; left >= FARTHEST; left -= FARTHEST)
        match(&b, FARTHEST, 1);
    end(&b, 0, zeros); /* nobody should get as far as the checksum */
}
