#include "lib/json/members.h"

#include <stdint.h>
#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

static struct span *place(const struct member *row, void *into)
{
    return (struct span *)(void *)((char *)into + row->to);
}

/* The rows, and for each length the first of it, if there is one; no row is longer. */
struct table {
    const struct member *rows, *end;
    unsigned char first[64];
};

static void table_init(struct table *t, const struct member *rows, size_t n)
{
    t->rows = rows;
    t->end = rows + n;
    memset(t->first, (int)n, sizeof t->first);
    for (size_t i = n; i-- > 0;)
        t->first[rows[i].len] = (unsigned char)i;
}

static inline const struct member *find(const struct table *t, const char *name, size_t len)
{
    const struct member *row = t->rows + t->first[len < sizeof t->first ? len : 0];
    for (; row < t->end && row->len == len; row++)
        if (same_bytes(row->name, name, len))
            return row;
    return NULL;
}

/* The same for a name with escapes. */
static const struct member *find_escaped(const struct table *t, struct span key)
{
    if (!has_byte(key.at, key.len, '\\'))
        return NULL;
    for (const struct member *row = t->rows; row < t->end; row++)
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
static void read_indexed(const struct index *x, struct span object, const struct table *t,
                         void *into)
{
    const char *line = x->at;
    bool escapes = x->escapes;
    size_t open = (size_t)(object.at - line), behind = open + object.len - 1;
    struct index_starts s = index_starts_behind(x, open);
    for (size_t key = index_next_start(&s); key < behind; key = index_next_start(&s)) {
        size_t quote = index_quote(x, key);
        const struct member *row = find(t, line + key + 1, quote - key - 1);
        if (!row && escapes)
            row = find_escaped(t, (struct span){line + key, quote + 1 - key});
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
    struct table t;
    struct json_walk w;
    for (size_t i = 0; i < n; i++)
        *place(&rows[i], into) = SPAN_NONE;
    if (object.len == 0 || *object.at != '{')
        return;
    table_init(&t, rows, n);
    const struct index *x = json_index(object);
    if (x) {
        read_indexed(x, object, &t, into);
        return;
    }
    for (json_walk(&w, object); json_next(&w);) {
        const struct member *row = find(&t, w.key.at + 1, w.key.len - 2);
        if (!row)
            row = find_escaped(&t, w.key);
        if (row)
            *place(row, into) = w.value;
    }
}

/* Is the name `name`, quotes and all? */
static inline bool key_is(const struct index *x, size_t key, const char *name, size_t len)
{
    return key + len < x->len && same_bytes(x->at + key, name, len);
}

/* {"name":...,"value":...} and nothing else, of which the starts behind the first bracket come;
 * false: it is not that. */
static inline bool read_pair(const struct index *x, struct index_starts *s,
                             struct member_pair *pair)
{
    if (!key_is(x, index_next_start(s), "\"name\"", 6))
        return false;
    size_t first = index_next_start(s), last;
    if (x->at[first] == '{' || x->at[first] == '[')
        return false;
    pair->name = value_at(x, first, first);
    if (!key_is(x, index_next_start(s), "\"value\"", 7))
        return false;
    first = last = index_next_start(s);
    if (x->at[first] == '{' || x->at[first] == '[') {
        last = index_partner(x, first);
        *s = index_starts_behind(x, last);
    }
    pair->value = value_at(x, first, last);
    return x->at[index_next_start(s)] == '}';
}

void members_pair(struct span object, struct member_pair *pair)
{
    static const struct member rows[] = {
        MEMBER(struct member_pair, "name", name),
        MEMBER(struct member_pair, "value", value),
    };
    const struct index *x = json_index(object);
    if (x && *object.at == '{') {
        struct index_starts s = index_starts_behind(x, (size_t)(object.at - x->at));
        if (read_pair(x, &s, pair))
            return;
    }
    members_read(object, rows, sizeof rows / sizeof rows[0], pair);
}

bool members_next_pair(struct json_walk *w, struct member_pair *pair)
{
    const struct index *x = w->index;
    if (x && !w->object && w->at < w->end && *w->at == '{') {
        struct index_starts s = index_starts_behind(x, (size_t)(w->at - x->at));
        if (read_pair(x, &s, pair)) {
            w->at = x->at + index_next_start(&s);
            return true;
        }
    }
    if (!json_next(w))
        return false;
    members_pair(w->value, pair);
    return true;
}
