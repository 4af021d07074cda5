/* Functions of arrays and objects. */

#include <stdlib.h>
#include "lib/json/native_builtin.h"

#define UNUSED(x) (void)(x)

/* ---- add ---- */

/* *all: is every element a string or null? Then they are joined at once. */
static enum outcome add_strings(struct run *r, struct value in, bool *all, struct value *out)
{
    struct value_walk w;
    size_t len = 0, n = 0;
    *all = true;
    for (value_walk(&r->store, &w, in); *all && value_next(&w);) {
        *all = w.value.kind == JSON_STRING || w.value.kind == JSON_NULL;
        if (w.value.kind == JSON_STRING) {
            len += value_bytes(&r->store, w.value).len;
            n++;
        }
    }
    *out = value_plain(JSON_NULL);
    if (!*all || n == 0)
        return DONE;
    store_charge(&r->store, len);
    if (r->store.fuel < 0)
        return BAILED;
    char *to = arena_take(&r->store.arena, len + 1), *end = to;
    if (!to)
        return BAILED;
    for (value_walk(&r->store, &w, in); value_next(&w);) {
        struct span text =
            w.value.kind == JSON_STRING ? value_bytes(&r->store, w.value) : span_of("");
        memcpy(end, text.at, text.len);
        end += text.len;
    }
    *out = value_text((struct span){to, len});
    return DONE;
}

enum outcome list_add(struct run *r, const struct node *n, struct value in,
                      const struct value *args, struct value *out)
{
    struct value_walk w;
    bool all;
    UNUSED(n);
    UNUSED(args);
    if (in.kind != JSON_ARRAY && in.kind != JSON_OBJECT)
        return run_raise(r);
    if (!value_walk(&r->store, &w, in))
        return BAILED;
    enum outcome o = add_strings(r, in, &all, out);
    if (all)
        return o;
    for (*out = value_plain(JSON_NULL); o == DONE && value_next(&w);) {
        if (out->form == VALUE_LIST && out->kind == JSON_ARRAY && out->list->n > 64)
            return BAILED; /* each sum is a copy */
        o = builtin_add(r, *out, w.value, out);
    }
    return o;
}

/* ---- sorting ---- */

struct entry {
    struct value v, key;
    size_t at;
};

struct sorting {
    struct store *store;
    bool sure;
};

