#include "lib/json/lists.h"

#include "lib/json/index.h"

void lists_walk(struct lists *l, struct span array, const char *name)
{
    *l = (struct lists){.name = span_of(name)};
    json_walk(&l->walk, array);
}

/* Brackets that open before this place. */
static uint32_t rank_of(const struct index *x, size_t place)
{
    return x->ranks[place >> 6] +
           index_count(x->opens[place >> 6] & ((UINT64_C(1) << (place & 63)) - 1));
}

/* The first bracket that opens behind this place and before `end`; end: there is none. */
static size_t next_open(const struct index *x, size_t place, size_t end)
{
    size_t i = ++place >> 6;
    uint64_t bits = x->opens[i] >> (place & 63) << (place & 63);
    while (!bits && (i + 1) << 6 <= end)
        bits = x->opens[++i];
    size_t open = bits ? (i << 6) + (size_t)__builtin_ctzll(bits) : end;
    return open < end ? open : end;
}

/* "name": stands right before this place, and is all of a name: no quote in it was escaped. */
static bool named(const char *line, size_t place, struct span name)
{
    if (place < name.len + 4)
        return false;
    const char *at = line + place - name.len - 3;
    return at[0] == '"' && memcmp(at + 1, name.at, name.len) == 0 && at[name.len + 1] == '"' &&
           at[name.len + 2] == ':' && at[-1] != '\\';
}

/* The object that opens at `place`, if it ends with the list, and that has nothing but objects with
 * no brackets in them, and no blanks stand in between: then the brackets alone tell how many. The
 * places where brackets are closed rise as long as none is inside another one. */
static bool by_brackets(struct lists *l, const struct index *x, size_t place, size_t *last)
{
    const char *at = x->at;
    uint32_t rank = rank_of(x, place);
    size_t n = 1;
    *last = x->partners[rank];
    size_t open = next_open(x, place, *last), close = *last - 1;
    if (open == *last || at[open] != '[' || x->partners[++rank] != close ||
        !named(at, open, l->name))
        return false;
    if (open + 1 == close) {
        n = 0;
    } else if (at[open + 1] != '{') {
        return false;
    } else {
        for (size_t end; (end = x->partners[++rank]) + 1 != close; n++)
            if (at[end + 1] != ',' || at[end + 2] != '{' || x->partners[rank + 1] <= end)
                return false;
    }
    l->list = (struct span){at + open, close + 1 - open};
    l->n = n;
    return true;
}

bool lists_next(struct lists *l)
{
    struct json_walk *w = &l->walk;
    const struct index *x = w->index;
    size_t last;
    if (x && w->at < w->end && *w->at == '{' && !w->object &&
        by_brackets(l, x, (size_t)(w->at - x->at), &last)) {
        w->at = x->at + index_next(x, last);
        return true;
    }
    if (!json_next(w))
        return false;
    l->list = json_member(w->value, l->name);
    l->n = json_count(l->list);
    return true;
}
