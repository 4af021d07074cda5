#include "lib/base/plain.h"

#include <wchar.h>

/* UTF-8 by RFC 3629: nothing overlong, no surrogates, nothing above U+10FFFF. */
long plain_next(struct span *s)
{
    const unsigned char *p = (const unsigned char *)s->at;
    size_t n = s->len, len = 1;
    long code = -1;
    if (p[0] < 0x80) {
        code = p[0];
    } else if (p[0] >= 0xC2 && p[0] < 0xE0 && n >= 2 && (p[1] & 0xC0) == 0x80) {
        len = 2;
        code = (p[0] & 0x1FL) << 6 | (p[1] & 0x3F);
    } else if ((p[0] & 0xF0) == 0xE0 && n >= 3 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        long c = (p[0] & 0x0FL) << 12 | (p[1] & 0x3FL) << 6 | (p[2] & 0x3F);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            len = 3;
            code = c;
        }
    } else if (p[0] >= 0xF0 && p[0] < 0xF5 && n >= 4 && (p[1] & 0xC0) == 0x80 &&
               (p[2] & 0xC0) == 0x80 && (p[3] & 0xC0) == 0x80) {
        long c = (p[0] & 0x07L) << 18 | (p[1] & 0x3FL) << 12 | (p[2] & 0x3FL) << 6 | (p[3] & 0x3F);
        if (c >= 0x10000 && c <= 0x10FFFF) {
            len = 4;
            code = c;
        }
    }
    s->at += len;
    s->len -= len;
    return code;
}

/* What takes no room, or only room, and stands for nothing: soft hyphen, fillers of Hangul, zero
 * width space, word joiner and the operators behind it, byte order mark, tags. */
static bool invisible(long c)
{
    return c == 0x00AD || c == 0x115F || c == 0x1160 || c == 0x180E || c == 0x200B ||
           (c >= 0x2060 && c <= 0x2064) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 ||
           (c >= 0xE0000 && c <= 0xE007F);
}

bool plain_harmful(long c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || invisible(c);
}

static void add(struct buf *b, struct span text, bool block)
{
    while (text.len) {
        struct span one = text;
        long c = plain_next(&text);
        one.len -= text.len;
        if (c < 0)
            buf_format(b, "\\x%02x", (unsigned char)*one.at);
        else if (c == '\n' || c == '\t')
            buf_byte(b, block ? (char)c : ' ');
        else if (c < 0x80 && plain_harmful(c))
            buf_format(b, "\\x%02lx", (unsigned long)c);
        else if (plain_harmful(c))
            buf_format(b, "\\u{%lx}", (unsigned long)c);
        else
            buf_span(b, one);
    }
}

void plain_add(struct buf *b, struct span text)
{
    add(b, text, false);
}

void plain_block(struct buf *b, struct span text)
{
    add(b, text, true);
}

/* Not wcwidth: it depends on the process's locale. Combining marks take none; East Asian wide and
 * emoji two. */
static size_t columns(long c)
{
    static const struct {
        long from, to;
    } none[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},  {0x0610, 0x061A},
                {0x064B, 0x065F}, {0x0900, 0x0902}, {0x093C, 0x093C},  {0x0941, 0x0948},
                {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},  {0x0E47, 0x0E4E},
                {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D},  {0x20D0, 0x20FF},
                {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF}},
      wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},  {0x3400, 0x4DBF},
                {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},
                {0xFE30, 0xFE4F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (c >= none[i].from && c <= none[i].to)
            return 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (c >= wide[i].from && c <= wide[i].to)
            return 2;
    return 1;
}

size_t plain_width(struct span text)
{
    size_t width = 0;
    while (text.len)
        width += columns(plain_next(&text));
    return width;
}