static int by_key(const void *x, const void *y, void *self)
{
    const struct entry *a = x, *b = y;
    struct sorting *s = self;
    int order = 0;
    s->sure = s->sure && value_order(s->store, a->key, b->key, &order);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* The elements of an array, sorted by the elements of another one, or by themselves. */
static enum outcome sorted(struct run *r, struct value in, const struct value *keys,
                           struct entry **entries, size_t *n)
{
    struct value_walk w, k;
    size_t i = 0, m = 0;
    struct sorting s = {&r->store, true};
    if (in.kind != JSON_ARRAY || (keys && keys->kind != JSON_ARRAY))
        return run_raise(r);
    if (!value_count(&r->store, in, n) || (keys && !value_count(&r->store, *keys, &m)))
        return BAILED;
    if (keys && m != *n)
        return run_raise(r);
    *entries = arena_take(&r->store.arena, (*n + 1) * sizeof **entries);
    if (!*entries)
        return BAILED;
    value_walk(&r->store, &w, in);
    if (keys)
        value_walk(&r->store, &k, *keys);
    for (; i < *n && value_next(&w) && (!keys || value_next(&k)); i++)
        (*entries)[i] = (struct entry){w.value, keys ? k.value : w.value, i};
    qsort_r(*entries, *n, sizeof **entries, by_key, &s);
    return s.sure ? DONE : BAILED;
}

static const struct value *keys_of(const struct node *n, const struct value *args)
{
    return n->nargs ? args : NULL;
}

static bool run_of(struct run *r, const struct entry *e, size_t n, struct value *list)
{
    *list = value_list(&r->store, JSON_ARRAY);
    for (size_t i = 0; i < n; i++)
        if (list->kind != JSON_ARRAY || !value_add(&r->store, *list, e[i].v))
            return false;
    return true;
}

enum outcome list_sort(struct run *r, const struct node *n, struct value in,
                       const struct value *args, struct value *out)
{
    struct entry *e;
    size_t count;
    enum outcome o = sorted(r, in, keys_of(n, args), &e, &count);
    if (o != DONE)
        return o;
    return run_of(r, e, count, out) ? DONE : BAILED;
}

/* Runs of equal keys: as lists, or only the first of each. */
static enum outcome grouped(struct run *r, const struct node *n, struct value in,
                            const struct value *args, bool first, struct value *out)
{
    struct entry *e;
    size_t count;
    enum outcome o = sorted(r, in, keys_of(n, args), &e, &count);
    if (o != DONE)
        return o;
    *out = value_list(&r->store, JSON_ARRAY);
    if (out->kind != JSON_ARRAY)
        return BAILED;
    for (size_t i = 0, end; i < count; i = end) {
        struct value group = e[i].v;
        bool same = true;
        for (end = i + 1; end < count; end++) {
            if (!value_equal(&r->store, e[i].key, e[end].key, &same))
                return BAILED;
            if (!same)
                break;
        }
        if (!first && !run_of(r, e + i, end - i, &group))
            return BAILED;
        if (!value_add(&r->store, *out, group))
            return BAILED;
    }
    return DONE;
}

enum outcome list_group(struct run *r, const struct node *n, struct value in,
                        const struct value *args, struct value *out)
{
    return grouped(r, n, in, args, false, out);
}

enum outcome list_unique(struct run *r, const struct node *n, struct value in,
                         const struct value *args, struct value *out)
{
    return grouped(r, n, in, args, true, out);
}

/* Of equals the first is the least, the last the greatest. */
static enum outcome extreme(struct run *r, const struct node *n, struct value in,
                            const struct value *args, bool least, struct value *out)
{
    struct value_walk w, k;
    struct value best, key;
    size_t count, m = 0;
    int order;
    bool by = n->nargs > 0;
    if (in.kind != JSON_ARRAY || (by && args[0].kind != JSON_ARRAY))
        return run_raise(r);
    if (!value_count(&r->store, in, &count) || (by && !value_count(&r->store, args[0], &m)))
        return BAILED;
    if (by && m != count)
        return run_raise(r);
    *out = value_plain(JSON_NULL);
    value_walk(&r->store, &w, in);
    value_walk(&r->store, &k, by ? args[0] : in);
    for (size_t i = 0; value_next(&w) && value_next(&k); i++) {
        if (i > 0 && !value_order(&r->store, k.value, key, &order))
            return BAILED;
        if (i == 0 || (order < 0) == least) {
            best = w.value;
            key = k.value;
            *out = best;
        }
    }
    return DONE;
}

enum outcome list_min(struct run *r, const struct node *n, struct value in,
                      const struct value *args, struct value *out)
{
    return extreme(r, n, in, args, true, out);
}

enum outcome list_max(struct run *r, const struct node *n, struct value in,
                      const struct value *args, struct value *out)
{
    return extreme(r, n, in, args, false, out);
}

/* ---- shapes ---- */

enum outcome list_reverse(struct run *r, const struct node *n, struct value in,
                          const struct value *args, struct value *out)
{
    struct value all;
    struct value_walk w;
    UNUSED(n);
    UNUSED(args);
    if (in.kind != JSON_ARRAY && in.kind != JSON_NULL)
        return BAILED;
    all = value_list(&r->store, JSON_ARRAY);
    *out = value_list(&r->store, JSON_ARRAY);
    if (all.kind != JSON_ARRAY || out->kind != JSON_ARRAY)
        return BAILED;
    if (in.kind == JSON_ARRAY)
        for (value_walk(&r->store, &w, in); value_next(&w);)
            if (!value_add(&r->store, all, w.value))
                return BAILED;
    for (size_t i = all.list->n; i-- > 0;)
        if (!value_add(&r->store, *out, all.list->at[i]))
            return BAILED;
    return DONE;
}

/* levels: below 0 is all of them; jq compares with 0 exactly. */
static bool flatten(struct run *r, struct value in, double levels, struct value out)
{
    struct value_walk w;
    if (!value_walk(&r->store, &w, in))
        return false;
    while (value_next(&w)) {
        bool deeper = w.value.kind == JSON_ARRAY && levels != 0;
        if (deeper ? !flatten(r, w.value, levels - 1, out) : !value_add(&r->store, out, w.value))
            return false;
    }
    return true;
}

enum outcome list_flatten(struct run *r, const struct node *n, struct value in,
                          const struct value *args, struct value *out)
{
    double levels = -1;
    if (n->nargs) {
        if (args[0].kind != JSON_NUMBER)
            return BAILED;
        levels = value_number(&r->store, args[0]);
        if (levels < 0)
            return run_raise(r);
    }
    if (in.kind != JSON_ARRAY && in.kind != JSON_OBJECT)
        return run_raise(r);
    *out = value_list(&r->store, JSON_ARRAY);
    return out->kind == JSON_ARRAY && flatten(r, in, levels, *out) ? DONE : BAILED;
}

/* ---- keys ---- */

static bool each_key(struct run *r, struct value in, struct value out)
{
    struct value_walk w;
    if (!value_walk(&r->store, &w, in))
        return false;
    for (size_t i = 0; value_next(&w); i++)
        if (!value_add(&r->store, out, w.pairs ? w.key : value_real((double)i)))
            return false;
    return true;
}

enum outcome list_keys_unsorted(struct run *r, const struct node *n, struct value in,
                                const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(args);
    if (in.kind != JSON_ARRAY && in.kind != JSON_OBJECT)
        return run_raise(r);
    *out = value_list(&r->store, JSON_ARRAY);
    return out->kind == JSON_ARRAY && each_key(r, in, *out) ? DONE : BAILED;
}

enum outcome list_keys(struct run *r, const struct node *n, struct value in,
                       const struct value *args, struct value *out)
{
    enum outcome o = list_keys_unsorted(r, n, in, args, out);
    return o == DONE ? list_sort(r, n, *out, args, out) : o;
}

enum outcome list_to_entries(struct run *r, const struct node *n, struct value in,
                             const struct value *args, struct value *out)
{
    struct value_walk w;
    UNUSED(n);
    UNUSED(args);
    if (in.kind != JSON_ARRAY && in.kind != JSON_OBJECT)
        return run_raise(r);
    *out = value_list(&r->store, JSON_ARRAY);
    if (out->kind != JSON_ARRAY || !value_walk(&r->store, &w, in))
        return BAILED;
    for (size_t i = 0; value_next(&w); i++) {
        struct value entry = value_list(&r->store, JSON_OBJECT);
        struct value key = w.pairs ? w.key : value_real((double)i);
        if (entry.kind != JSON_OBJECT ||
            !value_put(&r->store, entry, value_text(span_of("key")), key) ||
            !value_put(&r->store, entry, value_text(span_of("value")), w.value) ||
            !value_add(&r->store, *out, entry))
            return BAILED;
    }
    return DONE;
}
