#include "lib/json/members.h"

#include <stdint.h>
#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

static struct span *place(const struct member *row, void *into)
{
    return (struct span *)(void *)((char *)into + row->to);
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

static inline const struct member *find(const struct member *row, const struct member *end,
                                        const char *name, size_t len)
{
    while (row < end && row->len < len)
        row++;
    for (; row < end && row->len == len; row++)
        if (same_bytes(row->name, name, len))
            return row;
    return NULL;
}

/* The same for a name with escapes. */
static const struct member *find_escaped(const struct member *row, const struct member *end,
                                         struct span key)
{
    for (; escaped(key.at, key.len) && row < end; row++)
        if (json_text_is(key, row->name))
            return row;
    return NULL;
}

/* The value that begins at `first` and, if it is a bracket, ends at `last`. */
static inline struct span value_at(const struct index *x, size_t first, size_t last)
{
    const char *at = x->at + first;
    if (*at == '"')
        last = index_quote(x, first);
    else if (last == first)
        return (struct span){at, (size_t)(scalar_end(at, x->at + x->len) - at)};
    return (struct span){at, last + 1 - first};
}

/* json_next, but that the end of a value is only looked for if somebody asks for it. */
static void read_indexed(const struct index *x, struct span object, const struct member *rows,
                         const struct member *end, void *into)
{
    const char *line = x->at;
    bool escapes = x->escapes;
    size_t open = (size_t)(object.at - line), behind = open + object.len - 1;
    struct index_starts s = index_starts_behind(x, open);
    for (size_t key = index_next_start(&s); key < behind; key = index_next_start(&s)) {
        size_t quote = index_quote(x, key);
        const struct member *row = find(rows, end, line + key + 1, quote - key - 1);
        if (!row && escapes)
            row = find_escaped(rows, end, (struct span){line + key, quote + 1 - key});
        size_t first = index_next_start(&s), last = first;
        if (line[first] == '{' || line[first] == '[') {
            last = index_partner(x, first);
            s = index_starts_behind(x, last);
        }
        if (row)
            *place(row, into) = value_at(x, first, last);
    }
}

void members_read(struct span object, const struct member *rows, size_t n, void *into)
{
    const struct member *end = rows + n;
    struct json_walk w;
    for (const struct member *row = rows; row < end; row++)
        *place(row, into) = SPAN_NONE;
    if (object.len == 0 || *object.at != '{')
        return;
    const struct index *x = json_index(object);
    if (x) {
        read_indexed(x, object, rows, end, into);
        return;
    }
    for (json_walk(&w, object); json_next(&w);) {
        const struct member *row = find(rows, end, w.key.at + 1, w.key.len - 2);
        if (!row)
            row = find_escaped(rows, end, w.key);
        if (row)
            *place(row, into) = w.value;
    }
}

/* Is the name `name`, quotes and all? */
static bool key_is(const struct index *x, size_t key, const char *name, size_t len)
{
    return key + len < x->len && memcmp(x->at + key, name, len) == 0;
}

/* {"name":...,"value":...} and nothing else; false: it is not that. */
static bool read_pair(const struct index *x, struct span object, struct member_pair *pair)
{
    size_t open = (size_t)(object.at - x->at), behind = open + object.len - 1;
    struct index_starts s = index_starts_behind(x, open);
    if (!key_is(x, index_next_start(&s), "\"name\"", 6))
        return false;
    size_t first = index_next_start(&s), last;
    if (x->at[first] == '{' || x->at[first] == '[')
        return false;
    pair->name = value_at(x, first, first);
    if (!key_is(x, index_next_start(&s), "\"value\"", 7))
        return false;
    first = last = index_next_start(&s);
    if (x->at[first] == '{' || x->at[first] == '[') {
        last = index_partner(x, first);
        s = index_starts_behind(x, last);
    }
    pair->value = value_at(x, first, last);
    return index_next_start(&s) == behind;
}

void members_pair(struct span object, struct member_pair *pair)
{
    static const struct member rows[] = {
        MEMBER(struct member_pair, "name", name),
        MEMBER(struct member_pair, "value", value),
    };
    const struct index *x = json_index(object);
    if (!x || *object.at != '{' || !read_pair(x, object, pair))
        members_read(object, rows, sizeof rows / sizeof rows[0], pair);
}
