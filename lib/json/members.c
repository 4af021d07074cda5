#include "lib/json/members.h"

#include <stdint.h>
#include "lib/json/json.h"

static struct span *place(const struct member *row, void *into)
{
    return (struct span *)(void *)((char *)into + row->to);
}

/* Names are short: two words that overlap say it without a call. */
static bool same(const char *a, const char *b, size_t n)
{
    if (n >= 8 && n <= 16) {
        uint64_t x[2], y[2];
        memcpy(&x[0], a, 8);
        memcpy(&y[0], b, 8);
        memcpy(&x[1], a + n - 8, 8);
        memcpy(&y[1], b + n - 8, 8);
        return ((x[0] ^ y[0]) | (x[1] ^ y[1])) == 0;
    }
    if (n >= 4 && n < 8) {
        uint32_t x[2], y[2];
        memcpy(&x[0], a, 4);
        memcpy(&y[0], b, 4);
        memcpy(&x[1], a + n - 4, 4);
        memcpy(&y[1], b + n - 4, 4);
        return ((x[0] ^ y[0]) | (x[1] ^ y[1])) == 0;
    }
    return memcmp(a, b, n) == 0;
}

/* A backslash among the bytes; eight at a time, the last eight once more. */
static bool escaped(const char *at, size_t n)
{
    enum { WORD = sizeof(uint64_t) };
    static const uint64_t ones = 0x0101010101010101, slashes = 0x5c5c5c5c5c5c5c5c;
    if (n < WORD)
        return memchr(at, '\\', n) != NULL;
    for (size_t i = 0;; i = i + WORD < n - WORD ? i + WORD : n - WORD) {
        uint64_t x;
        memcpy(&x, at + i, WORD);
        x ^= slashes;
        if ((x - ones) & ~x & (ones << 7))
            return true;
        if (i == n - WORD)
            return false;
    }
}

static const struct member *find(const struct member *row, const struct member *end,
                                 struct span key)
{
    const char *name = key.at + 1;
    size_t len = key.len - 2;
    while (row < end && row->len < len)
        row++;
    for (; row < end && row->len == len; row++)
        if (same(row->name, name, len))
            return row;
    return NULL;
}

/* The same for a name with escapes. */
static const struct member *find_escaped(const struct member *row, const struct member *end,
                                         struct span key)
{
    for (; row < end; row++)
        if (json_text_is(key, row->name))
            return row;
    return NULL;
}

void members_read(struct span object, const struct member *rows, size_t n, void *into)
{
    const struct member *end = rows + n;
    struct json_walk w;
    for (const struct member *row = rows; row < end; row++)
        *place(row, into) = SPAN_NONE;
    if (json_kind(object) != JSON_OBJECT)
        return;
    for (json_walk(&w, object); json_next(&w);) {
        const struct member *row = find(rows, end, w.key);
        if (!row && escaped(w.key.at, w.key.len))
            row = find_escaped(rows, end, w.key);
        if (row)
            *place(row, into) = w.value;
    }
}
