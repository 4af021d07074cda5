/* Pictures of bars and lines as PNG (RFC 2083; ISO 15948): a palette, and pixels that are not
 * compressed, which the zip file does. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "lib/report/docx.h"

enum { WIDTH = DOCX_BAR_WIDTH, SHADES = 16 };
enum colour { CLEAR, GRID, BAR, FEW, INK, LINE, COLOURS = LINE + SHADES };

struct picture {
    int height;
    unsigned char pixels[DOCX_LINE_HEIGHT][1 + WIDTH]; /* a row begins with its filter: 0, none */
};

static void fill(struct picture *p, int x, int y, int width, int height, enum colour colour)
{
    for (int row = y; row < y + height && row < p->height; row++)
        for (int at = x; at < x + width && at < WIDTH; at++)
            if (row >= 0 && at >= 0)
                p->pixels[row][1 + at] = (unsigned char)colour;
}

static void grid(struct picture *p)
{
    for (int i = 0; i <= 4; i++)
        fill(p, i * (WIDTH - 2) / 4, 0, 2, p->height, GRID);
}

static void bar(struct picture *p, const long *n, bool few)
{
    enum { TOP = 9, THICK = 30, MIDDLE = DOCX_BAR_HEIGHT / 2, CAP = 9 };
    grid(p);
    fill(p, 0, TOP, (int)n[0], THICK, few ? FEW : BAR);
    if (few)
        return;
    fill(p, (int)n[1], MIDDLE - 2, (int)(n[2] - n[1]), 4, INK);
    fill(p, (int)n[1] - 2, MIDDLE - CAP, 4, 2 * CAP, INK);
    fill(p, (int)n[2] - 2, MIDDLE - CAP, 4, 2 * CAP, INK);
}

/* How far a pixel is from a stretch of the line. */
static double distance(double x, double y, double x0, double y0, double x1, double y1)
{
    double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
    double at = length > 0 ? ((x - x0) * dx + (y - y0) * dy) / length : 0;
    at = fmin(fmax(at, 0), 1);
    return hypot(x - (x0 + at * dx), y - (y0 + at * dy));
}

/* A stroke as thick as twice `radius`, its edge in shades. */
static void stroke(struct picture *p, double x0, double y0, double x1, double y1, double radius)
{
    for (int y = 0; y < p->height; y++)
        for (int x = (int)(x0 - radius) - 1; x <= (int)(x1 + radius) + 1; x++) {
            double cover = radius + .5 - distance(x, y, x0, y0, x1, y1);
            int shade = (int)floor(fmin(fmax(cover, 0), 1) * (SHADES - 1) + .5);
            if (x < 0 || x >= WIDTH || shade == 0)
                continue;
            unsigned char *pixel = &p->pixels[y][1 + x];
            if (*pixel < LINE || *pixel < LINE + shade)
                *pixel = (unsigned char)(LINE + shade);
        }
}

static void line(struct picture *p, const long *n, size_t count)
{
    enum { DOT = 8 };
    double step = count > 1 ? (double)(WIDTH - 2 * DOT - 4) / (double)(count - 1) : 0;
    fill(p, 0, p->height - 12, WIDTH, 2, GRID);
    fill(p, 0, 10, WIDTH, 2, GRID);
    for (size_t i = 0; i < count; i++) {
        double x = DOT + 2 + step * (double)i;
        if (n[i] < 0)
            continue;
        if (i > 0 && n[i - 1] >= 0)
            stroke(p, x - step, (double)n[i - 1], x, (double)n[i], 2.5);
        stroke(p, x, (double)n[i], x, (double)n[i], DOT);
    }
}

