#include "lib/json/members.h"

#include <stdint.h>
#include "lib/json/json.h"

static struct span *place(const struct member *row, void *into)
{
    return (struct span *)(void *)((char *)into + row->to);
}

static uint64_t word_at(const char *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

static uint32_t half_at(const char *at)
{
    uint32_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

/* Names are short: two words that overlap say it without a call. */
static bool same(const char *a, const char *b, size_t n)
{
    if (n >= 8 && n <= 16)
        return ((word_at(a) ^ word_at(b)) | (word_at(a + n - 8) ^ word_at(b + n - 8))) == 0;
    if (n >= 4 && n < 8)
        return ((half_at(a) ^ half_at(b)) | (half_at(a + n - 4) ^ half_at(b + n - 4))) == 0;
    return memcmp(a, b, n) == 0;
}

/* A bit is set if one of the word's bytes is a backslash. */
static uint64_t slashes(uint64_t word)
{
    static const uint64_t ones = 0x0101010101010101;
    uint64_t x = word ^ ones * '\\';
    return (x - ones) & ~x & ones << 7;
}

/* Has the name an escape in it? */
static bool escaped(const char *at, size_t n)
{
    if (n >= 8 && n <= 16)
        return (slashes(word_at(at)) | slashes(word_at(at + n - 8))) != 0;
    return memchr(at, '\\', n) != NULL;
}

/* A bit for each length, the last for all that are longer. */
static uint64_t length_bit(size_t len)
{
    return (uint64_t)1 << (len < 63 ? len : 63);
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
    uint64_t lengths = 0;
    for (const struct member *row = rows; row < end; row++) {
        *place(row, into) = SPAN_NONE;
        lengths |= length_bit(row->len);
    }
    if (json_kind(object) != JSON_OBJECT)
        return;
    for (json_walk(&w, object); json_next(&w);) {
        const struct member *row = NULL;
        if (lengths & length_bit(w.key.len - 2))
            row = find(rows, end, w.key);
        if (!row && escaped(w.key.at, w.key.len))
            row = find_escaped(rows, end, w.key);
        if (row)
            *place(row, into) = w.value;
    }
}