static uint32_t crc_of(const unsigned char *at, size_t n)
{
    uint32_t crc = 0xffffffff;
    while (n-- > 0) {
        crc ^= *at++;
        for (int k = 0; k < 8; k++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
    return crc ^ 0xffffffff;
}

static void big(struct buf *b, uint32_t n)
{
    const unsigned char bytes[] = {(unsigned char)(n >> 24), (unsigned char)(n >> 16),
                                   (unsigned char)(n >> 8), (unsigned char)n};
    buf_add(b, bytes, 4);
}

static void chunk(struct buf *b, const char *type, struct span data)
{
    big(b, (uint32_t)data.len);
    size_t from = b->len;
    buf_add(b, type, 4);
    buf_span(b, data);
    if (b->state == BUF_SOUND)
        big(b, crc_of((const unsigned char *)b->at + from, b->len - from));
}

/* A zlib stream (RFC 1950) of stored blocks, each a row. */
static void stored(struct buf *b, const struct picture *p)
{
    uint32_t low = 1, high = 0;
    buf_add(b, "\x78\x01", 2);
    for (int y = 0; y < p->height; y++) {
        enum { LENGTH = 1 + WIDTH };
        const unsigned char head[] = {y + 1 == p->height, LENGTH & 0xff, LENGTH >> 8,
                                      ~LENGTH & 0xff, (~LENGTH >> 8) & 0xff};
        buf_add(b, head, sizeof head);
        buf_add(b, p->pixels[y], LENGTH);
        for (int x = 0; x < LENGTH; x++) {
            low = (low + p->pixels[y][x]) % 65521;
            high = (high + low) % 65521;
        }
    }
    big(b, high << 16 | low);
}

/* The colours of the HTML report; behind them the shades of the line's edge, as opacities. */
static void palette(struct buf *b)
{
    static const unsigned char colours[LINE][3] = {[GRID] = {0xe0, 0xdd, 0xd6},
                                                   [BAR] = {0x3b, 0x86, 0xc8},
                                                   [FEW] = {0x9a, 0xa7, 0xb5},
                                                   [INK] = {0x1c, 0x21, 0x27}};
    unsigned char rgb[COLOURS][3] = {0}, opacity[COLOURS];
    for (int i = 0; i < COLOURS; i++) {
        const unsigned char *from = colours[i < LINE ? i : BAR];
        for (int k = 0; k < 3; k++)
            rgb[i][k] = from[k];
        opacity[i] = (unsigned char)(i == CLEAR ? 0
                                     : i < LINE ? 255
                                                : (i - LINE) * 255 / (SHADES - 1));
    }
    chunk(b, "PLTE", (struct span){(const char *)rgb, sizeof rgb});
    chunk(b, "tRNS", (struct span){(const char *)opacity, sizeof opacity});
}

static void encode(struct buf *b, const struct picture *p)
{
    struct buf data = BUF(0);
    big(&data, WIDTH);
    big(&data, (uint32_t)p->height);
    buf_add(&data, "\x08\x03\x00\x00\x00", 5); /* 8 bits, palette */
    buf_add(b, "\x89PNG\r\n\x1a\n", 8);
    chunk(b, "IHDR", buf_view(&data));
    palette(b);
    buf_clear(&data);
    stored(&data, p);
    chunk(b, "IDAT", buf_view(&data));
    chunk(b, "IEND", (struct span){"", 0});
    if (data.state != BUF_SOUND)
        b->state = data.state;
    buf_free(&data);
}

/* The numbers behind the first word. */
static size_t numbers(struct span s, long *n, size_t most)
{
    size_t count = 0;
    const char *at = memchr(s.at, ' ', s.len), *end = s.at + s.len;
    while (at && at < end && count < most) {
        char *behind;
        n[count++] = strtol(at, &behind, 10);
        at = behind;
    }
    return count;
}

void docx_picture(struct buf *b, struct span description)
{
    enum { MOST = 128 };
    long n[MOST] = {0};
    size_t count = numbers(description, n, MOST);
    bool is_line = description.len > 4 && memcmp(description.at, "line", 4) == 0;
    struct picture *p = calloc(1, sizeof *p);
    if (!p) {
        b->state = BUF_NO_MEMORY;
        return;
    }
    p->height = is_line ? DOCX_LINE_HEIGHT : DOCX_BAR_HEIGHT;
    if (is_line)
        line(p, n, count);
    else
        bar(p, n, description.at[0] == 'f');
    encode(b, p);
    free(p);
}
